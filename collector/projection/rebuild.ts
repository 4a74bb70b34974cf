import { startOfKstDay } from '../../domain/kst-time.ts';
import type { InfluxSettings } from '../../domain/settings.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { deliver } from './deliver.ts';
import type { DueRow, RefusedLine } from './due.ts';
import { entriesOf } from './entries.ts';
import type { InfluxFailure, InfluxReader } from './influx-read.ts';
import type { LineWriter } from './influx-writer.ts';
import { thinnedBefore } from './retention.ts';
import { countRows, REBUILT, rowsOf, type Span } from './rows-in-span.ts';
import { SUMMED } from './sums.ts';
import { compareDay, type Difference } from './verify.ts';

interface Parts {
  readonly ledger: Ledger;
  readonly retentionDays: InfluxSettings['retentionDays'];
  readonly now: EpochMs;
}

export interface Rebuilt {
  readonly rows: number;
  readonly written: number;
  /** lines that InfluxDB refused, each with its reason */
  readonly refused: readonly { readonly line: string; readonly reason: string }[];
}

/**
 * Writes every point of the ledger's rows in a span to InfluxDB, as the projection does, whether the collector runs or
 * not: the same row is the same point. Points that retention would delete are left out.
 * @throws WriteFailure where InfluxDB takes no points; what was written until then is no harm.
 */
export async function rebuild(
  { ledger, retentionDays, now, writer }: Parts & { readonly writer: LineWriter },
  span: Span,
  onProgress: (done: number, of: number) => void,
): Promise<Rebuilt> {
  const spans = REBUILT.map((kind) => {
    const from = Math.max(span.from, thinnedBefore(retentionDays, kind, now));
    return { kind, span: { ...span, from } };
  });
  const of = spans.reduce((sum, one) => sum + countRows(ledger, one.kind, one.span), 0);
  let rows = 0;
  let written = 0;
  const refused: Rebuilt['refused'][number][] = [];
  onProgress(0, of);
  for (const one of spans) {
    for (const refs of rowsOf(ledger, one.kind, one.span)) {
      const done = await writeRows(
        ledger,
        writer,
        refs.map((ref) => ({ seq: 0, kind: one.kind, ref, since: now })),
      );
      rows += refs.length;
      written += done.written;
      refused.push(...done.refused);
      onProgress(rows, of);
    }
  }
  return { rows, written, refused };
}

/**
 * Writes rows until what was written is what the ledger says afterwards: where the collector runs it may have changed a
 * row, and written it, between the reading here and the writing.
 */
async function writeRows(
  ledger: Ledger,
  writer: LineWriter,
  rows: readonly DueRow[],
): Promise<{ readonly written: number; readonly refused: readonly RefusedLine[] }> {
  let delivered: { readonly written: number; readonly refused: readonly RefusedLine[] } = { written: 0, refused: [] };
  for (let before: string | null = null; ; ) {
    const { entries, unreadable } = await entriesOf(ledger, rows);
    const lines = entries.map(({ line }) => line).join('\n');
    if (lines === before) return delivered;
    before = lines;
    const { written, refused, failure } = await deliver(entries, writer);
    if (failure !== null) throw failure;
    delivered = { written: written.length, refused: [...unreadable, ...refused] };
  }
}

/** Every sum of every KST day of a span on both sides; days that retention has taken are left out. */
export async function compareSpan(
  { ledger, retentionDays, now, reader }: Parts & { readonly reader: InfluxReader },
  span: Span,
): Promise<{ readonly sums: Difference[] } | { readonly failure: InfluxFailure }> {
  const sums: Difference[] = [];
  for (const day of daysOf(ledger, span)) {
    for (const measurement of SUMMED) {
      if (day < thinnedBefore(retentionDays, measurement, now)) continue;
      const found = await compareDay({ ledger, reader }, measurement, day, span.yard);
      if ('failure' in found) return found;
      sums.push(...found.sums);
    }
  }
  return { sums };
}

/** The KST days of a span; of an open one, those of which the ledger has something to sum. */
function daysOf(ledger: Ledger, { from, to }: Span): EpochMs[] {
  const { first, last } = ledger.first<{ first: number | null; last: number | null }>(
    `SELECT min(at) AS first, max(at) AS last FROM (
       SELECT min(closed_at) AS at FROM visit UNION ALL SELECT max(closed_at) FROM visit
       UNION ALL SELECT min(at) FROM event UNION ALL SELECT max(at) FROM event)`,
  ) ?? { first: null, last: null };
  if (first === null || last === null) return [];
  const days: EpochMs[] = [];
  const end = Math.min(to, last + DAY_MS);
  for (let day = startOfKstDay(Math.max(from, first)); day < end; day += DAY_MS) days.push(day);
  return days;
}
