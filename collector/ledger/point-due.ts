import type { EpochMs } from '../../domain/units.ts';
import type { Measurement } from '../../domain/wire/measurements.ts';
import type { Ledger } from './ledger.ts';

/** A row whose point has to be written, again or for the first time. */
export interface DuePoint {
  readonly yard: string;
  readonly kind: Measurement;
  /** names the row: a visit's id, an event's or another row's number */
  readonly ref: string;
}

/**
 * Notes, in the transaction that changes a row, that its point is due. A row that is due already moves to the end: it
 * leaves once, as it is then. Without an InfluxDB to project to nothing is noted.
 */
export function markDue(ledger: Ledger, { yard, kind, ref }: DuePoint, now: EpochMs): void {
  markRows(ledger, 'SELECT ?1 AS kind, ?2 AS ref', [kind, ref], yard, now);
}

/**
 * Notes that a settled visit's point is due, and those of its photos that a model has judged: a photo's kilograms
 * depend on the other photos of its lift. To be called whenever a visit is settled, even where its row stays as it is.
 */
export function markVisitDue(ledger: Ledger, yard: string, visit: string, now: EpochMs): void {
  markRows(
    ledger,
    `SELECT 'visit' AS kind, ?1 AS ref
     UNION ALL SELECT 'inspection', CAST(s.event AS TEXT) FROM standing s
       WHERE s.visit = ?1 AND s.role = 'frame' AND ${IS_JUDGED}`,
    [visit],
    yard,
    now,
  );
}

/** Notes that the point of a lift, or of a photo that a model has judged, is due; other events have none. */
export function markEventDue(ledger: Ledger, yard: string, event: number, now: EpochMs): void {
  markRows(
    ledger,
    `SELECT CASE s.kind WHEN 'lift' THEN 'lift' ELSE 'inspection' END AS kind, CAST(s.event AS TEXT) AS ref
     FROM standing s WHERE s.event = ?1 AND (s.kind = 'lift' OR s.kind = 'frame' AND ${IS_JUDGED})`,
    [event],
    yard,
    now,
  );
}

const IS_JUDGED = "EXISTS (SELECT 1 FROM inference i WHERE i.event = s.event AND i.role = 'current')";

/** `rows` selects kind and ref; its parameters come first. */
function markRows(ledger: Ledger, rows: string, values: (string | number)[], yard: string, now: EpochMs): void {
  const at = values.length;
  ledger.run(
    `INSERT OR REPLACE INTO point_due (yard, kind, ref, since)
     SELECT ?${at + 1}, d.kind, d.ref, coalesce(p.since, ?${at + 2})
     FROM (${rows}) d LEFT JOIN point_due p ON p.kind = d.kind AND p.ref = d.ref
     WHERE EXISTS (SELECT 1 FROM projection_target)`,
    ...values,
    yard,
    now,
  );
}
