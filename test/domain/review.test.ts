import { describe, expect, it } from 'vitest';
import { GRADES } from '../../domain/grades.ts';
import { moneyAtRisk, twoLikeliest } from '../../domain/review.ts';
import { REFERENCE_PRICE, referencePrice } from '../../domain/schemes.ts';

describe('the reference price', () => {
  it('is the reference for the best grade and nothing for foreign matter', () => {
    expect(referencePrice('new_sheet')).toBe(REFERENCE_PRICE);
    expect(referencePrice('foreign')).toBe(0);
  });

  it('never rises from a better grade to a worse one of the same scheme', () => {
    for (const grade of GRADES) expect(referencePrice(grade)).toBeLessThanOrEqual(REFERENCE_PRICE);
  });

  it('takes the best code of a grade that has several', () => {
    expect(referencePrice('heavy')).toBeCloseTo(0.9 * REFERENCE_PRICE);
  });
});

describe('the two likeliest grades', () => {
  it.each([
    ['none of an empty mix', {}, [null, null]],
    ['one of a single grade', { cast: 1, heavy: 0 }, ['cast', null]],
    ['the likelier first', { cast: 0.3, heavy: 0.6, light: 0.1 }, ['heavy', 'cast']],
    ['the better first where they tie', { cast: 0.5, heavy: 0.5 }, ['heavy', 'cast']],
  ])('are %s', (_title, mix, expected) => {
    expect(twoLikeliest(mix)).toEqual(expected);
  });
});

describe('the money at risk', () => {
  it('is tonnes x price gap x doubt', () => {
    const gap = referencePrice('heavy') - referencePrice('turnings');
    expect(moneyAtRisk(24_000, { heavy: 0.6, turnings: 0.4 }, 0.6)).toBe(Math.round(24 * gap * 0.4));
  });

  it('is the same whichever of the two is likelier', () => {
    const one = moneyAtRisk(10_000, { heavy: 0.6, turnings: 0.4 }, 0.5);
    expect(moneyAtRisk(10_000, { heavy: 0.4, turnings: 0.6 }, 0.5)).toBe(one);
  });

  it('is the whole load when nothing is judged', () => {
    expect(moneyAtRisk(10_000, {}, null)).toBe(10 * REFERENCE_PRICE);
  });

  it('is the step to the nearest price when only one grade is possible', () => {
    const near = Math.min(
      ...GRADES.filter((grade) => grade !== 'heavy').map((grade) =>
        Math.abs(referencePrice(grade) - referencePrice('heavy')),
      ),
    );
    expect(moneyAtRisk(10_000, { heavy: 1 }, 0.5)).toBe(Math.round(10 * near * 0.5));
  });

  it('is nothing for a certain judgement', () => {
    expect(moneyAtRisk(24_000, { heavy: 1, cast: 0 }, 1)).toBe(0);
  });
});
