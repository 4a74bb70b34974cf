import type { KstDay } from '../units.ts';
import { isDay } from './calendar.ts';
import type { Funder } from './funding.ts';
import { lineOf, type Programme } from './programme.ts';
import { type Refusal, refusal } from './refusals.ts';
import { isWon, MOST_WON, sumWon, type Won } from './won.ts';

/** What became of money: 계획(승인), 발주, 검수, 지급. */
export const STAGES = ['planned', 'committed', 'earned', 'paid'] as const;
export type Stage = (typeof STAGES)[number];

/** One entry of a budget. Nothing is ever changed or deleted: an entry that cancels it takes it back. */
export interface BudgetEntry {
  readonly id: string;
  readonly line: string;
  readonly funder: Funder;
  readonly stage: Stage;
  /** day it happened; of a plan the day it is due, or the first of the days it is spread over */
  readonly day: KstDay;
  /** of a plan alone: the last day it is spread over */
  readonly until: KstDay | null;
  readonly amount: Won;
  /** SHA-256 of the document that proves it */
  readonly document: string | null;
  /** entry that this one takes back */
  readonly cancels: string | null;
}

export type StageSums = Readonly<Record<Stage, Won>>;
export type FunderSums = Readonly<Record<Funder, StageSums>>;

/** Won by stage: altogether, by funder, and by line in the order of the programme. */
export interface BudgetSums {
  readonly total: StageSums;
  readonly byFunder: FunderSums;
  readonly byLine: readonly { readonly line: string; readonly sums: StageSums; readonly byFunder: FunderSums }[];
}

function stageSums(entries: readonly BudgetEntry[]): StageSums {
  const sum = (wanted: Stage): Won =>
    sumWon(entries.filter(({ stage }) => stage === wanted).map(({ amount }) => amount));
  return { planned: sum('planned'), committed: sum('committed'), earned: sum('earned'), paid: sum('paid') };
}

function funderSums(entries: readonly BudgetEntry[]): FunderSums {
  const of = (wanted: Funder): StageSums => stageSums(entries.filter(({ funder }) => funder === wanted));
  return { government: of('government'), posco: of('posco'), adopter: of('adopter') };
}

/**
 * Folds entries into sums. A cancellation is an entry with the opposite amount, so every sum is a plain one: those of the
 * lines, of the funders and the total always agree to the won. Entries of a line that the programme no longer has are
 * kept under their own id, last.
 */
export function budgetSums(entries: readonly BudgetEntry[], programme: Programme): BudgetSums {
  const known = programme.lines.map(({ id }) => id);
  const strays = entries.map(({ line }) => line).filter((line) => !known.includes(line));
  return {
    total: stageSums(entries),
    byFunder: funderSums(entries),
    byLine: [...known, ...new Set(strays)].map((line) => {
      const own = entries.filter((entry) => entry.line === line);
      return { line, sums: stageSums(own), byFunder: funderSums(own) };
    }),
  };
}

/** Which entry took which back, by the id of the one that was taken back. */
export function cancellations(entries: readonly BudgetEntry[]): ReadonlyMap<string, string> {
  return new Map(entries.flatMap(({ id, cancels }) => (cancels === null ? [] : [[cancels, id] as const])));
}

/** Entries that count: neither taken back nor a cancellation themselves. */
export function standingEntries(entries: readonly BudgetEntry[]): BudgetEntry[] {
  const taken = cancellations(entries);
  return entries.filter(({ id, cancels }) => cancels === null && !taken.has(id));
}

/** Where a new entry would be booked. */
export interface EntryPlace {
  readonly programme: Programme;
  readonly agreedOn: KstDay | null;
  readonly today: KstDay;
  /** every entry of the project so far */
  readonly entries: readonly BudgetEntry[];
}

/**
 * Everything that is wrong with a new entry, empty when nothing is. Whole won; no day before the agreement and, except of
 * a plan, none in the future; a negative amount only as a cancellation, which takes back one standing entry of the
 * same line, funder and stage to the won, or on the programme's line for discounts.
 */
export function refuseEntry(entry: Omit<BudgetEntry, 'id'>, place: EntryPlace): Refusal[] {
  const line = lineOf(place.programme, entry.line);
  return [
    ...(line ? [] : [refusal('LINE_UNKNOWN', 'line', { line: entry.line })]),
    ...refuseEntryDays(entry, place),
    ...(isWon(entry.amount)
      ? entry.cancels === null
        ? refuseSign(entry.amount, line?.mayBeNegative ?? false)
        : refuseCancellation(entry, entry.cancels, place.entries)
      : [
          Number.isSafeInteger(entry.amount)
            ? refusal('AMOUNT_TOO_BIG', 'amount', { most: MOST_WON })
            : refusal('AMOUNT_NOT_WHOLE', 'amount'),
        ]),
  ];
}

function refuseSign(amount: Won, mayBeNegative: boolean): Refusal[] {
  if (amount === 0) return [refusal('AMOUNT_NOT_POSITIVE', 'amount')];
  return amount < 0 && !mayBeNegative ? [refusal('AMOUNT_NEGATIVE', 'amount', { amount })] : [];
}

function refuseCancellation(
  entry: Omit<BudgetEntry, 'id'>,
  cancels: string,
  entries: readonly BudgetEntry[],
): Refusal[] {
  const taken = entries.find(({ id }) => id === cancels);
  if (!taken || taken.cancels !== null) return [refusal('CANCELLED_UNKNOWN', 'cancels', { entry: cancels })];
  if (cancellations(entries).has(cancels)) return [refusal('CANCELLED_TWICE', 'cancels', { entry: cancels })];
  const isSame =
    taken.line === entry.line &&
    taken.funder === entry.funder &&
    taken.stage === entry.stage &&
    taken.amount === -entry.amount;
  return isSame ? [] : [refusal('CANCELLED_DIFFERS', 'cancels', { entry: cancels, amount: -taken.amount })];
}

function refuseEntryDays(
  { day, until, stage }: Pick<BudgetEntry, 'day' | 'until' | 'stage'>,
  { agreedOn, today }: EntryPlace,
): Refusal[] {
  if (!isDay(day)) return [refusal('DAY_INVALID', 'day', { day })];
  const refusals: Refusal[] = [];
  if (agreedOn === null) refusals.push(refusal('AGREEMENT_MISSING', 'day', { day }));
  else if (day < agreedOn) refusals.push(refusal('BEFORE_AGREEMENT', 'day', { day, agreedOn }));
  if (stage !== 'planned' && day > today) refusals.push(refusal('IN_FUTURE', 'day', { day, today }));
  if (until !== null && (stage !== 'planned' || !isDay(until) || until < day)) {
    refusals.push(refusal('SPREAD_INVALID', 'until', { day: until }));
  }
  return refusals;
}

/**
 * The entries that take the place of a plan: every standing planned entry is taken back and `planned` is entered; a plan
 * that already stands, to the won and day, stays. Ids are the caller's business. The sums of all stages but the plan
 * are untouched.
 */
export function replacePlan(
  entries: readonly BudgetEntry[],
  planned: readonly Omit<BudgetEntry, 'id'>[],
): Omit<BudgetEntry, 'id'>[] {
  const wanted = [...planned];
  const dropped = standingEntries(entries)
    .filter(({ stage }) => stage === 'planned')
    .filter((standing) => {
      const kept = wanted.findIndex((entry) => isSamePlan(entry, standing));
      if (kept >= 0) wanted.splice(kept, 1);
      return kept < 0;
    });
  return [
    ...dropped.map(({ id, ...entry }) => ({ ...entry, amount: -entry.amount, document: null, cancels: id })),
    ...wanted,
  ];
}

function isSamePlan(a: Omit<BudgetEntry, 'id'>, b: Omit<BudgetEntry, 'id'>): boolean {
  return a.line === b.line && a.funder === b.funder && a.amount === b.amount && a.day === b.day && a.until === b.until;
}
