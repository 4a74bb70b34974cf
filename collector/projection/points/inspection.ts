import { apportion } from '../../../domain/apportion.ts';
import type { GradeProbabilities } from '../../../domain/grades.ts';
import type { Kilogram } from '../../../domain/units.ts';
import type { Place, Point } from '../../../domain/wire/measurements.ts';
import { placeOf, pointNs } from '../../../domain/wire/point-place.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { grouped, type RowPoints, seqsOf, withZeros } from './row-points.ts';

interface JudgedPhoto {
  readonly seq: number;
  readonly tenant: string;
  readonly yard: string;
  readonly camera: string;
  readonly key: string;
  readonly at: number;
  readonly sha256: string | null;
  readonly visit: string | null;
  readonly role: string;
  readonly lift_event: number | null;
  /** what the crane or the photo's device called the lift */
  readonly lift: number | null;
  readonly model: string;
  readonly probabilities: string | null;
  readonly grade: string | null;
  readonly confidence: number | null;
  readonly out_of_domain: number;
  readonly latency_ms: number;
}

const KEY = "e.area || '/' || e.device || '/' || e.id";

/**
 * Points of photos, by the number of their event: one while the model's last word on the photo is a judgement. A refused
 * photo counts for nothing. Another model's word is another series, so what each earlier model said gets zeros.
 */
export const inspectionPoints: RowPoints = (ledger, refs) => {
  const seqs = seqsOf(refs);
  const photos = ledger.all<JudgedPhoto>(
    `SELECT e.seq, e.tenant, e.yard, e.area || '/' || e.device AS camera, ${KEY} AS key, e.at, e.sha256,
       s.visit, s.role, s.lift_event, l.lift, i.model || ' ' || i.version AS model, i.probabilities, i.grade,
       i.confidence, i.out_of_domain, i.latency_ms
     FROM json_each(?) r JOIN event e ON e.seq = r.value JOIN standing s ON s.event = e.seq
     JOIN inference i ON i.seq = (SELECT max(seq) FROM inference WHERE event = e.seq AND role = 'current')
     LEFT JOIN event l ON l.seq = s.lift_event`,
    seqs,
  );
  const models = grouped(
    ledger.all<{ event: number; model: string }>(
      `SELECT i.event, i.model || ' ' || i.version AS model FROM json_each(?) r JOIN inference i ON i.event = r.value
       WHERE i.role = 'current' AND i.probabilities IS NOT NULL`,
      seqs,
    ),
    ({ event }) => event,
  );
  const shares = sharesOf(
    ledger,
    photos.flatMap(({ lift_event }) => (lift_event === null ? [] : [lift_event])),
  );
  return new Map(
    photos.map((photo) => {
      const isCounted = photo.probabilities !== null && photo.role !== 'refused';
      const point = isCounted ? pointOf(photo, shares.get(photo.seq) ?? 0) : null;
      const places = (models.get(photo.seq) ?? []).map(({ model }) => placeAt(photo, model));
      return [String(photo.seq), withZeros(point, places)];
    }),
  );
};

const placeAt = ({ tenant, yard, camera, at, key }: JudgedPhoto, model: string): Place =>
  placeOf('inspection', { tenant, yard, camera, model }, pointNs(at, key));

function pointOf(photo: JudgedPhoto, kg: Kilogram): Point {
  const probabilities = JSON.parse(photo.probabilities ?? '{}') as GradeProbabilities;
  return {
    ...placeAt(photo, photo.model),
    fields: {
      visit: photo.visit ?? '',
      lift: photo.lift ?? 0,
      kg,
      grade: photo.grade ?? '',
      confidence: photo.confidence ?? 0,
      foreign_ratio: probabilities.foreign ?? 0,
      out_of_domain: photo.out_of_domain === 1,
      latency_ms: photo.latency_ms,
      frame: photo.sha256 ?? '',
      photos: 1,
    },
  };
}

/** Kilograms of the judged photos of some lifts: a lift's, in equal shares, what is left over to the earlier ones. */
function sharesOf(ledger: Ledger, lifts: readonly number[]): Map<number, Kilogram> {
  const rows = ledger.all<{ lift: number; kg: number; event: number }>(
    `SELECT l.event AS lift, coalesce(k.kg, 0) AS kg, p.event
     FROM json_each(?) r JOIN standing l ON l.event = r.value JOIN event k ON k.seq = l.event
     JOIN standing p ON p.visit = l.visit AND p.lift_event = l.event JOIN event e ON e.seq = p.event
     JOIN inference i ON i.seq = (SELECT max(seq) FROM inference WHERE event = e.seq AND role = 'current')
     WHERE i.probabilities IS NOT NULL
     ORDER BY l.event, e.at, ${KEY}`,
    JSON.stringify([...new Set(lifts)]),
  );
  const shares = new Map<number, Kilogram>();
  for (const photos of grouped(rows, ({ lift }) => lift).values()) {
    const parts = apportion(
      photos[0]?.kg ?? 0,
      photos.map(() => 1),
    );
    photos.forEach(({ event }, index) => {
      shares.set(event, parts[index] ?? 0);
    });
  }
  return shares;
}
