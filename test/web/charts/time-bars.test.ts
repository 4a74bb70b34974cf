import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKst } from '../../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import { atOf, axisSteps, bucketUnder, rectangles, xOf } from '../../../web/charts/time-bars.ts';
import { timeTicks } from '../../../web/charts/time-ticks.ts';

const kst = (text: string) => Date.parse(`${text}+09:00`);
const PLOT = { left: 50, top: 10, width: 1_000, height: 300 };
const window = { from: kst('2026-01-01T00:00:00'), to: kst('2026-01-11T00:00:00') };

describe('bars over time', () => {
  const starts = Array.from({ length: 12 }, (_, day) => window.from + (day - 1) * DAY_MS);
  const data = {
    starts,
    ends: starts.map((start) => start + DAY_MS),
    keys: ['heavy', 'light'],
    values: Float64Array.from({ length: 24 }, (_, place) => (place % 2 === 0 ? 30 : 10)),
  };

  it('stack from the ground up, as high as their values', () => {
    const parts = rectangles(data, window, PLOT, 80);
    const [heavy, light] = parts;
    expect(heavy?.height).toBeCloseTo((30 / 80) * PLOT.height);
    expect(heavy && heavy.y + heavy.height).toBeCloseTo(PLOT.top + PLOT.height);
    expect(light && light.y + light.height).toBeCloseTo(heavy?.y ?? 0);
  });

  it('stay within the plot, and those outside of the window are not drawn', () => {
    const parts = rectangles(data, window, PLOT, 80);
    expect(parts).toHaveLength(20);
    expect(parts.every(({ x, width }) => x >= PLOT.left && x + width <= PLOT.left + PLOT.width + 1e-6)).toBe(true);
  });

  it('are found under the pointer', () => {
    const x = xOf(window.from + 2.5 * DAY_MS, window, PLOT);
    expect(bucketUnder(data, atOf(x, window, PLOT))).toBe(3);
    expect(bucketUnder(data, window.to + 9 * DAY_MS)).toBe(-1);
  });
});

describe('the axis of values', () => {
  it.each([
    [0, [0, 1]],
    [712, [0, 200, 400, 600, 800]],
    [4, [0, 1, 2, 3, 4]],
    [0.9, [0, 0.5, 1]],
  ])('holds %d in round steps from zero', (most, steps) => {
    expect(axisSteps(most)).toEqual(steps);
  });
});

describe('the axis of time', () => {
  const words = (from: string, to: string, most: number) =>
    timeTicks({ from: kst(from), to: kst(to) }, most).map(({ at, kind }) => `${kind} ${formatKst(at).slice(0, 16)}`);

  it('names hours of a day, and its midnights as days', () => {
    expect(words('2026-01-01T05:00:00', '2026-01-02T03:00:00', 5)).toEqual([
      'hour 2026-01-01T06:00',
      'hour 2026-01-01T12:00',
      'hour 2026-01-01T18:00',
      'day 2026-01-02T00:00',
    ]);
  });
  it('names months of a year, January by its year', () => {
    const ticks = words('2025-11-23T00:00:00', '2026-11-23T00:00:00', 14);
    expect(ticks).toHaveLength(12);
    expect(ticks.slice(0, 3)).toEqual(['month 2025-12-01T00:00', 'year 2026-01-01T00:00', 'month 2026-02-01T00:00']);
  });
  it('lies within the window, in order, and is never crowded', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50_000 }),
        fc.integer({ min: 6, max: 43_800 }),
        fc.integer({ min: 4, max: 24 }),
        (start, hours, most) => {
          const one = { from: kst('2023-01-01T00:00:00') + start * HOUR_MS, to: 0 };
          one.to = one.from + hours * HOUR_MS;
          const ticks = timeTicks(one, most).map(({ at }) => at);
          expect(
            ticks.every((at, place) => at >= one.from && at < one.to && (place === 0 || at > (ticks[place - 1] ?? 0))),
          ).toBe(true);
          expect(ticks.length).toBeLessThanOrEqual(most * 1.3 + 2);
        },
      ),
    );
  });
});
