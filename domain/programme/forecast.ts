import type { KstDay } from '../units.ts';
import { type BudgetEntry, budgetSums, standingEntries } from './budget.ts';
import { cumulative, plannedTotal } from './burn.ts';
import { addDays, daysBetween } from './calendar.ts';
import type { Programme } from './programme.ts';
import { sumWon, type Won } from './won.ts';

/** Why there is no forecast. */
export const FORECAST_SILENCES = [
  'NO_PLAN',
  'NOT_STARTED',
  'TOO_LITTLE_COMMITTED',
  'TOO_LITTLE_EARNED',
  'PLAN_NOT_SPREAD',
] as const;
export type ForecastSilence = (typeof FORECAST_SILENCES)[number];

/** Cost and date at completion; a number or the reason why there is none. */
export interface Forecast {
  readonly cost: { readonly amount: Won | null; readonly why: ForecastSilence | null };
  readonly date: { readonly day: KstDay | null; readonly why: ForecastSilence | null; readonly reached: boolean };
}

/** Below a tenth of the plan a forecast would say more of the first invoice than of the project (derived). */
const ENOUGH_PER_CENT = 10;

/**
 * What a project will have cost and when its plan will have been earned (derived; earned-value practice).
 *
 * Cost: line by line, what has been committed, earned or paid where that is more than the line's plan, and its plan
 * where it is not: money not yet committed is expected to be spent as approved. The contracts of a grant are fixed prices
 * whose payment lags by months, so dividing by what is paid, as CPI does, would foretell the lag and not the cost. Silent
 * until a tenth of the plan is committed.
 *
 * Date: earned schedule. The plan foresaw what is earned today within ES days; it took AT days; the plan's PD days will
 * therefore take `ceil(PD x AT / ES)` days from the start. Silent until a tenth of the plan is earned, and of a plan that is due all at once. When all of the
 * plan is earned it is the day on which that came about.
 */
export function forecastOf(
  entries: readonly BudgetEntry[],
  programme: Programme,
  { from, today }: { readonly from: KstDay; readonly today: KstDay },
): Forecast {
  const planned = plannedTotal(entries);
  if (planned <= 0) return { cost: silent('NO_PLAN'), date: { day: null, why: 'NO_PLAN', reached: false } };
  return { cost: costOf(entries, programme, planned), date: dateOf(entries, planned, from, today) };
}

const silent = (why: ForecastSilence): Forecast['cost'] => ({ amount: null, why });

const isEnough = (part: Won, planned: Won): boolean => BigInt(part) * 100n >= BigInt(planned) * BigInt(ENOUGH_PER_CENT);

function costOf(entries: readonly BudgetEntry[], programme: Programme, planned: Won): Forecast['cost'] {
  const { total, byLine } = budgetSums(entries, programme);
  if (!isEnough(Math.max(total.committed, total.earned, total.paid), planned)) return silent('TOO_LITTLE_COMMITTED');
  const amount = sumWon(
    byLine.map(({ sums }) => {
      const happened = [sums.committed, sums.earned, sums.paid].filter((sum) => sum !== 0);
      return Math.max(sums.planned, ...happened);
    }),
  );
  return { amount, why: null };
}

function dateOf(entries: readonly BudgetEntry[], planned: Won, from: KstDay, today: KstDay): Forecast['date'] {
  if (today < from) return { day: null, why: 'NOT_STARTED', reached: false };
  const earned = cumulative(entries, 'earned', today);
  if (earned >= planned) return { day: dayEarned(entries, planned, today), why: null, reached: true };
  if (!isEnough(earned, planned)) return { day: null, why: 'TOO_LITTLE_EARNED', reached: false };
  const lastPlanned = planDays(entries).reduce((a, b) => (a > b ? a : b), from);
  const planDuration = daysBetween(from, lastPlanned) + 1;
  const gone = daysBetween(from, today) + 1;
  const schedule = earnedSchedule(entries, earned, from, planDuration);
  if (schedule === 0) return { day: null, why: 'PLAN_NOT_SPREAD', reached: false };
  const duration = Math.ceil((planDuration * gone) / schedule);
  return { day: addDays(from, duration - 1), why: null, reached: false };
}

const planDays = (entries: readonly BudgetEntry[]): KstDay[] =>
  standingEntries(entries)
    .filter(({ stage }) => stage === 'planned')
    .map(({ day, until }) => until ?? day);

/** The first day by whose end the whole plan was earned. */
function dayEarned(entries: readonly BudgetEntry[], planned: Won, today: KstDay): KstDay {
  return entries
    .filter(({ stage, day }) => stage === 'earned' && cumulative(entries, 'earned', day) >= planned)
    .map(({ day }) => day)
    .reduce((a, b) => (a < b ? a : b), today);
}

/**
 * Days from the start within which the plan foresaw no more than what is earned; found by halving. Always fewer than the
 * plan has, so what is not all earned is never foretold for a day that is past.
 */
function earnedSchedule(entries: readonly BudgetEntry[], earned: Won, from: KstDay, planDuration: number): number {
  let within = 0;
  let beyond = planDuration;
  while (beyond - within > 1) {
    const middle = Math.floor((within + beyond) / 2);
    if (cumulative(entries, 'planned', addDays(from, middle - 1)) <= earned) within = middle;
    else beyond = middle;
  }
  return within;
}
