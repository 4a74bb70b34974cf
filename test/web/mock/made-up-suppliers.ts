import { flowBucketStarts } from '../../../domain/flows/buckets.ts';
import { formatKst, kstDay, parseEventTime } from '../../../domain/kst-time.ts';
import type { SupplierCard, SupplierList, SupplierMeasures } from '../../../domain/wire/flows-api.ts';
import { flowsBetween, type MadeUpFlow, SUPPLIERS } from './made-up-flows.ts';

const TRUCK_KG = 21_000;

/** Measures of made-up trucks: what is judged otherwise than declared grows with the share of light scrap. */
function measuresOf(name: string, flows: readonly MadeUpFlow[]): SupplierMeasures {
  const grades: Record<string, number> = {};
  for (const { grade, kg } of flows) grades[grade] = (grades[grade] ?? 0) + kg;
  const netKg = flows.reduce((sum, { kg }) => sum + kg, 0);
  const trucks = Math.round(netKg / TRUCK_KG);
  const place = SUPPLIERS.findIndex((supplier) => supplier.name === name);
  const isWorse = name === '대원금속' && (grades.light ?? 0) > (grades.heavy ?? 0);
  const share = (isWorse ? 0.062 : 0.006 + place * 0.0012) * (trucks === 0 ? 0 : 1);
  const of = (part: number): number => Math.round(trucks * part);
  const last = flows.at(-1)?.at ?? null;
  return {
    trucks,
    netKg,
    deductionKg: Math.round(netKg * share),
    acceptedKg: netKg - Math.round(netKg * share),
    deductionShare: trucks === 0 ? null : share,
    regularity: trucks < 8 ? null : Math.max(0, 0.94 - place * 0.05),
    activeDays: new Set(flows.map(({ at }) => kstDay(at))).size,
    lastDeliveryAt: last === null ? null : formatKst(last),
    grades,
    declaredMatch: trucks === 0 ? null : isWorse ? 0.41 : 0.93 - place * 0.012,
    declaredTrucks: of(0.8),
    rejectedTrucks: of(isWorse ? 0.05 : 0.008),
    exceptionTrucks: of(0.04 + place * 0.004),
    correctedTrucks: of(isWorse ? 0.17 : 0.05),
    deductedTrucks: of(isWorse ? 0.4 : 0.08),
    confidence: trucks === 0 ? null : isWorse ? 0.71 : 0.91 - place * 0.01,
    disputes: isWorse ? 3 : place % 4 === 1 ? 1 : 0,
    disputesUpheld: isWorse ? 1 : 0,
  };
}

function medianOf(all: readonly SupplierMeasures[]): SupplierMeasures {
  const first = all[0] ?? measuresOf('', []);
  const entries = Object.keys(first).map((name) => {
    const values = all
      .map((measures) => measures[name as keyof SupplierMeasures])
      .filter((value) => typeof value === 'number')
      .sort((a, b) => a - b);
    const middle = values.length / 2;
    const median =
      values.length === 0 ? null : ((values[Math.ceil(middle) - 1] ?? 0) + (values[Math.floor(middle)] ?? 0)) / 2;
    return [name, name === 'grades' ? {} : name === 'lastDeliveryAt' ? null : median];
  });
  return Object.fromEntries(entries) as SupplierMeasures;
}

function inbound(flows: readonly MadeUpFlow[], query: URLSearchParams): MadeUpFlow[] {
  const yards = query.get('yards')?.split(',') ?? [];
  return flows.filter(({ direction, yard }) => direction === 'inbound' && (yards.length === 0 || yards.includes(yard)));
}

interface Spans {
  readonly now: MadeUpFlow[];
  readonly before: MadeUpFlow[];
  readonly lastYear: MadeUpFlow[];
}

function spansOf(all: readonly MadeUpFlow[], query: URLSearchParams): Spans {
  const [from, to] = [parseEventTime(query.get('from')) ?? 0, parseEventTime(query.get('to')) ?? 0];
  const year = 364 * 86_400_000;
  const between = (start: number, end: number) => flowsBetween(all, formatKst(start), formatKst(end));
  return { now: between(from, to), before: between(2 * from - to, from), lastYear: between(from - year, to - year) };
}

const of = (flows: readonly MadeUpFlow[], name: string) => flows.filter(({ partner }) => partner === name);

function startsOf(query: URLSearchParams): number[] {
  const [from, to] = [parseEventTime(query.get('from')) ?? 0, parseEventTime(query.get('to')) ?? 0];
  return flowBucketStarts(from, to, (query.get('every') ?? '1w') as '1w');
}

const inBucket = (flows: readonly MadeUpFlow[], starts: readonly number[], place: number) =>
  flows.filter(({ at }) => at >= (starts[place] ?? 0) && at < (starts[place + 1] ?? Number.POSITIVE_INFINITY));

export function supplierList(all: readonly MadeUpFlow[], query: URLSearchParams): SupplierList {
  const { now, before } = spansOf(inbound(all, query), query);
  const starts = startsOf(query);
  const suppliers = SUPPLIERS.filter(({ name }) => of(now, name).length + of(before, name).length > 0).map(
    ({ name }) => ({
      partner: name,
      yards: [...new Set(of(now, name).map(({ yard }) => yard))],
      now: measuresOf(name, of(now, name)),
      before: measuresOf(name, of(before, name)),
      trend: starts.map((_, place) => inBucket(of(now, name), starts, place).reduce((sum, { kg }) => sum + kg, 0)),
    }),
  );
  suppliers.sort((a, b) => b.now.netKg - a.now.netKg);
  return { suppliers, median: medianOf(suppliers.map(({ now: measures }) => measures)) };
}

export function supplierCard(all: readonly MadeUpFlow[], name: string, query: URLSearchParams): SupplierCard {
  const { now, before, lastYear } = spansOf(inbound(all, query), query);
  const starts = startsOf(query);
  return {
    partner: name,
    yards: [...new Set(of(now, name).map(({ yard }) => yard))],
    now: measuresOf(name, of(now, name)),
    before: measuresOf(name, of(before, name)),
    lastYear: measuresOf(name, of(lastYear, name)),
    median: supplierList(all, query).median,
    trend: starts.map((start, place) => ({
      time: formatKst(start),
      ...measuresOf(name, inBucket(of(now, name), starts, place)),
    })),
    disputes: Array.from({ length: measuresOf(name, of(now, name)).disputes }, (_, place) => ({
      id: `dispute-${place}`,
      visit: `hanbit-000${place + 2}`,
      state: place === 0 ? 'open' : 'answered',
      openedAt: formatKst((of(now, name).at(-1)?.at ?? 0) - place * 86_400_000),
    })),
  };
}
