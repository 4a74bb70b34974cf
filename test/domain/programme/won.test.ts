import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportionWon, isWon, MOST_WON, shareOf, sumWon } from '../../../domain/programme/won.ts';

const won = fc.integer({ min: -MOST_WON, max: MOST_WON });

describe('won', () => {
  it.each([
    [0, true],
    [-1, true],
    [MOST_WON, true],
    [MOST_WON + 1, false],
    [0.5, false],
    [Number.NaN, false],
    ['1', false],
    [null, false],
  ])('%j is an amount: %s', (value, isOne) => {
    expect(isWon(value)).toBe(isOne);
  });

  // 7 x 50 / 100 = 3.5 -> 3; 1 x 30 / 100 = 0.3 -> 0; a million million less one, halved: 499,999,999,999.5
  it.each([
    [7, 50, 100, 3],
    [1, 30, 100, 0],
    [999_999_999_999, 50, 100, 499_999_999_999],
    [-7, 50, 100, -3],
  ])('%i x %i / %i is cut to %i', (amount, share, of, cut) => {
    expect(shareOf(amount, share, of)).toBe(cut);
  });

  it('add up exactly, or not at all', () => {
    expect(sumWon([])).toBe(0);
    expect(sumWon([MOST_WON, 1, -MOST_WON])).toBe(1);
    expect(() => sumWon([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });
});

describe('shares of won', () => {
  // 100 by 1:1:1 is 33 each and one left, to the first; 10 by 4:4:1 is 4.44 4.44 1.11, the one left to the first
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [10, [4, 4, 1], [5, 4, 1]],
    [-10, [4, 4, 1], [-5, -4, -1]],
    [-1, [1, 1], [-1, 0]],
    [0, [0, 0], [0, 0]],
    [5, [0, 2], [0, 5]],
  ])('of %i by %j are %j', (total, weights, parts) => {
    expect(apportionWon(total, weights)).toEqual(parts);
  });

  it('need a weight', () => {
    expect(() => apportionWon(1, [0, 0])).toThrow(RangeError);
  });

  it('add up to the won and lie within one of the exact share', () => {
    fc.assert(
      fc.property(
        won,
        fc
          .array(fc.integer({ min: 0, max: MOST_WON }), { minLength: 1, maxLength: 9 })
          .filter((list) => list.some((w) => w > 0)),
        (total, weights) => {
          const parts = apportionWon(total, weights);
          expect(sumWon(parts)).toBe(total);
          const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
          for (const [index, part] of parts.entries()) {
            const off = BigInt(part) * sum - BigInt(weights[index] ?? 0) * BigInt(total);
            expect(off < sum && off > -sum).toBe(true);
          }
        },
      ),
    );
  });
});
