import { GRADE_BUCKETS } from '../../domain/grades.ts';
import type { EpochMs } from '../../domain/units.ts';
import { type Column, type FieldCondition, selectText } from '../../domain/wire/influxql.ts';
import type { Measurement } from '../../domain/wire/measurements.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { InfluxFailure, InfluxReader } from './influx-read.ts';

/** Measurements whose sums must be the same on both sides. */
export type SummedMeasurement = Extract<Measurement, 'visit' | 'lift' | 'inspection'>;

/** Each sum, and the column of InfluxDB that it is: kilograms, but for trucks, lifts and photos, which are counted. */
const COLUMNS: Readonly<Record<SummedMeasurement, Readonly<Record<string, Column>>>> = {
  visit: {
    ...Object.fromEntries(GRADE_BUCKETS.map((bucket) => [bucket, { name: `kg_${bucket}`, by: 'sum' }])),
    net: { name: 'net_kg', by: 'sum' },
    deduction: { name: 'deduction_kg', by: 'sum' },
    accepted: { name: 'accepted_kg', by: 'sum' },
    trucks: { name: 'trucks', by: 'sum' },
  },
  lift: { lift: { name: 'kg', by: 'sum' }, lifts: { name: 'kg', by: 'count' } },
  inspection: { photo: { name: 'kg', by: 'sum' }, photos: { name: 'photos', by: 'sum' } },
};

export const SUMMED = Object.keys(COLUMNS) as readonly SummedMeasurement[];

/** A lift that was taken back is a point of zeros, which is not to be counted. */
const COUNTED: Readonly<Partial<Record<SummedMeasurement, readonly FieldCondition[]>>> = {
  lift: [{ field: 'kg', is: '>', value: 0 }],
};

/** Sums by name; every name of the measurement is there. */
export type Sums = Readonly<Record<string, number>>;

/** A yard as the ledger knows it. */
export interface LedgerYard {
  readonly tenant: string;
  readonly yard: string;
}

export function ledgerYards(ledger: Ledger): LedgerYard[] {
  return ledger.all<LedgerYard>('SELECT tenant, yard FROM yard ORDER BY tenant, yard');
}

/** What the ledger holds for a yard from `from` up to and without `to`, by the instants at which its points lie. */
export function ledgerSums(
  ledger: Ledger,
  measurement: SummedMeasurement,
  yard: string,
  from: EpochMs,
  to: EpochMs,
): Sums {
  const sums = { ...emptySums(measurement) };
  for (const { name, sum } of ledger.all<{ name: string; sum: number }>(SUMS[measurement], yard, from, to))
    sums[name] = sum;
  return sums;
}

/** What InfluxDB holds in the span, keyed by `yardKey`; a yard without points is missing. */
export async function influxSums(
  reader: InfluxReader,
  measurement: SummedMeasurement,
  from: EpochMs,
  to: EpochMs,
): Promise<{ readonly sums: Map<string, Sums> } | { readonly failure: InfluxFailure }> {
  const columns = Object.entries(COLUMNS[measurement]).map(([as, column]) => ({ ...column, as }));
  const where = { from, to, fields: COUNTED[measurement] ?? [] };
  const answer = await reader.ask(selectText({ columns, measurement, where, groupBy: { tags: ['tenant', 'yard'] } }));
  if ('failure' in answer) return answer;
  const sums = new Map<string, Sums>();
  for (const { tags, columns: names, rows } of answer.series) {
    const row = rows[0] ?? [];
    const found = Object.fromEntries(columns.map(({ as }) => [as, Number(row[names.indexOf(as)] ?? 0)]));
    sums.set(yardKey({ tenant: tags.tenant ?? '', yard: tags.yard ?? '' }), found);
  }
  return { sums };
}

export const yardKey = ({ tenant, yard }: LedgerYard): string => JSON.stringify([tenant, yard]);

export function emptySums(measurement: SummedMeasurement): Sums {
  return Object.fromEntries(Object.keys(COLUMNS[measurement]).map((name) => [name, 0]));
}

const IS_JUDGED = `(SELECT probabilities FROM inference WHERE event = e.seq AND role = 'current' ORDER BY seq DESC LIMIT 1)
  IS NOT NULL`;
const PHOTO_KEY = "e.area || '/' || e.device || '/' || e.id";

/**
 * Written apart from the code that makes the points, so that a mistake there shows as a difference. Parameters: yard,
 * from, to. Photos share their lift's kilograms equally, what is left over goes to the earlier ones.
 */
const SUMS: Readonly<Record<SummedMeasurement, string>> = {
  visit: `
WITH closed AS (
  SELECT id, net, body FROM visit WHERE yard = ?1 AND closed_at >= ?2 AND closed_at < ?3 AND status = 'closed')
SELECT g.grade AS name, sum(g.kg) AS sum FROM closed JOIN visit_grade g ON g.visit = closed.id GROUP BY g.grade
UNION ALL SELECT 'net', coalesce(sum(net), 0) FROM closed
UNION ALL SELECT 'deduction', coalesce(sum(body ->> '$.deduction'), 0) FROM closed
UNION ALL SELECT 'accepted', coalesce(sum(body ->> '$.accepted'), 0) FROM closed
UNION ALL SELECT 'trucks', count(*) FROM closed`,
  lift: `
WITH lifted AS (
  SELECT e.kg FROM event e JOIN standing s ON s.event = e.seq
  WHERE e.yard = ?1 AND e.kind = 'lift' AND e.at >= ?2 AND e.at < ?3 AND s.role <> 'refused' AND e.kg > 0)
SELECT 'lift' AS name, coalesce(sum(kg), 0) AS sum FROM lifted UNION ALL SELECT 'lifts', count(*) FROM lifted`,
  inspection: `
WITH judged AS MATERIALIZED (
  SELECT e.seq, s.lift_event FROM event e JOIN standing s ON s.event = e.seq
  WHERE e.yard = ?1 AND e.kind = 'frame' AND e.at >= ?2 AND e.at < ?3 AND s.role <> 'refused' AND ${IS_JUDGED}),
shown AS (
  SELECT e.seq, k.kg, count(*) OVER lift AS photos, row_number() OVER (lift ORDER BY e.at, ${PHOTO_KEY}) AS number
  FROM (SELECT DISTINCT lift_event FROM judged WHERE lift_event IS NOT NULL) d
  JOIN standing l ON l.event = d.lift_event JOIN event k ON k.seq = l.event
  JOIN standing p ON p.visit = l.visit AND p.lift_event = l.event JOIN event e ON e.seq = p.event
  WHERE ${IS_JUDGED}
  WINDOW lift AS (PARTITION BY l.event))
SELECT 'photos' AS name, count(*) AS sum FROM judged
UNION ALL SELECT 'photo', coalesce(sum(kg / photos + (number <= kg % photos)), 0) FROM shown
  WHERE seq IN (SELECT seq FROM judged)`,
};
