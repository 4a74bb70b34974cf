import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRADES } from '../../../domain/grades.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import { rectangles } from '../../../web/charts/time-bars.ts';
import { type FlowSums, foldFlows } from '../../../web/pages/history/fold-flows.ts';
import {
  askedGrain,
  drawnGrain,
  GRAINS,
  nextStart,
  POINTS_AT_MOST,
  startOf,
  startsIn,
} from '../../../web/pages/history/grain.ts';
import { bestFor, type Loaded, missingWindow, withLoaded } from '../../../web/pages/history/loaded-flows.ts';
import { loadedWindow } from '../../../web/pages/history/photo-bars.ts';

const kst = (text: string) => Date.parse(`${text}+09:00`);
const START = kst('2025-01-01T00:00:00');
const year = { from: START, to: START + 365 * DAY_MS };
const NOW = kst('2026-11-22T10:00:00');

const span = fc
  .tuple(fc.integer({ min: 0, max: 3_000 * 24 }), fc.integer({ min: 6, max: 1_826 * 24 }))
  .map(([from, hours]) => ({ from: START + from * HOUR_MS, to: START + (from + hours) * HOUR_MS }));

describe('the grain', () => {
  it('fits the pixels and keeps the parts of bars below 4,000', () => {
    fc.assert(
      fc.property(
        span,
        fc.integer({ min: 240, max: 3_800 }),
        fc.integer({ min: 1, max: 11 }),
        (window, width, keys) => {
          const grain = drawnGrain(window, width, keys);
          const starts = startsIn(window, grain);
          const data = {
            starts,
            ends: starts.map((start) => nextStart(start, grain)),
            keys: Array.from({ length: keys }, (_, key) => `k${key}`),
            values: new Float64Array(starts.length * keys).fill(1),
          };
          const drawn = rectangles(data, window, { left: 0, top: 0, width, height: 300 }, keys);
          expect(drawn.length).toBeLessThanOrEqual(POINTS_AT_MOST);
        },
      ),
    );
  });

  it('is days for a year, hours for a week, weeks for three years on a desk', () => {
    expect(drawnGrain(year, 1_200, 8)).toBe('1d');
    expect(drawnGrain({ from: START, to: START + 7 * DAY_MS }, 1_200, 8)).toBe('1h');
    expect(drawnGrain({ from: START, to: START + 1_096 * DAY_MS }, 1_200, 8)).toBe('1w');
    expect(drawnGrain({ from: START, to: START + 1_826 * DAY_MS }, 300, 11)).toBe('1mo');
  });

  it('of what is asked is hours up to a year and its margins, days beyond: never finer than the server gives', () => {
    expect(askedGrain(year)).toBe('1h');
    expect(askedGrain({ from: START, to: START + 500 * DAY_MS })).toBe('1d');
  });

  it.each(GRAINS)('%s begins on the clock of Korea and follows itself without a gap', (grain) => {
    const starts = startsIn(year, grain);
    for (const [place, start] of starts.entries()) {
      expect(startOf(start, grain)).toBe(start);
      if (place + 1 < starts.length) expect(nextStart(start, grain)).toBe(starts[place + 1]);
    }
  });
});

/** Sums by hours, and the same by days, as the server would answer them. */
function sumsOf(rows: readonly (readonly [hour: number, grade: number, partner: number, kg: number])[]) {
  const table = (grain: '1h' | '1d'): FlowSums => {
    const cells = new Map<string, [number, number, number, number]>();
    for (const [hour, grade, partner, kg] of rows) {
      const at = startOf(START + hour * HOUR_MS, grain);
      const known = cells.get(`${at} ${grade} ${partner}`) ?? [at, grade, partner, 0];
      known[3] += kg;
      cells.set(`${at} ${grade} ${partner}`, known);
    }
    const all = [...cells.values()].sort((a, b) => a[0] - b[0]);
    const none = { names: ['x'], codes: new Int32Array(all.length) };
    return {
      length: all.length,
      time: Float64Array.from(all, ([at]) => at),
      ...{ yard: none, direction: none },
      partner: { names: ['가람', '나래'], codes: Int32Array.from(all, ([, , partner]) => partner) },
      grade: { names: [...GRADES], codes: Int32Array.from(all, ([, grade]) => grade) },
      kg: Float64Array.from(all, ([, , , kg]) => kg),
    };
  };
  return { hours: table('1h'), days: table('1d') };
}

const order = (keys: readonly string[]) => keys;
const trucks = fc.array(
  fc.tuple(fc.nat(60 * 24 - 1), fc.nat(GRADES.length - 1), fc.nat(1), fc.integer({ min: 1, max: 30_000 })),
  { maxLength: 200 },
);

describe('joining a finer grain', () => {
  it('moves no bar: hours folded into days, weeks or months are what days folded into them are', () => {
    fc.assert(
      fc.property(trucks, fc.constantFrom('1d' as const, '1w' as const, '1mo' as const), (rows, grain) => {
        const { hours, days } = sumsOf(rows);
        const window = { from: START, to: START + 60 * DAY_MS };
        const choice = { partners: ['나래'], grades: [], direction: null };
        const fine = foldFlows(hours, window, { grain, order }, choice);
        const coarse = foldFlows(days, window, { grain, order }, choice);
        expect(fine).toEqual(coarse);
        const kg = rows.reduce((sum, [, , partner, one]) => sum + (partner === 1 ? one : 0), 0);
        expect(fine.values.reduce((sum, one) => sum + one, 0)).toBe(kg);
      }),
    );
  });

  it('keeps the old points until the new are there, whatever the window', () => {
    const days: Loaded<string> = {
      grain: '1d',
      window: { from: START - 900 * DAY_MS, to: START + 900 * DAY_MS },
      sums: 'days',
      loadedAt: NOW,
    };
    expect(bestFor(year, [days])?.sums).toBe('days');
    const hours: Loaded<string> = { grain: '1h', window: year, sums: 'hours', loadedAt: NOW };
    const both = withLoaded([days], hours);
    expect(bestFor(year, both)?.sums).toBe('hours');
    // panned half out of the hours: days show all of it until more hours have come
    const panned = { from: year.from + 200 * DAY_MS, to: year.to + 200 * DAY_MS };
    expect(bestFor(panned, both)?.sums).toBe('days');
    expect(bestFor({ from: START + 5_000 * DAY_MS, to: START + 5_010 * DAY_MS }, both)).toBeNull();
  });

  it('asks for nothing that is there, and for whole days with a margin otherwise', () => {
    const month = { from: kst('2025-06-01T00:00:00'), to: kst('2025-07-01T00:00:00') };
    expect(missingWindow(month, [{ grain: '1h', window: year, sums: null, loadedAt: NOW }], NOW)).toBeNull();
    const missing = missingWindow(month, [{ grain: '1d', window: year, sums: null, loadedAt: NOW }], NOW);
    expect(missing).toEqual({
      grain: '1h',
      window: { from: kst('2025-05-24T00:00:00'), to: kst('2025-07-09T00:00:00') },
    });
  });

  it('asks for no time that has not come', () => {
    const week = { from: kst('2026-11-20T00:00:00'), to: kst('2026-11-27T00:00:00') };
    const missing = missingWindow(week, [], NOW);
    expect(missing?.window.to).toBe(kst('2026-11-23T00:00:00'));
    const loaded = [{ grain: '1h' as const, window: missing?.window ?? week, sums: null, loadedAt: NOW }];
    expect(missingWindow(week, loaded, NOW)).toBeNull();
    expect(missingWindow({ from: NOW + 9 * DAY_MS, to: NOW + 12 * DAY_MS }, [], NOW)).toBeNull();
  });

  it('asks for a running day anew after a minute, and for one that has ended never again', () => {
    const week = { from: kst('2026-11-16T00:00:00'), to: kst('2026-11-23T00:00:00') };
    const loaded = [{ grain: '1h' as const, window: week, sums: null, loadedAt: NOW }];
    expect(missingWindow(week, loaded, NOW + 59_000)).toBeNull();
    expect(missingWindow(week, loaded, NOW + 60_000)?.window.to).toBe(week.to);
    const past = { ...week, to: kst('2026-11-22T00:00:00') };
    expect(missingWindow(past, loaded, NOW + 60_000)).toBeNull();
  });

  it('never asks for hours over more than the server takes', () => {
    fc.assert(
      fc.property(span, (window) => {
        const missing = missingWindow(window, [], NOW);
        if (missing?.grain === '1h') expect(missing.window.to - missing.window.from).toBeLessThanOrEqual(402 * DAY_MS);
      }),
    );
  });

  it('forgets what newer sums cover, and keeps only so many', () => {
    const one = (days: number): Loaded<number> => ({
      grain: '1h',
      window: { from: START, to: START + days * DAY_MS },
      sums: days,
      loadedAt: NOW,
    });
    expect(withLoaded([one(3)], one(30)).map(({ sums }) => sums)).toEqual([30]);
    const apart = Array.from(
      { length: 9 },
      (_, n): Loaded<number> => ({ grain: '1h', window: { from: n * 10, to: n * 10 + 5 }, sums: n, loadedAt: NOW }),
    );
    expect(apart.reduce<Loaded<number>[]>(withLoaded, []).map(({ sums }) => sums)).toEqual([8, 7, 6, 5, 4, 3]);
  });
});

describe('the photos that are loaded', () => {
  it('stay while they cover what is shown, and are never asked of a time that has not come', () => {
    const month = { from: kst('2025-06-01T00:00:00'), to: kst('2025-07-01T00:00:00') };
    const loaded = loadedWindow(month, null, NOW);
    expect(loaded).toEqual({ from: kst('2025-05-29T00:00:00'), to: kst('2025-07-05T00:00:00') });
    const week = { from: month.from + DAY_MS, to: month.from + 8 * DAY_MS };
    expect(loadedWindow(week, loaded, NOW)).toBe(loaded);
    const next = { from: kst('2025-07-01T00:00:00'), to: kst('2025-08-01T00:00:00') };
    expect(loadedWindow(next, loaded, NOW).from).toBe(kst('2025-06-27T00:00:00'));
    const current = { from: kst('2026-11-16T00:00:00'), to: kst('2026-11-30T00:00:00') };
    const today = loadedWindow(current, null, NOW);
    expect(today.to).toBe(kst('2026-11-23T00:00:00'));
    expect(loadedWindow(current, today, NOW)).toBe(today);
  });
});
