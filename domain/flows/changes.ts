import type { Kilogram } from '../units.ts';
import { shareOf } from './measures.ts';
import { NO_SUMS, type PartnerSums } from './partner-sums.ts';
import { madOf, medianOf } from './spread.ts';

export type ChangeKind =
  | 'stopped'
  | 'started'
  | 'more'
  | 'less'
  | 'mix-shift'
  | 'declared-worse'
  | 'deduction-more'
  | 'rejected-more';

/** Something unusual about a week; see `Change` of the wire, which it is sent as. */
export interface Change {
  readonly kind: ChangeKind;
  readonly partner: string | null;
  readonly grade: string | null;
  readonly value: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly weeks: number[];
  readonly differenceKg: Kilogram;
  readonly suppliers: string[];
  readonly holiday: string | null;
}

/** Inbound of a week, or of the part of it that is compared. */
export interface FlowWeek {
  /** kilograms by supplier, then by grade */
  readonly kilograms: ReadonlyMap<string, ReadonlyMap<string, Kilogram>>;
  readonly sums: ReadonlyMap<string, PartnerSums>;
}

export interface WeekComparison {
  readonly week: FlowWeek;
  /** the weeks before it that can be compared with, oldest first, each cut off as the week is */
  readonly before: readonly FlowWeek[];
  /** who brought anything in those weeks, however late in them */
  readonly known: ReadonlySet<string>;
  /** names of the public holidays in the week; `null`: none */
  readonly holiday: string | null;
}

/** Weeks that a week is compared with. */
export const WEEKS_COMPARED = 8;
/** Fewer say nothing of what is usual. */
export const WEEKS_NEEDED = 4;
/** MAD of a normal distribution times this is its standard deviation (Rousseeuw and Croux, JASA 88, 1993). */
const MAD_TO_SIGMA = 1.4826;
const SIGMAS = 3;
/** What no one would call unusual, however even the weeks were: decisions of ours. */
const LEAST_SHARE_OF_MEDIAN = 0.05;
const LEAST_KG: Kilogram = 5_000;
const LEAST_POINTS = 0.05;
/** Of net a deduction takes a few per cent at most, so that a point of it is much. */
const LEAST_DEDUCTION_POINTS = 0.01;
/** So many suppliers at least have to move the same way before it is one story. */
const TOGETHER_AT_LEAST = 3;

interface UsualRange {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

function usual(weeks: readonly number[], least: (median: number) => number, top: number): UsualRange {
  const median = medianOf(weeks) ?? 0;
  const width = Math.max(SIGMAS * MAD_TO_SIGMA * madOf(weeks), least(median));
  return { median, low: Math.max(0, median - width), high: Math.min(top, median + width) };
}

/** Kilograms: median +- max(3 x 1.4826 x MAD, 5 % of the median, 5 t). */
export function usualKilograms(weeks: readonly number[]): UsualRange {
  return usual(weeks, (median) => Math.max(LEAST_SHARE_OF_MEDIAN * median, LEAST_KG), Number.POSITIVE_INFINITY);
}

/** Shares of 1: median +- max(3 x 1.4826 x MAD, what it takes at least). */
export function usualShare(weeks: readonly number[], least = LEAST_POINTS): UsualRange {
  return usual(weeks, () => least, 1);
}

type ShareKind = 'mix-shift' | 'declared-worse' | 'deduction-more' | 'rejected-more';

/** How many trucks of a supplier's week a share counts. */
const TRUCKS_BEHIND: Readonly<Record<Exclude<ShareKind, 'deduction-more'>, (sums: PartnerSums) => number>> = {
  'mix-shift': ({ trucks }) => trucks,
  'declared-worse': ({ declaredTrucks }) => declaredTrucks,
  'rejected-more': ({ trucks, cancelledTrucks }) => trucks + cancelledTrucks,
};

/**
 * Points that a share must lie off at least: 5, and more than one truck alone makes of it. A deduction is weighed, not
 * counted: a point, and never by one truck.
 */
function leastPoints(kind: ShareKind, sums: PartnerSums): number {
  if (kind === 'deduction-more') return sums.deductedTrucks > 1 ? LEAST_DEDUCTION_POINTS : 1;
  const trucks = TRUCKS_BEHIND[kind](sums);
  return trucks === 0 ? LEAST_POINTS : Math.max(LEAST_POINTS, 1 / trucks);
}

/**
 * What is unusual about a week against the ones before it, what weighs most first; nothing where fewer than four weeks
 * can be compared with. Of all, of each grade and of each supplier the kilograms; of each supplier its mix, how far its
 * declarations held, its deductions and its cancelled trucks. Where most suppliers move the same way it is said once.
 */
export function changesOf(comparison: WeekComparison): Change[] {
  if (comparison.before.length < WEEKS_NEEDED) return [];
  const suppliers = [...namesOf(comparison)].sort();
  const found = suppliers.flatMap((partner) => kilogramsOfSupplier(comparison, partner) ?? []);
  const down = together(comparison, found, ['less', 'stopped']);
  const up = together(comparison, found, ['more', 'started']);
  const told = new Set<string | null>([...(down?.suppliers ?? []), ...(up?.suppliers ?? [])]);
  const directions = new Set([down, up].flatMap((change) => (change ? [change.kind] : [])));
  const ofAll = [down, up].filter((change) => change !== null);
  const total = ofAll.length > 0 ? null : changeOf(comparison, { partner: null, grade: null });
  const grades = gradesOf(comparison)
    .flatMap((grade) => changeOf(comparison, { partner: null, grade }) ?? [])
    .filter(({ kind }) => !directions.has(kind));
  const changes = [
    ...ofAll,
    ...(total ? [total] : []),
    ...grades,
    ...found.filter(({ partner }) => !told.has(partner)),
    ...suppliers.flatMap((partner) => sharesOfSupplier(comparison, partner)),
  ];
  return changes.sort(byWeight);
}

function byWeight(a: Change, b: Change): number {
  const kilograms = Math.abs(b.differenceKg) - Math.abs(a.differenceKg);
  return kilograms === 0 ? Math.abs(b.value - b.median) - Math.abs(a.value - a.median) : kilograms;
}

interface Subject {
  readonly partner: string | null;
  readonly grade: string | null;
}

function kilogramsIn({ kilograms }: FlowWeek, { partner, grade }: Subject): Kilogram {
  let sum = 0;
  for (const [name, grades] of kilograms) {
    if (partner !== null && name !== partner) continue;
    for (const [code, kg] of grades) if (grade === null || code === grade) sum += kg;
  }
  return sum;
}

/** More or less than usual; `null`: within the range. */
function changeOf({ week, before, holiday }: WeekComparison, subject: Subject): Change | null {
  const weeks = before.map((one) => kilogramsIn(one, subject));
  const value = kilogramsIn(week, subject);
  const range = usualKilograms(weeks);
  if (value >= range.low && value <= range.high) return null;
  const kind = value < range.low ? 'less' : 'more';
  return {
    ...{ kind, ...subject, value, ...range, weeks, suppliers: [] },
    differenceKg: Math.round(value - range.median),
    holiday: kind === 'less' ? holiday : null,
  };
}

function kilogramsOfSupplier(comparison: WeekComparison, partner: string): Change | null {
  const change = changeOf(comparison, { partner, grade: null });
  if (change === null) return null;
  if (change.value === 0) return { ...change, kind: 'stopped' };
  return change.kind === 'more' && !comparison.known.has(partner) ? { ...change, kind: 'started' } : change;
}

/** The one change of all whose suppliers mostly moved this way; `null` where they did not. */
function together(
  comparison: WeekComparison,
  found: readonly Change[],
  kinds: readonly [ChangeKind, ChangeKind],
): Change | null {
  const movers = found.filter(({ kind }) => kinds.includes(kind)).map(({ partner }) => partner as string);
  if (movers.length < TOGETHER_AT_LEAST || movers.length * 2 <= namesOf(comparison).size) return null;
  const subject = { partner: null, grade: null };
  const weeks = comparison.before.map((one) => kilogramsIn(one, subject));
  const value = kilogramsIn(comparison.week, subject);
  const range = usualKilograms(weeks);
  // where the others make up for them, each is a story of its own
  if (kinds[0] === 'less' ? value >= range.median : value <= range.median) return null;
  const holiday = kinds[0] === 'less' ? comparison.holiday : null;
  return {
    ...{ kind: kinds[0], ...subject, value, ...range, weeks, suppliers: movers, holiday },
    differenceKg: Math.round(value - range.median),
  };
}

/** A share of a supplier's week; `null`: nothing to divide by. */
type ShareIn = (week: FlowWeek) => number | null;

function sharesOfSupplier(comparison: WeekComparison, partner: string): Change[] {
  const ofSums =
    (part: (sums: PartnerSums) => number, whole: (sums: PartnerSums) => number): ShareIn =>
    ({ sums }) => {
      const own = sums.get(partner);
      return own === undefined ? null : shareOf(part(own), whole(own));
    };
  const change = (kind: ShareKind, grade: string | null, share: ShareIn): Change[] => {
    const found = shareChange(comparison, { kind, partner, grade }, share);
    return found === null ? [] : [found];
  };
  return [
    ...gradesOf(comparison).flatMap((grade) =>
      change('mix-shift', grade, (week) =>
        shareOf(kilogramsIn(week, { partner, grade }), kilogramsIn(week, { partner, grade: null })),
      ),
    ),
    ...change(
      'declared-worse',
      null,
      ofSums(
        ({ matchedKg }) => matchedKg,
        ({ declaredKg }) => declaredKg,
      ),
    ),
    ...change(
      'deduction-more',
      null,
      ofSums(
        ({ deductionKg }) => deductionKg,
        ({ netKg }) => netKg,
      ),
    ),
    ...change(
      'rejected-more',
      null,
      ofSums(
        ({ cancelledTrucks }) => cancelledTrucks,
        ({ trucks, cancelledTrucks }) => trucks + cancelledTrucks,
      ),
    ),
  ];
}

/** Weeks without a truck say nothing of a share; four have to say something. */
function shareChange(
  { week, before }: WeekComparison,
  subject: { readonly kind: ShareKind; readonly partner: string; readonly grade: string | null },
  share: ShareIn,
): Change | null {
  const value = share(week);
  const weeks = before.flatMap((one) => share(one) ?? []);
  if (value === null || weeks.length < WEEKS_NEEDED) return null;
  const range = usualShare(weeks, leastPoints(subject.kind, week.sums.get(subject.partner) ?? NO_SUMS));
  const isLow = value < range.low && (subject.kind === 'mix-shift' || subject.kind === 'declared-worse');
  const isHigh = value > range.high && subject.kind !== 'declared-worse';
  if (!isLow && !isHigh) return null;
  return { ...subject, value, ...range, weeks, differenceKg: 0, suppliers: [], holiday: null };
}

/** Suppliers of the week and of those before it. */
function namesOf({ week, before }: WeekComparison): Set<string> {
  return new Set([week, ...before].flatMap(({ kilograms, sums }) => [...kilograms.keys(), ...sums.keys()]));
}

function gradesOf({ week, before }: WeekComparison): string[] {
  const codes = [week, ...before].flatMap(({ kilograms }) => [...kilograms.values()].flatMap((own) => [...own.keys()]));
  return [...new Set(codes)].sort();
}
