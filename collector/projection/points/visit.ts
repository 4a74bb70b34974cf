import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import type { Place, Point } from '../../../domain/wire/measurements.ts';
import { placeOf, pointNs } from '../../../domain/wire/point-place.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { grouped, type RowPoints, withZeros } from './row-points.ts';

/**
 * Points of visits, by id: one while the visit is closed, at its second weighing. Every closed row it ever had named a
 * place where its point may lie, written by whatever run of this program, so each of them but the present one gets zeros.
 */
export const visitPoints: RowPoints = (ledger, refs) => {
  const ids = JSON.stringify(refs);
  const read = readerOfBodies();
  const closed = new Map(closedVisits(ledger, ids).map((row) => [row.id, row]));
  const grades = grouped(gradesOf(ledger, ids), ({ visit }) => visit);
  const models = new Map(modelsOf(ledger, ids).map(({ visit, model }) => [visit, model]));
  const places = placesOf(ledger, ids, read);
  const points = new Map<string, Point[]>();
  for (const id of refs) {
    const row = closed.get(id);
    const point = row ? pointOf(row, read(row.body), grades.get(id) ?? [], models.get(id) ?? '') : null;
    points.set(id, withZeros(point, places.get(id) ?? []));
  }
  return points;
};

interface ClosedVisit {
  readonly id: string;
  readonly at: number;
  readonly scale: string;
  readonly body: string;
}

interface GradeRow {
  readonly visit: string;
  readonly grade: string;
  readonly kg: number;
}

const closedVisits = (ledger: Ledger, ids: string) =>
  ledger.all<ClosedVisit>(
    `SELECT v.id, v.body, e.at, e.area || '/' || e.device AS scale
     FROM json_each(?) r JOIN visit v ON v.id = r.value
     JOIN standing s ON s.visit = v.id AND s.role = 'second' JOIN event e ON e.seq = s.event
     WHERE v.status = 'closed'`,
    ids,
  );

const gradesOf = (ledger: Ledger, ids: string) =>
  ledger.all<GradeRow>(
    'SELECT g.visit, g.grade, g.kg FROM json_each(?) r JOIN visit_grade g ON g.visit = r.value',
    ids,
  );

/** The model that judged the photo a visit captured last; the last row of a visit holds. */
const modelsOf = (ledger: Ledger, ids: string) =>
  ledger.all<{ visit: string; model: string }>(
    `SELECT s.visit, i.model || ' ' || i.version AS model
     FROM json_each(?) r JOIN standing s ON s.visit = r.value AND s.role = 'frame' JOIN event e ON e.seq = s.event
     JOIN inference i ON i.seq = (SELECT max(seq) FROM inference WHERE event = e.seq AND role = 'current')
     WHERE i.probabilities IS NOT NULL
     ORDER BY e.at, e.area || '/' || e.device || '/' || e.id`,
    ids,
  );

function pointOf({ id, at, scale }: ClosedVisit, visit: Visit, grades: readonly GradeRow[], model: string): Point {
  const kilograms = Object.fromEntries(GRADE_BUCKETS.map((bucket) => [`kg_${bucket}`, 0]));
  for (const { grade, kg } of grades) kilograms[`kg_${grade}`] = kg;
  return {
    ...placeAt({ ...visit, closedAt: at }, scale),
    fields: {
      visit: id,
      gross_kg: visit.gross ?? 0,
      tare_kg: visit.tare ?? 0,
      net_kg: visit.net ?? 0,
      deduction_kg: visit.deduction,
      accepted_kg: visit.accepted ?? 0,
      ...kilograms,
      trucks: 1,
      confidence: visit.confidence ?? 0,
      frames: visit.frameCount,
      status: visit.status,
      model,
      rule: visit.rule,
    },
  };
}

type Placed = Pick<Visit, 'id' | 'tenant' | 'yard' | 'direction' | 'partner'> & { readonly closedAt: number };

const placeAt = ({ id, tenant, yard, direction, partner, closedAt }: Placed, scale: string): Place =>
  placeOf('visit', { tenant, yard, scale, direction: direction ?? '', partner: partner ?? '' }, pointNs(closedAt, id));

/**
 * The places that the closed rows of visits name. A row does not say on which scale its second weighing was; at its
 * instant it was one of those in its yard that weighed then, and zeros too many at a visit's own instant are no harm.
 */
function placesOf(ledger: Ledger, ids: string, read: (body: string) => Visit): Map<string, Place[]> {
  const rows = ledger
    .all<{ body: string }>(
      `SELECT v.body FROM json_each(?) r JOIN visit_row v ON v.visit = r.value
       WHERE v.status = 'closed' ORDER BY v.visit, v.revision`,
      ids,
    )
    .map(({ body }): Placed => {
      const visit = read(body);
      return { ...visit, closedAt: Date.parse(visit.closedAt ?? '') };
    });
  const scales = grouped(
    ledger.all<{ yard: string; at: number; scale: string }>(
      `SELECT DISTINCT e.yard, e.at, e.area || '/' || e.device AS scale
       FROM json_each(?) r
       JOIN event e ON e.yard = r.value ->> 0 AND e.kind = 'weighing' AND e.at = r.value ->> 1`,
      JSON.stringify([...new Set(rows.map(({ yard, closedAt }) => JSON.stringify([yard, closedAt])))]),
    ),
    ({ yard, at }) => `${yard} ${at}`,
  );
  const places = new Map<string, Place[]>();
  for (const row of rows) {
    const here = (scales.get(`${row.yard} ${row.closedAt}`) ?? []).map(({ scale }) => placeAt(row, scale));
    places.set(row.id, [...(places.get(row.id) ?? []), ...here]);
  }
  return places;
}

/** Reads bodies, each text once: a visit's present body is that of its latest row too. */
function readerOfBodies(): (body: string) => Visit {
  const known = new Map<string, Visit>();
  return (body) => {
    const visit = known.get(body) ?? (JSON.parse(body) as Visit);
    known.set(body, visit);
    return visit;
  };
}
