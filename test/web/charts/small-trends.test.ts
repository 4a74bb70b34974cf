import { describe, expect, it } from 'vitest';
import { trendOf } from '../../../web/charts/trend.ts';
import { weekStrip } from '../../../web/charts/week-strip.ts';

const BOX = { width: 100, height: 20 };

describe('a small trend', () => {
  it('begins at zero for amounts and at the least value for shares', () => {
    expect(trendOf([5, 10], BOX, true).lines).toEqual(['0,10 100,0']);
    expect(trendOf([5, 10], BOX, false).lines).toEqual(['0,20 100,0']);
  });

  it('breaks where a value is missing and ends at the last known one', () => {
    const { lines, last } = trendOf([1, null, 2, 4, null], BOX, true);
    expect(lines).toEqual(['0,15', '50,10 75,0']);
    expect(last).toEqual({ x: 75, y: 0 });
  });

  it('lies in the middle when nothing differs, and is empty without values', () => {
    expect(trendOf([3, 3], BOX, false).lines).toEqual(['0,10 100,10']);
    expect(trendOf([0, 0], BOX, false).lines).toEqual(['0,10 100,10']);
    expect(trendOf([0, 0], BOX, true).lines).toEqual(['0,20 100,20']);
    expect(trendOf([null], BOX, true)).toEqual({ lines: [], last: null, base: 20 });
  });
});

describe('the strip of a week', () => {
  const change = { weeks: [50, 100], value: 200, low: 40, high: 120, median: 80 };

  it('stands on zero with the usual range behind it', () => {
    const { bars, band, median } = weekStrip(change, BOX);
    expect(bars.map(({ height, isNow }) => [height, isNow])).toEqual([
      [5, false],
      [10, false],
      [20, true],
    ]);
    expect(band).toEqual({ y: 8, height: 8 });
    expect(median).toBe(12);
  });

  it('shows nothing as a line at the foot', () =>
    expect(weekStrip({ ...change, value: 0 }, BOX).bars.at(-1)).toMatchObject({ y: 19, height: 1 }));

  it('stays inside its box', () => {
    for (const bar of weekStrip({ ...change, weeks: Array.from({ length: 8 }, () => 90) }, BOX).bars) {
      expect(bar.x + bar.width).toBeLessThanOrEqual(BOX.width + 0.001);
    }
  });
});
