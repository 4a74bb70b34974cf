import { describe, expect, it } from 'vitest';
import type { BudgetEntry } from '../../../domain/programme/budget.ts';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { forecastOf } from '../../../domain/programme/forecast.ts';
import { cancellationOf, entry } from '../../fixtures/programme/projects.ts';

/** A plan of 100 days from 2027-01-01 to 2027-04-10: 600 of hardware and 400 of software, 10 won a day. */
const PLAN = [
  entry({ stage: 'planned', day: '2027-01-01', until: '2027-04-10', amount: 600 }),
  entry({ stage: 'planned', day: '2027-01-01', until: '2027-04-10', amount: 400, line: 'software' }),
];
const committed = (amount: number, line = 'hardware'): BudgetEntry => entry({ day: '2027-01-05', amount, line });
const earned = (amount: number, day = '2027-01-20'): BudgetEntry => entry({ stage: 'earned', day, amount });
const forecast = (rows: readonly BudgetEntry[], today: string) =>
  forecastOf([...PLAN, ...rows], AI_TRACK_2026, { from: '2027-01-01', today });

describe('the cost at completion', () => {
  // line by line the larger of plan and what happened: 600 -> 650 of hardware, 400 of software
  it.each<[string, BudgetEntry[], number | null, string | null]>([
    ['is the plan while contracts stay within it', [committed(500)], 1_000, null],
    ['is the contract where it is dearer', [committed(650), committed(100, 'software')], 1_050, null],
    ['is what was accepted where that is dearer still', [committed(600), earned(630)], 1_030, null],
    ['counts a contract outside the plan', [committed(50, 'network'), committed(300)], 1_050, null],
    ['is silent below a tenth', [committed(99)], null, 'TOO_LITTLE_COMMITTED'],
    ['speaks from a tenth on', [committed(100)], 1_000, null],
  ])('%s', (_, rows, amount, why) => {
    expect(forecast(rows, '2027-02-01').cost).toEqual({ amount, why });
  });

  it('knows a discount that has come', () => {
    const discount = entry({ stage: 'planned', line: 'other', day: '2027-01-01', amount: -100 });
    expect(forecast([discount, committed(600)], '2027-02-01').cost.amount).toBe(900);
    expect(forecast([discount, committed(600), committed(-80, 'other')], '2027-02-01').cost.amount).toBe(920);
  });
});

describe('the date of completion', () => {
  // 02-19 is day 50. Earned 400 is what the plan foresaw in 40 days: 100 x 50 / 40 = 125 days, 01-01 + 124 is 05-05.
  // Earned 500 is on plan: 04-10. Earned 800 in 80: 100 x 50 / 80 = 62.5 -> 63 days, 01-01 + 62 is 03-04.
  // 405 is 40 whole days still: 125 days.
  it.each([
    [400, '2027-02-19', '2027-05-05'],
    [405, '2027-02-19', '2027-05-05'],
    [500, '2027-02-19', '2027-04-10'],
    [800, '2027-02-19', '2027-03-04'],
    [100, '2027-01-20', '2027-07-19'],
  ])('with %i of 1,000 earned on %s is %s', (amount, today, day) => {
    expect(forecast([earned(amount)], today).date).toEqual({ day, why: null, reached: false });
  });

  // the last row above: 100 in 20 days, ES 10, 100 x 20 / 10 = 200 days, 01-01 + 199 = 07-19. 990 on day 200 foretells
  // 100 x 200 / 99 = 202.02 -> 203 days, 01-01 + 202 = 07-22
  it('is never in the past', () => {
    expect(forecast([earned(990)], '2027-07-19').date).toEqual({ day: '2027-07-22', why: null, reached: false });
    // a plan that leaps: 90 of 100 on the last day; 50 earned on day 3 equal 2 days of plan, 3 x 3 / 2 -> 5 days
    const leap = [
      entry({ stage: 'planned', day: '2027-01-03', amount: 90 }),
      entry({ stage: 'planned', day: '2027-01-01', amount: 10 }),
    ];
    const at = (today: string) =>
      forecastOf([...leap, earned(50, '2027-01-03')], AI_TRACK_2026, { from: '2027-01-01', today }).date.day;
    expect(at('2027-01-03')).toBe('2027-01-05');
  });

  it('is the day on which all was earned, once it was', () => {
    const rows = [earned(700, '2027-02-01'), earned(300, '2027-03-15'), earned(50, '2027-03-20')];
    expect(forecast(rows, '2027-04-01').date).toEqual({ day: '2027-03-15', why: null, reached: true });
  });

  it.each<[string, BudgetEntry[], string, string]>([
    ['before the start', [earned(500, '2026-12-01')], '2026-12-31', 'NOT_STARTED'],
    ['below a tenth', [earned(99)], '2027-02-19', 'TOO_LITTLE_EARNED'],
    ['of nothing', [], '2027-02-19', 'TOO_LITTLE_EARNED'],
  ])('is not told %s', (_, rows, today, why) => {
    expect(forecast(rows, today).date).toEqual({ day: null, why, reached: false });
  });

  it('is not told of a plan that was due all at once', () => {
    const plan = entry({ stage: 'planned', day: '2027-01-01', amount: 100 });
    const told = forecastOf([plan, earned(50)], AI_TRACK_2026, { from: '2027-01-01', today: '2027-02-01' });
    expect(told.date).toEqual({ day: null, why: 'PLAN_NOT_SPREAD', reached: false });
  });
});

describe('a forecast', () => {
  it('needs a plan, and one that still stands', () => {
    const silent = { cost: { amount: null, why: 'NO_PLAN' }, date: { day: null, why: 'NO_PLAN', reached: false } };
    const span = { from: '2027-01-01', today: '2027-02-01' };
    expect(forecastOf([earned(5)], AI_TRACK_2026, span)).toEqual(silent);
    expect(forecastOf([...PLAN, ...PLAN.map((plan) => cancellationOf(plan))], AI_TRACK_2026, span)).toEqual(silent);
  });
});
