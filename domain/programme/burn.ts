import { bucketStarts, kstDay, nextBucketStart } from '../kst-time.ts';
import { DAY_MS, type KstDay } from '../units.ts';
import type { BudgetEntry, Stage } from './budget.ts';
import { addDays, daysBetween, startOf } from './calendar.ts';
import type { Funder } from './funding.ts';
import { shareOf, sumWon, type Won } from './won.ts';

/** Cumulative won at the end of a bucket; what has happened is `null` in buckets that begin after today. */
export interface BurnPoint {
  /** last KST day of the bucket */
  readonly day: KstDay;
  readonly planned: Won;
  readonly committed: Won | null;
  readonly earned: Won | null;
  readonly paid: Won | null;
}

/**
 * What an entry has added by the end of a day. A plan that is spread over days adds the same every day, cut below the
 * won; on its last day it has added its whole amount, so nothing is lost (derived).
 */
function addedBy({ day, until, amount }: BudgetEntry, on: KstDay): Won {
  if (on < day) return 0;
  if (until === null || on >= until) return amount;
  return shareOf(amount, daysBetween(day, on) + 1, daysBetween(day, until) + 1);
}

/**
 * Cumulative won of a stage by the end of a KST day, of one funder or of all. A cancellation counts from the day of what
 * it takes back, so that a mistake does not stay in the curve.
 */
export function cumulative(
  entries: readonly BudgetEntry[],
  stage: Stage,
  on: KstDay,
  funder: Funder | null = null,
): Won {
  const days = new Map(entries.map((entry) => [entry.id, entry]));
  return sumWon(
    entries
      .filter((entry) => entry.stage === stage && (funder === null || entry.funder === funder))
      .map((entry) => {
        const taken = entry.cancels === null ? undefined : days.get(entry.cancels);
        return addedBy(taken ? { ...entry, day: taken.day, until: taken.until } : entry, on);
      }),
  );
}

/**
 * The S-curve: the four stages, cumulative, at the end of every KST day or month that touches the days from `from` to
 * `to`. The last bucket ends with `to`. Money dated before `from` is in the first point.
 */
export function burnSeries(
  entries: readonly BudgetEntry[],
  {
    from,
    to,
    today,
    width,
    funder,
  }: {
    readonly from: KstDay;
    readonly to: KstDay;
    readonly today: KstDay;
    readonly width: 'day' | 'month';
    readonly funder: Funder | null;
  },
): BurnPoint[] {
  const bucket = width === 'day' ? '1d' : '1mo';
  const starts = bucketStarts(startOf(from), startOf(to) + DAY_MS, bucket);
  return starts.map((start) => {
    const last = addDays(kstDay(nextBucketStart(start, bucket)), -1);
    const day = last > to ? to : last;
    const happened = (stage: Stage): Won | null =>
      kstDay(start) > today ? null : cumulative(entries, stage, day < today ? day : today, funder);
    return {
      day,
      planned: cumulative(entries, 'planned', day, funder),
      committed: happened('committed'),
      earned: happened('earned'),
      paid: happened('paid'),
    };
  });
}

/** Earned share of the plan against the elapsed share of the term, in hundredths of a per cent, cut. */
export interface Pace {
  readonly earnedBasisPoints: number;
  readonly elapsedBasisPoints: number;
  /** elapsed less earned; above zero is behind */
  readonly gapBasisPoints: number;
}

/**
 * How what is earned keeps up with time (derived): won accepted by the end of today of all won planned, against days
 * gone of the days from the start to the end of building; `null` without a plan, before the start, or of a term that ends before it starts.
 */
export function paceOf(
  entries: readonly BudgetEntry[],
  { from, to, today }: { readonly from: KstDay; readonly to: KstDay; readonly today: KstDay },
): Pace | null {
  const planned = plannedTotal(entries);
  if (planned <= 0 || today < from || to < from) return null;
  const days = daysBetween(from, to) + 1;
  const gone = Math.min(days, daysBetween(from, today) + 1);
  const earnedBasisPoints = shareOf(cumulative(entries, 'earned', today), 10_000, planned);
  const elapsedBasisPoints = shareOf(gone, 10_000, days);
  return { earnedBasisPoints, elapsedBasisPoints, gapBasisPoints: elapsedBasisPoints - earnedBasisPoints };
}

/** All that is planned, whenever it is due. */
export function plannedTotal(entries: readonly BudgetEntry[]): Won {
  return sumWon(entries.filter(({ stage }) => stage === 'planned').map(({ amount }) => amount));
}
