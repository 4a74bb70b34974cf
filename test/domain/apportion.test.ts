import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '../../domain/apportion.ts';

const total = fc.integer({ min: 0, max: 200_000 });
const weight = fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.integer({ min: 0, max: 40_000 }));
const weights = fc.array(weight, { minLength: 1, maxLength: 40 }).filter((list) => list.some((value) => value > 0));
const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('shares of kilograms', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [2, [1, 1, 1], [1, 1, 0]],
    [24_000, [0.5, 0.25, 0.25], [12_000, 6_000, 6_000]],
    [10, [0, 3, 0], [0, 10, 0]],
    [1, [1, 2], [0, 1]],
    [0, [1, 2], [0, 0]],
    [0, [0, 0], [0, 0]],
    [0, [], []],
    [7, [5e-324, 5e-324], [4, 3]],
    // 1/6, 1/6 and 2/3 of it leave a third of a kilogram each
    [20_000, [0.05, 0.05, 0.2], [3_334, 3_333, 13_333]],
    [20_000, [1 / 6, 1 / 6, 0.2 / 0.3], [3_334, 3_333, 13_333]],
  ])('of %i by %j are %j', (kg, by, parts) => {
    expect(apportion(kg, by)).toEqual(parts);
  });

  it('add up to the total exactly and are never negative', () => {
    fc.assert(
      fc.property(total, weights, (kg, by) => {
        const parts = apportion(kg, by);
        expect(sumOf(parts)).toBe(kg);
        for (const part of parts) expect(Number.isInteger(part) && part >= 0).toBe(true);
      }),
    );
  });

  it('are the same however the last digits of the shares were rounded', () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: -4, max: 4 })), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(total, parts, (kg, by) => {
        const exact = by.map(([value]) => value);
        const rounded = by.map(([value, last]) => value * (1 + last * Number.EPSILON));
        expect(apportion(kg, rounded)).toEqual(apportion(kg, exact));
      }),
      { numRuns: 2_000 },
    );
  });

  it('lie within one kilogram of the exact share', () => {
    const whole = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        total,
        whole.filter((list) => list.some((value) => value > 0)),
        (kg, by) => {
          const sum = sumOf(by);
          // multiplied out, so that the comparison is of whole numbers
          for (const [index, part] of apportion(kg, by).entries()) {
            expect(Math.abs(part * sum - (by[index] ?? 0) * kg)).toBeLessThan(sum);
          }
        },
      ),
    );
  });

  it('give what is left over to the earlier of equals', () => {
    fc.assert(
      fc.property(
        total,
        weight.filter((value) => value > 0),
        fc.integer({ min: 1, max: 40 }),
        (kg, by, count) => {
          const parts = apportion(kg, Array<number>(count).fill(by));
          expect(parts).toEqual([...parts].sort((a, b) => b - a));
          expect((parts[0] ?? 0) - (parts.at(-1) ?? 0)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it.each([
    [-1, [1], 'total'],
    [1.5, [1], 'total'],
    [Number.NaN, [1], 'total'],
    [1, [1, -1], 'negative'],
    [1, [Number.POSITIVE_INFINITY], 'finite'],
    [1, [Number.NaN], 'finite'],
    [1, [1e308, 1e308], 'add up'],
    [1, [0, 0], 'no weight'],
    [1, [], 'no weight'],
  ])('of %d by %j do not exist', (kg, by, reason) => {
    expect(() => apportion(kg, by)).toThrow(reason);
  });
});
