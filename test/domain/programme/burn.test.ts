import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burnSeries, cumulative, paceOf, plannedTotal } from '../../../domain/programme/burn.ts';
import { addDays } from '../../../domain/programme/calendar.ts';
import { FUNDERS } from '../../../domain/programme/funding.ts';
import { sumWon } from '../../../domain/programme/won.ts';
import { cancellationOf, entry } from '../../fixtures/programme/projects.ts';

/** Ten days from 2027-01-01; 100 won are planned evenly, 33 on the 3rd are the government's. */
const PLAN = entry({ stage: 'planned', day: '2027-01-01', until: '2027-01-10', amount: 100 });
const GRANT = entry({ stage: 'planned', funder: 'government', day: '2027-01-03', amount: 33 });

describe('won that have come together by a day', () => {
  // 100 over ten days: 10 a day; 33 more from the 3rd on
  it.each([
    ['2026-12-31', 0, 0],
    ['2027-01-01', 10, 0],
    ['2027-01-03', 63, 33],
    ['2027-01-09', 123, 33],
    ['2027-01-10', 133, 33],
    ['2027-02-10', 133, 33],
  ])('%s are %i, of the government %i', (day, all, government) => {
    expect(cumulative([PLAN, GRANT], 'planned', day)).toBe(all);
    expect(cumulative([PLAN, GRANT], 'planned', day, 'government')).toBe(government);
  });

  // 10 over 3 days: 3.3 -> 3, 6.6 -> 6, 10
  it('are cut below the won until the last day, which has all', () => {
    const odd = entry({ stage: 'planned', day: '2027-01-01', until: '2027-01-03', amount: 10 });
    expect(['01', '02', '03'].map((day) => cumulative([odd], 'planned', `2027-01-${day}`))).toEqual([3, 6, 10]);
  });

  it('forget what was taken back from its own day on, even when that came later', () => {
    const back = cancellationOf(PLAN, { day: '2027-01-09', until: null });
    expect(cumulative([PLAN, back, GRANT], 'planned', '2027-01-05')).toBe(33);
    const paid = entry({ stage: 'paid', day: '2027-01-02', amount: 5 });
    expect(cumulative([paid, cancellationOf(paid, { day: '2027-01-08' })], 'paid', '2027-01-03')).toBe(0);
  });
});

describe('the burn of a project', () => {
  const entries = [
    PLAN,
    GRANT,
    entry({ stage: 'committed', day: '2027-01-02', amount: 80 }),
    entry({ stage: 'earned', day: '2027-01-04', amount: 40 }),
    entry({ stage: 'paid', day: '2027-01-05', amount: 20 }),
  ];

  it('is told by day, and of what has not happened yet nothing', () => {
    const points = burnSeries(entries, {
      from: '2027-01-01',
      to: '2027-01-06',
      today: '2027-01-04',
      width: 'day',
      funder: null,
    });
    expect(points).toEqual([
      { day: '2027-01-01', planned: 10, committed: 0, earned: 0, paid: 0 },
      { day: '2027-01-02', planned: 20, committed: 80, earned: 0, paid: 0 },
      { day: '2027-01-03', planned: 63, committed: 80, earned: 0, paid: 0 },
      { day: '2027-01-04', planned: 73, committed: 80, earned: 40, paid: 0 },
      { day: '2027-01-05', planned: 83, committed: null, earned: null, paid: null },
      { day: '2027-01-06', planned: 93, committed: null, earned: null, paid: null },
    ]);
  });

  it('is told by month and funder, the last month cut at the end', () => {
    const of = (funder: 'government' | 'adopter') =>
      burnSeries(entries, { from: '2026-12-20', to: '2027-02-10', today: '2027-01-04', width: 'month', funder });
    expect(of('government')).toEqual([
      { day: '2026-12-31', planned: 0, committed: 0, earned: 0, paid: 0 },
      { day: '2027-01-31', planned: 33, committed: 0, earned: 0, paid: 0 },
      { day: '2027-02-10', planned: 33, committed: null, earned: null, paid: null },
    ]);
    // the month of today holds what has happened by today, not the payment of tomorrow
    expect(of('adopter')[1]).toEqual({ day: '2027-01-31', planned: 100, committed: 80, earned: 40, paid: 0 });
  });

  it('is the sum of its funders on every day', () => {
    const planned = fc.record({
      funder: fc.constantFrom(...FUNDERS),
      stage: fc.constant('planned' as const),
      day: fc.integer({ min: 0, max: 20 }).map((days) => addDays('2027-01-01', days)),
      length: fc.integer({ min: 0, max: 20 }),
      amount: fc.integer({ min: 1, max: 900_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(planned, { maxLength: 8 }), (rows) => {
        const all = rows.map(({ length, ...row }) => entry({ ...row, until: addDays(row.day, length) }));
        const span = { from: '2027-01-01', to: '2027-02-15', today: '2027-01-10', width: 'day' } as const;
        const whole = burnSeries(all, { ...span, funder: null });
        const parts = FUNDERS.map((funder) => burnSeries(all, { ...span, funder }));
        for (const [place, point] of whole.entries()) {
          expect(sumWon(parts.map((part) => part[place]?.planned ?? Number.NaN))).toBe(point.planned);
          expect(point.planned).toBeGreaterThanOrEqual(whole[place - 1]?.planned ?? 0);
        }
        expect(whole.at(-1)?.planned).toBe(plannedTotal(all));
      }),
    );
  });
});

describe('the pace of a project', () => {
  const term = { from: '2027-01-01', to: '2027-01-10' };
  const earned = (amount: number) => [PLAN, entry({ stage: 'earned', day: '2027-01-02', amount })];

  // 25 of 100 won earned, 4 of 10 days gone: 15 points behind
  it.each([
    ['2027-01-04', 25, 2_500, 4_000, 1_500],
    ['2027-01-04', 60, 6_000, 4_000, -2_000],
    ['2027-01-01', 25, 0, 1_000, 1_000],
    ['2027-03-01', 25, 2_500, 10_000, 7_500],
  ])('on %s with %i earned', (today, amount, earnedBasisPoints, elapsedBasisPoints, gapBasisPoints) => {
    expect(paceOf(earned(amount), { ...term, today })).toEqual({
      earnedBasisPoints,
      elapsedBasisPoints,
      gapBasisPoints,
    });
  });

  it('says nothing before the start or without a plan', () => {
    expect(paceOf(earned(25), { ...term, today: '2026-12-31' })).toBeNull();
    expect(paceOf([], { ...term, today: '2027-01-04' })).toBeNull();
    expect(paceOf(earned(25), { from: '2027-01-11', to: '2027-01-10', today: '2027-01-12' })).toBeNull();
  });
});
