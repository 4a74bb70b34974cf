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
  ledger.run(
    `INSERT OR REPLACE INTO point_due (yard, kind, ref, since)
     SELECT ?1, ?2, ?3, coalesce((SELECT since FROM point_due WHERE kind = ?2 AND ref = ?3), ?4)
     WHERE EXISTS (SELECT 1 FROM projection_target)`,
    yard,
    kind,
    ref,
    now,
  );
}
