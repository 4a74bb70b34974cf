import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Measures,
  measuresOf,
  medianMeasures,
  regularityOf,
  type SupplierFacts,
} from '../../../domain/flows/measures.ts';
import { NO_SUMS, type PartnerSums } from '../../../domain/flows/partner-sums.ts';
import { madOf, medianOf } from '../../../domain/flows/spread.ts';
import { stockLines, stockOf } from '../../../domain/flows/stock.ts';
import { DAY_MS } from '../../../domain/units.ts';

const MONDAY = Date.parse('2026-09-07T00:00:00+09:00');
const WEEK = 7 * DAY_MS;
const day = (at: number, sums: Partial<PartnerSums>) => ({ day: at, sums: { ...NO_SUMS, ...sums } });
const weekly = (...tonnes: number[]) =>
  tonnes.map((one, week) => day(MONDAY + week * WEEK + DAY_MS, { netKg: one * 1_000, trucks: 1 }));

const FACTS: SupplierFacts = {
  days: [
    day(MONDAY, { trucks: 2, netKg: 30_000, deductionKg: 600, acceptedKg: 29_400, deductedTrucks: 1 }),
    day(MONDAY, {
      trucks: 1,
      netKg: 10_000,
      acceptedKg: 10_000,
      declaredTrucks: 1,
      declaredKg: 10_000,
      matchedKg: 9_000,
    }),
    day(MONDAY + DAY_MS, { cancelledTrucks: 1, confidenceSum: 1.5, confidenceTrucks: 2 }),
    day(MONDAY - DAY_MS, { trucks: 9 }),
    day(MONDAY + WEEK, { trucks: 9 }),
  ],
  period: { from: MONDAY, to: MONDAY + WEEK },
  now: MONDAY + 9 * WEEK,
  grades: { light: 10_000, heavy: 30_000, cast: 0 },
  lastDeliveryAt: MONDAY + 3_600_000,
  disputes: 2,
  disputesUpheld: 1,
};

describe('the measures of a supplier', () => {
  it('are sums of its days in the period, and shares of them', () => {
    expect(measuresOf(FACTS)).toEqual({
      ...{ trucks: 3, netKg: 40_000, deductionKg: 600, acceptedKg: 39_400, deductionShare: 0.015, regularity: null },
      ...{ activeDays: 1, lastDeliveryAt: '2026-09-07T01:00:00.000+09:00', grades: { heavy: 30_000, light: 10_000 } },
      ...{ declaredMatch: 0.9, declaredTrucks: 1, rejectedTrucks: 1, exceptionTrucks: 0, correctedTrucks: 0 },
      ...{ deductedTrucks: 1, confidence: 0.75, disputes: 2, disputesUpheld: 1 },
    });
  });

  it('are null where there is nothing to divide by', () => {
    const { deductionShare, declaredMatch, confidence, lastDeliveryAt } = measuresOf({
      ...FACTS,
      days: [],
      lastDeliveryAt: null,
    });
    expect([deductionShare, declaredMatch, confidence, lastDeliveryAt]).toEqual([null, null, null, null]);
  });
});

describe('how even weeks are', () => {
  const period = { from: MONDAY, to: MONDAY + 6 * WEEK };
  it.each([
    ['even', [10, 10, 10, 10, 10, 10], period, 1],
    ['by MAD over median', [10, 12, 8, 10, 14, 10], period, 0.9],
    ['a week without a truck is a week of nothing', [10, 10, 10], period, 0],
    ['mostly without a truck there is nothing to divide by', [10, 10], period, null],
    ['never below nothing', [1, 100, 1, 100, 1, 100], period, 0.01980198019801982],
    ['only whole weeks count', [99, 10, 10, 10, 10, 99], { from: MONDAY + 1, to: MONDAY + 6 * WEEK - 1 }, 1],
    ['fewer than four say nothing', [10, 10, 10], { from: MONDAY, to: MONDAY + 3 * WEEK }, null],
  ])('%s', (_, tonnes, span, expected) => {
    expect(regularityOf(weekly(...tonnes), span)).toBe(expected);
  });

  it('what is still to come is no week without a truck', () => {
    const facts = { ...FACTS, period, days: weekly(10, 10, 10, 10) };
    expect(measuresOf({ ...facts, now: MONDAY + 4 * WEEK }).regularity).toBe(1);
    expect(measuresOf({ ...facts, now: MONDAY + 9 * WEEK }).regularity).toBe(1);
    expect(measuresOf({ ...facts, days: weekly(10, 10), now: MONDAY + 9 * WEEK }).regularity).toBeNull();
  });
});

describe('the median supplier', () => {
  const of = (more: Partial<Measures>): Measures => ({ ...measuresOf({ ...FACTS, days: [], grades: {} }), ...more });
  it('is the middle of every measure, of the shares that there are', () => {
    const median = medianMeasures([
      of({ netKg: 10, confidence: 0.5, grades: { heavy: 10 } }),
      of({ netKg: 21, confidence: null, grades: { heavy: 21, cast: 4 } }),
      of({ netKg: 400, confidence: 0.7, grades: {} }),
    ]);
    expect(median).toMatchObject({ netKg: 21, confidence: 0.6, grades: { heavy: 10 }, lastDeliveryAt: null });
    expect(median.deductionShare).toBeNull();
  });

  it('of nobody has nothing', () => {
    expect(medianMeasures([])).toMatchObject({ trucks: 0, netKg: 0, regularity: null, grades: {} });
  });
});

describe('median and MAD', () => {
  it('lie in the middle whatever the order, and of nothing are nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 9 }), (values) => {
        const median = medianOf(values) ?? Number.NaN;
        const below = values.filter((value) => value < median).length;
        const above = values.filter((value) => value > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
        expect(medianOf([...values].reverse())).toBe(median);
        expect(madOf(values.map((value) => value + 7))).toBeCloseTo(madOf(values), 9);
      }),
    );
    expect([medianOf([]), madOf([]), medianOf([4, 1]), madOf([1, 1, 4])]).toEqual([null, 0, 2.5, 0]);
  });
});

describe('stock', () => {
  const counted = { kg: 50_000, at: 1, by: 'kim' };
  const known = { grade: 'heavy', counted, inKg: 10_000, outKg: 4_000, recentOutKg: 28_000 } as const;
  it.each([
    ['counted, plus in, minus out', known, { kg: 56_000, outPerDayKg: 1_000, days: 56 }],
    ['never counted: all that came and went', { ...known, counted: null }, { kg: 6_000, days: 6 }],
    ['below nothing lasts no day', { ...known, counted: null, outKg: 11_000 }, { kg: -1_000, days: 0 }],
    [
      'of which nothing leaves lasts nobody knows how long',
      { ...known, recentOutKg: 0 },
      { outPerDayKg: 0, days: null },
    ],
  ])('%s', (_, stock, expected) => {
    expect(stockOf(stock)).toMatchObject(expected);
  });

  it('lists what lies there, was counted or moved, by worth', () => {
    const none = { counted: null, inKg: 0, outKg: 0, recentOutKg: 0 };
    const lines = stockLines([
      { ...none, grade: 'turnings', inKg: 5, outKg: 5 },
      { ...none, grade: 'cast', recentOutKg: 9 },
      { ...none, grade: 'light', counted: { ...counted, kg: 0 } },
      { ...none, grade: 'new_sheet', inKg: 1 },
    ]);
    expect(lines.map(({ grade }) => grade)).toEqual(['new_sheet', 'light', 'turnings']);
  });
});
