import { describe, expect, it } from 'vitest';
import { gradeMix, OTHERS } from '../../../web/charts/grade-mix.ts';
import { axisEnd, inOrderOfWorth, shownHours, stacksOfHours } from '../../../web/charts/hour-stacks.ts';

const hour = (text: string, grades: Record<string, number>) => ({
  start: `2026-11-22T${text}:00:00.000+09:00`,
  grades,
});

describe('hour stacks', () => {
  it('list grades by worth, unjudged and unknown ones last', () => {
    expect(inOrderOfWorth(['unjudged', 'mystery', 'foreign', 'heavy', 'new_sheet'])).toEqual([
      'new_sheet',
      'heavy',
      'foreign',
      'unjudged',
      'mystery',
    ]);
  });

  it('take the KST hour and leave out grades without kilograms', () => {
    expect(stacksOfHours([hour('09', { light: 200, heavy: 100, cast: 0 })])).toEqual([
      {
        hour: 9,
        parts: [
          { bucket: 'heavy', kg: 100 },
          { bucket: 'light', kg: 200 },
        ],
        total: 300,
      },
    ]);
  });

  it('show the usual hours even of an empty day', () => {
    expect(shownHours([]).map(({ hour: at }) => at)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  });

  it('reach to work at night and to the hour it is, without a hole', () => {
    const shown = shownHours(stacksOfHours([hour('03', { heavy: 1 })]), 20);
    expect(shown.map(({ hour: at }) => at)).toEqual(Array.from({ length: 18 }, (_, index) => index + 3));
  });

  it.each([
    [0, 10_000],
    [10_001, 12_000],
    [125_000, 160_000],
    [200_000, 200_000],
    [999_999, 1_000_000],
  ])('an axis for %i kg ends at %i', (highest, end) => expect(axisEnd(highest)).toBe(end));
});

describe('grade mix', () => {
  it('has shares that add up to one', () => {
    const mix = gradeMix({ heavy: 750, foreign: 250 });
    expect(mix.map(({ bucket, share }) => [bucket, share])).toEqual([
      ['heavy', 0.75],
      ['foreign', 0.25],
    ]);
  });

  it('folds the smallest grades when there is no room, and loses no kilogram', () => {
    const mix = gradeMix({ new_sheet: 1, heavy: 50, light: 2, cast: 40 }, 3);
    expect(mix.map(({ bucket, kg }) => [bucket, kg])).toEqual([
      ['heavy', 50],
      ['cast', 40],
      [OTHERS, 3],
    ]);
  });

  it('of nothing is empty', () => expect(gradeMix({ heavy: 0 })).toEqual([]));
});
