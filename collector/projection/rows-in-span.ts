import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Measurement } from '../../domain/wire/measurements.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** Instants from `from` up to and without `to`, either infinite where it is open; `yard` null: every yard. */
export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly yard: string | null;
}

const ROWS_AT_ONCE = 2_000;
/** The instants that SQLite compares and that a date can be written of. */
const OPEN = { from: Date.UTC(1000, 0, 1), to: Date.UTC(9000, 0, 1) };

/** The kinds of row that the ledger keeps for ever; a device's minutes are kept only until InfluxDB has them. */
export const REBUILT: readonly Measurement[] = ['visit', 'lift', 'inspection', 'device', 'indicator', 'budget'];

/** How many rows of a kind lie in a span. */
export function countRows(ledger: Ledger, kind: Measurement, span: Span): number {
  return ledger.first<{ n: number }>(`SELECT count(*) AS n FROM (${ROWS[kind]})`, ...valuesOf(kind, span, 0))?.n ?? 0;
}

/** The refs of the rows of a kind whose points lie, or lay, in a span; in the order of the record, each once. */
export function* rowsOf(ledger: Ledger, kind: Measurement, span: Span): Generator<string[]> {
  const page = `${ROWS[kind]} ORDER BY seq LIMIT ${ROWS_AT_ONCE}`;
  for (let last = 0; ; ) {
    const rows = ledger.all<{ seq: number; ref: string }>(page, ...valuesOf(kind, span, last));
    if (rows.length > 0) yield rows.map(({ ref }) => ref);
    if (rows.length < ROWS_AT_ONCE) return;
    last = rows.at(-1)?.seq ?? last;
  }
}

function valuesOf(kind: Measurement, span: Span, after: number): (string | number | null)[] {
  const from = Math.max(span.from, OPEN.from);
  const to = Math.min(span.to, OPEN.to);
  // times of visits are written by formatKst, so their order is the order of their texts
  return kind === 'visit' ? [formatKst(from), formatKst(to), span.yard, after] : [from, to, span.yard, after];
}

const closedIn = (row: string) => `${row}.status = 'closed'
  AND ${row}.body ->> '$.closedAt' >= ?1 AND ${row}.body ->> '$.closedAt' < ?2
  AND (?3 IS NULL OR ${row}.body ->> '$.yard' = ?3)`;

/** Parameters: from, to, yard or null, the number after which. A visit is named by its last closed row in the span. */
const ROWS: Readonly<Record<Measurement, string>> = {
  visit: `SELECT v.seq, v.visit AS ref FROM visit_row v WHERE v.seq > ?4 AND ${closedIn('v')}
    AND NOT EXISTS (SELECT 1 FROM visit_row n WHERE n.visit = v.visit AND n.revision > v.revision AND ${closedIn('n')})`,
  lift: `SELECT seq, CAST(seq AS TEXT) AS ref FROM event
    WHERE seq > ?4 AND kind = 'lift' AND at >= ?1 AND at < ?2 AND (?3 IS NULL OR yard = ?3)`,
  inspection: `SELECT e.seq, CAST(e.seq AS TEXT) AS ref FROM event e
    WHERE e.seq > ?4 AND e.kind = 'frame' AND e.at >= ?1 AND e.at < ?2 AND (?3 IS NULL OR e.yard = ?3)
      AND EXISTS (SELECT 1 FROM inference i WHERE i.event = e.seq AND i.role = 'current')`,
  device: `SELECT seq, CAST(seq AS TEXT) AS ref FROM device_row
    WHERE seq > ?4 AND received_at >= ?1 AND received_at < ?2 AND (?3 IS NULL OR yard = ?3)`,
  indicator: `SELECT seq, CAST(seq AS TEXT) AS ref FROM indicator_row
    WHERE seq > ?4 AND hour >= ?1 AND hour < ?2 AND (?3 IS NULL OR yard = ?3)`,
  // an entry of a grant project belongs to no yard
  budget: `SELECT seq, CAST(seq AS TEXT) AS ref FROM budget_row WHERE seq > ?4 AND at >= ?1 AND at < ?2 AND ?3 IS NULL`,
};
