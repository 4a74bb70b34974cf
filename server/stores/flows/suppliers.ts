import { flowBucketStarts } from '../../../domain/flows/buckets.ts';
import { type Measures, measuresOf, medianMeasures } from '../../../domain/flows/measures.ts';
import { comparedPeriods, type Period } from '../../../domain/flows/periods.ts';
import { formatKst, startOfKstDay } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, type Kilogram } from '../../../domain/units.ts';
import type { SupplierCard, SupplierList } from '../../../domain/wire/flows-api.ts';
import { bucketAt } from '../series/buckets.ts';
import type { ColumnTable } from '../series/column-table.ts';
import type { FlowReads, FlowSelection, PartnerDispute } from './flow-requests.ts';
import { type PartnerDay, partnerDayRows } from './partner-day-rows.ts';
import { tableRows } from './table-rows.ts';

export type TrendWidth = '1d' | '1w' | '1mo';

/** Disputes that a card shows. */
const DISPUTES_SHOWN = 20;
const ROWS_AT_MOST = 2_000_000;
/** An answered dispute in which the partner was right, wholly or partly. */
const UPHELD: readonly (string | null)[] = ['upheld', 'partly'];

/** What is known of suppliers in a span: their days, their grades and what they objected to. */
interface Known {
  readonly period: Period;
  readonly days: readonly PartnerDay[];
  readonly grades: ReadonlyMap<string, Readonly<Record<string, Kilogram>>>;
  readonly disputes: readonly PartnerDispute[];
}

/** Scorecards of suppliers, within the rows of a selection. A supplier is the named partner of inbound visits. */
export class SupplierStore {
  readonly #flows: FlowReads;

  constructor(flows: FlowReads) {
    this.#flows = flows;
  }

  /** Every supplier of the span or of the one before it, most net first. */
  async list(asked: FlowSelection, every: TrendWidth, now: EpochMs): Promise<SupplierList> {
    const selection: FlowSelection = { ...asked, direction: 'inbound' };
    const { before: earlier } = comparedPeriods(selection);
    const [current, before] = await Promise.all([this.#known(selection, selection), this.#known(selection, earlier)]);
    const names = suppliersOf(current.days);
    for (const name of suppliersOf(before.days)) names.add(name);
    const last = await this.#lastDeliveries(current, [...names]);
    const starts = flowBucketStarts(selection.from, selection.to, every);
    const suppliers = Array.from(names, (partner) => ({
      partner,
      yards: yardsOf([...current.days, ...before.days], partner),
      now: measured(current, partner, now, last.get(partner) ?? null),
      before: measured(before, partner, now, null),
      trend: trendOf(current.days, partner, starts),
    })).sort(
      (a, b) => b.now.netKg - a.now.netKg || b.before.netKg - a.before.netKg || (a.partner < b.partner ? -1 : 1),
    );
    return { suppliers, median: medianMeasures(suppliers.map(({ now: own }) => own).filter(isActive)) };
  }

  /** One supplier; `null` where its rows say nothing of it in any of the periods. */
  async card(asked: FlowSelection, partner: string, every: TrendWidth, now: EpochMs): Promise<SupplierCard | null> {
    const everyone: FlowSelection = { ...asked, direction: 'inbound', partners: null };
    const own: FlowSelection = { ...everyone, partners: [partner] };
    const periods = comparedPeriods(own);
    const [all, before, lastYear, byBucket] = await Promise.all([
      this.#known(everyone, own),
      this.#known(own, periods.before),
      this.#known(own, periods.lastYear),
      this.#flows.kilograms({ ...own, every, rowsAtMost: ROWS_AT_MOST }),
    ]);
    const known = [all, before, lastYear];
    if (!known.some(({ days, disputes }) => [...days, ...disputes].some((one) => one.partner === partner))) return null;
    const starts = flowBucketStarts(own.from, own.to, every);
    const buckets = starts.map((start, place): Known => {
      const period = { from: Math.max(start, own.from), to: starts[place + 1] ?? own.to };
      return { ...all, period, grades: new Map([[partner, gradesAt(byBucket, start)]]) };
    });
    const latest = await this.#lastOfBuckets([all, before, lastYear, ...buckets], partner);
    const measures = (place: number, of: Known) => measured(of, partner, now, latest[place] ?? null);
    const others = [...suppliersOf(all.days)].map((name) => measured(all, name, now, null)).filter(isActive);
    return {
      partner,
      yards: yardsOf(
        known.flatMap(({ days }) => days),
        partner,
      ),
      now: measures(0, all),
      before: measures(1, before),
      lastYear: measures(2, lastYear),
      median: medianMeasures(others),
      trend: buckets.map((bucket, place) => ({ time: formatKst(starts[place] ?? 0), ...measures(3 + place, bucket) })),
      disputes: shownDisputes(all.disputes, partner),
    };
  }

  async #known(selection: FlowSelection, { from, to }: Period): Promise<Known> {
    const asked: FlowSelection = { ...selection, from, to };
    const [days, grades, disputes] = await Promise.all([
      this.#flows.partnerDays(asked),
      this.#flows.kilograms({ ...asked, every: 'all', rowsAtMost: ROWS_AT_MOST }),
      this.#flows.disputes(asked),
    ]);
    const byPartner = new Map<string, Record<string, Kilogram>>();
    for (const { partner, grade, kg } of tableRows(grades)) {
      const own = byPartner.get(String(partner)) ?? {};
      own[String(grade)] = (own[String(grade)] ?? 0) + Number(kg);
      byPartner.set(String(partner), own);
    }
    return { period: { from, to }, days: partnerDayRows(days), grades: byPartner, disputes };
  }

  async #lastDeliveries(known: Known, partners: readonly string[]): Promise<Map<string, EpochMs>> {
    const places = partners.flatMap((partner) => lastPlaces(known, partner));
    const found = await this.#flows.lastDeliveries(places);
    const last = new Map<string, EpochMs>();
    for (const [index, { partner }] of places.entries()) {
      const at = found[index] ?? null;
      if (at !== null) last.set(partner, Math.max(last.get(partner) ?? at, at));
    }
    return last;
  }

  /** For each of them when the partner's last truck left in it. */
  async #lastOfBuckets(known: readonly Known[], partner: string): Promise<(EpochMs | null)[]> {
    const places = known.map((one) => lastPlaces(one, partner));
    const found = await this.#flows.lastDeliveries(places.flat());
    let next = 0;
    return places.map((own) => {
      const times = found.slice(next, next + own.length).filter((at) => at !== null);
      next += own.length;
      return times.length === 0 ? null : Math.max(...times);
    });
  }
}

/** The last KST day of a period on which a partner delivered, at each yard that it delivered to on it. */
function lastPlaces({ days, period }: Known, partner: string) {
  const own = days.filter(
    (one) =>
      one.partner === partner && one.sums.trucks > 0 && one.day >= startOfKstDay(period.from) && one.day < period.to,
  );
  const last = Math.max(...own.map(({ day }) => day));
  return own
    .filter(({ day }) => day === last)
    .map(({ yard, day }) => ({
      ...{ yard, partner },
      from: Math.max(day, period.from),
      to: Math.min(day + DAY_MS, period.to),
    }));
}

function measured(known: Known, partner: string, now: EpochMs, lastDeliveryAt: EpochMs | null): Measures {
  const { period, days, grades, disputes } = known;
  const objections = disputes.filter(
    (one) => one.partner === partner && one.openedAt >= period.from && one.openedAt < period.to,
  );
  return measuresOf({
    days: days.filter((one) => one.partner === partner),
    // a period that begins within a day has that day's part in it
    period: { from: startOfKstDay(period.from), to: period.to },
    now,
    grades: grades.get(partner) ?? {},
    lastDeliveryAt,
    disputes: objections.length,
    disputesUpheld: objections.filter(({ verdict }) => UPHELD.includes(verdict)).length,
  });
}

/** Who has a name and brought or was turned back. */
function suppliersOf(days: readonly PartnerDay[]): Set<string> {
  return new Set(days.flatMap(({ partner }) => (partner === '' ? [] : [partner])));
}

const isActive = ({ trucks, rejectedTrucks }: Measures): boolean => trucks + rejectedTrucks > 0;

function yardsOf(days: readonly PartnerDay[], partner: string): string[] {
  return [...new Set(days.flatMap((one) => (one.partner === partner ? [one.yard] : [])))].sort();
}

/** Net kilograms of each bucket. */
function trendOf(days: readonly PartnerDay[], partner: string, starts: readonly EpochMs[]): Kilogram[] {
  const trend = starts.map(() => 0);
  for (const one of days) {
    const place = Math.max(0, bucketAt(starts, one.day));
    if (one.partner === partner) trend[place] = (trend[place] ?? 0) + one.sums.netKg;
  }
  return trend;
}

function gradesAt(table: ColumnTable, start: EpochMs): Record<string, Kilogram> {
  const grades: Record<string, Kilogram> = {};
  for (const { time, grade, kg } of tableRows(table)) {
    if (time === start) grades[String(grade)] = (grades[String(grade)] ?? 0) + Number(kg);
  }
  return grades;
}

function shownDisputes(disputes: readonly PartnerDispute[], partner: string): SupplierCard['disputes'] {
  const own = disputes.filter((one) => one.partner === partner);
  const isOpen = ({ state }: PartnerDispute) => state === 'open';
  return [...own.filter(isOpen), ...own.filter((one) => !isOpen(one))]
    .slice(0, DISPUTES_SHOWN)
    .map(({ id, visit, state, openedAt }) => ({ id, visit, state, openedAt: formatKst(openedAt) }));
}
