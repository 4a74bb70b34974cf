import { GRADE_BUCKETS } from '../grades.ts';
import { formatKst } from '../kst-time.ts';
import type { EpochMs, Kilogram } from '../units.ts';
import { startOfKstWeek, WEEK_MS } from './buckets.ts';
import { addSums, NO_SUMS, type PartnerSums } from './partner-sums.ts';
import type { Period } from './periods.ts';
import { madOf, medianOf } from './spread.ts';

/** What is known of a supplier's visits of one KST day at all yards that are looked at. */
export interface SupplierDay {
  readonly day: EpochMs;
  readonly sums: PartnerSums;
}

export interface SupplierFacts {
  /** days in any order; those outside the period count for nothing */
  readonly days: readonly SupplierDay[];
  readonly period: Period;
  /** nothing is known of what comes after */
  readonly now: EpochMs;
  readonly grades: Readonly<Record<string, Kilogram>>;
  readonly lastDeliveryAt: EpochMs | null;
  readonly disputes: number;
  readonly disputesUpheld: number;
}

/** The measures of a scorecard; see `SupplierMeasures` of the wire, which they are sent as. */
export interface Measures {
  readonly trucks: number;
  readonly netKg: Kilogram;
  readonly deductionKg: Kilogram;
  readonly acceptedKg: Kilogram;
  readonly deductionShare: number | null;
  readonly regularity: number | null;
  readonly activeDays: number;
  readonly lastDeliveryAt: string | null;
  readonly grades: Record<string, Kilogram>;
  readonly declaredMatch: number | null;
  readonly declaredTrucks: number;
  readonly rejectedTrucks: number;
  readonly exceptionTrucks: number;
  readonly correctedTrucks: number;
  readonly deductedTrucks: number;
  readonly confidence: number | null;
  readonly disputes: number;
  readonly disputesUpheld: number;
}

/** Weeks of which one can say how even they are. */
const WEEKS_AT_LEAST = 4;

/** What the visits of a supplier amount to over a period. */
export function measuresOf(facts: SupplierFacts): Measures {
  const { period, grades, lastDeliveryAt, disputes, disputesUpheld } = facts;
  const days = facts.days.filter(({ day }) => day >= period.from && day < period.to);
  const sums = days.reduce((total, { sums: own }) => addSums(total, own), NO_SUMS);
  return {
    trucks: sums.trucks,
    netKg: sums.netKg,
    deductionKg: sums.deductionKg,
    acceptedKg: sums.acceptedKg,
    deductionShare: shareOf(sums.deductionKg, sums.netKg),
    regularity: regularityOf(days, { from: period.from, to: Math.min(period.to, facts.now) }),
    activeDays: new Set(days.filter(({ sums: own }) => own.trucks > 0).map(({ day }) => day)).size,
    lastDeliveryAt: lastDeliveryAt === null ? null : formatKst(lastDeliveryAt),
    grades: inOrderOfWorth(grades),
    declaredMatch: shareOf(sums.matchedKg, sums.declaredKg),
    declaredTrucks: sums.declaredTrucks,
    rejectedTrucks: sums.cancelledTrucks,
    exceptionTrucks: sums.exceptionTrucks,
    correctedTrucks: sums.correctedTrucks,
    deductedTrucks: sums.deductedTrucks,
    confidence: shareOf(sums.confidenceSum, sums.confidenceTrucks),
    disputes,
    disputesUpheld,
  };
}

/**
 * How even a supplier's whole KST weeks of a period are: 1 - MAD / median of their tonnes, not below 0. `null` with fewer
 * than four such weeks, or where most of them have nothing.
 */
export function regularityOf(days: readonly SupplierDay[], { from, to }: Period): number | null {
  const weeks = new Map<EpochMs, Kilogram>();
  const first = startOfKstWeek(from) === from ? from : startOfKstWeek(from) + WEEK_MS;
  for (let week = first; week + WEEK_MS <= to; week += WEEK_MS) weeks.set(week, 0);
  for (const { day, sums } of days) {
    const kg = weeks.get(startOfKstWeek(day));
    if (kg !== undefined) weeks.set(startOfKstWeek(day), kg + sums.netKg);
  }
  const values = [...weeks.values()];
  const median = medianOf(values);
  if (values.length < WEEKS_AT_LEAST || median === null || median === 0) return null;
  return Math.max(0, 1 - madOf(values) / median);
}

type Counted = { [Name in keyof Measures]: Measures[Name] extends number ? Name : never }[keyof Measures];
type Shared = 'deductionShare' | 'regularity' | 'declaredMatch' | 'confidence';

/**
 * The median supplier, measure by measure: counts and kilograms rounded to whole ones, shares of those that have one. The
 * days of last deliveries have no middle.
 */
export function medianMeasures(all: readonly Measures[]): Measures {
  const count = (name: Counted): number => Math.round(medianOf(all.map((one) => one[name])) ?? 0);
  const share = (name: Shared): number | null =>
    medianOf(all.flatMap((one) => (one[name] === null ? [] : [one[name]])));
  const grades = new Set(all.flatMap((one) => Object.keys(one.grades)));
  const ofGrade = (grade: string): number => Math.round(medianOf(all.map((one) => one.grades[grade] ?? 0)) as number);
  return {
    trucks: count('trucks'),
    netKg: count('netKg'),
    deductionKg: count('deductionKg'),
    acceptedKg: count('acceptedKg'),
    deductionShare: share('deductionShare'),
    regularity: share('regularity'),
    activeDays: count('activeDays'),
    lastDeliveryAt: null,
    grades: inOrderOfWorth(Object.fromEntries(Array.from(grades, (grade) => [grade, ofGrade(grade)]))),
    declaredMatch: share('declaredMatch'),
    declaredTrucks: count('declaredTrucks'),
    rejectedTrucks: count('rejectedTrucks'),
    exceptionTrucks: count('exceptionTrucks'),
    correctedTrucks: count('correctedTrucks'),
    deductedTrucks: count('deductedTrucks'),
    confidence: share('confidence'),
    disputes: count('disputes'),
    disputesUpheld: count('disputesUpheld'),
  };
}

/** A part of a whole; `null` where there is no whole. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function inOrderOfWorth(grades: Readonly<Record<string, Kilogram>>): Record<string, Kilogram> {
  return Object.fromEntries(
    GRADE_BUCKETS.flatMap((grade) => {
      const kg = grades[grade] ?? 0;
      return kg === 0 ? [] : [[grade, kg]];
    }),
  );
}
