import { placeOf, pointNs } from '../../../domain/wire/point-place.ts';
import { type RowPoints, seqsOf, withZeros } from './row-points.ts';

interface LiftRow {
  readonly seq: number;
  readonly tenant: string;
  readonly yard: string;
  readonly crane: string;
  readonly key: string;
  readonly at: number;
  readonly kg: number;
  readonly visit: string | null;
  readonly role: string;
}

/** Points of crane lifts, by the number of their event. A refused lift counts for nothing. */
export const liftPoints: RowPoints = (ledger, refs) => {
  const rows = ledger.all<LiftRow>(
    `SELECT e.seq, e.tenant, e.yard, e.area || '/' || e.device AS crane, e.area || '/' || e.device || '/' || e.id AS key,
       e.at, coalesce(e.kg, 0) AS kg, s.visit, s.role
     FROM json_each(?) r JOIN event e ON e.seq = r.value JOIN standing s ON s.event = e.seq WHERE e.kind = 'lift'`,
    seqsOf(refs),
  );
  return new Map(
    rows.map(({ seq, tenant, yard, crane, key, at, kg, visit, role }) => {
      const place = placeOf('lift', { tenant, yard, crane }, pointNs(at, key));
      const point = role === 'refused' ? null : { ...place, fields: { visit: visit ?? '', kg } };
      return [String(seq), withZeros(point, [place])];
    }),
  );
};
