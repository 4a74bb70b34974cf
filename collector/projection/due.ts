import type { EpochMs } from '../../domain/units.ts';
import type { Measurement } from '../../domain/wire/measurements.ts';
import { dropDeviceMinutes } from '../ledger/device-minutes.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** A row whose point is due; its `seq` changes whenever the row changes again. */
export interface DueRow {
  readonly seq: number;
  readonly kind: Measurement;
  readonly ref: string;
  readonly since: EpochMs;
}

/** A line that InfluxDB refused, of the row it was made of. */
export interface RefusedLine {
  readonly row: DueRow;
  readonly line: string;
  /** HTTP status; 0: no line could be made of the row */
  readonly status: number;
  readonly reason: string;
}

/** The yards with rows due; the empty name stands for rows of no yard. */
export function yardsWithDue(ledger: Ledger): string[] {
  return ledger
    .all<{ yard: string }>(
      `WITH RECURSIVE found (yard) AS (
         SELECT min(yard) FROM point_due
         UNION ALL
         SELECT (SELECT min(yard) FROM point_due WHERE yard > found.yard) FROM found WHERE found.yard IS NOT NULL
       ) SELECT yard FROM found WHERE yard IS NOT NULL`,
    )
    .map(({ yard }) => yard);
}

/** The rows of a yard that are due, oldest first, at most `limit`. */
export function dueRows(ledger: Ledger, yard: string, limit: number): DueRow[] {
  return ledger.all<DueRow>(
    'SELECT seq, kind, ref, since FROM point_due WHERE yard = ? ORDER BY seq LIMIT ?',
    yard,
    limit,
  );
}

/**
 * Clears rows that InfluxDB has confirmed or refused, and keeps what it refused, in one transaction. A row that changed
 * meanwhile is due under another `seq` and stays.
 */
export function settleDue(
  ledger: Ledger,
  yard: string,
  rows: readonly DueRow[],
  refused: readonly RefusedLine[],
  now: EpochMs,
): void {
  ledger.transaction(() => {
    for (const { row, line, status, reason } of refused) {
      ledger.run(
        'INSERT INTO rejected_point (at, yard, kind, ref, line, status, reason) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[now, yard, row.kind, row.ref, line, status, reason],
      );
    }
    const seqs = JSON.stringify(rows.map(({ seq }) => seq));
    ledger.run('DELETE FROM point_due WHERE seq IN (SELECT value FROM json_each(?))', seqs);
    dropDeviceMinutes(
      ledger,
      rows.filter(({ kind }) => kind === 'device').map(({ ref }) => ref),
    );
  });
}

/** How many rows are due, and about since when the oldest is: a row that changed again waits at the end of the line. */
export function dueState(ledger: Ledger): { readonly due: number; readonly oldest: EpochMs | null } {
  const due = ledger.first<{ due: number }>('SELECT count(*) AS due FROM point_due')?.due ?? 0;
  const oldest = ledger.first<{ since: number }>('SELECT since FROM point_due ORDER BY seq LIMIT 1')?.since ?? null;
  return { due, oldest };
}

/** How many points InfluxDB ever refused. */
export const refusedEver = (ledger: Ledger): number =>
  ledger.first<{ rejected: number }>('SELECT count(*) AS rejected FROM rejected_point')?.rejected ?? 0;
