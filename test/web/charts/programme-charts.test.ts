import { describe, expect, it } from 'vitest';
import type { BurnPoint } from '../../../domain/wire/programme-api.ts';
import { type BurnDress, burnOption, MOST_POINTS, thinned } from '../../../web/charts/burn-option.ts';
import { metPercent, radarOption } from '../../../web/charts/radar-option.ts';
import { sparkOf } from '../../../web/charts/spark.ts';
import { axisWon } from '../../../web/pages/programme-project/burn-words.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2024-01-01T00:00:00Z');
const points = (count: number, happened: number): BurnPoint[] =>
  Array.from({ length: count }, (_, place) => ({
    day: new Date(START + place * DAY_MS).toISOString().slice(0, 10),
    planned: place * 10,
    committed: place < happened ? place * 8 : null,
    earned: place < happened ? place * 6 : null,
    paid: place < happened ? 0 : null,
  }));
const DRESS: BurnDress = {
  stageName: (stage) => stage,
  axisName: (day) => day,
  dayName: (day) => day,
  won: String,
  axisWon: String,
  today: 'today',
  ...{ text: '', quiet: '', line: '', surface: '', attention: '' },
};

describe('the burn chart', () => {
  it.each([1, 240, 241, 270, 500, 1_826])('has a few hundred points at most out of %i days', (count) => {
    const kept = thinned(points(count, 100));
    expect(kept.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(kept.at(-1)).toEqual(points(count, 100).at(-1));
  });

  it('keeps the last day on which something happened', () => {
    const all = points(1_000, 333);
    expect(thinned(all)).toContainEqual(all[332]);
  });

  it('leaves what has not happened a gap and marks today', () => {
    const { series } = burnOption(points(4, 2), '2024-01-02', DRESS);
    expect(series.map(({ name, data }) => [name, data])).toEqual([
      ['planned', [0, 10, 20, 30]],
      ['committed', [0, 8, '-', '-']],
      ['earned', [0, 6, '-', '-']],
      ['paid', [0, 0, '-', '-']],
    ]);
    expect(series[0]).toHaveProperty('markLine.data', [{ xAxis: '2024-01-02' }]);
  });

  it('tells the exact won of a day, and nothing of what is to come', () => {
    const { tooltip } = burnOption(points(4, 2), '2024-01-02', DRESS);
    expect(tooltip.formatter([{ dataIndex: 1 }])).toBe('2024-01-02\nplanned  10\ncommitted  8\nearned  6\npaid  0');
    expect(tooltip.formatter([{ dataIndex: 3 }])).toBe('2024-01-04\nplanned  30');
    expect(tooltip.formatter([])).toBe('');
  });

  it('labels no two steps of the axis alike, even while there is no money', () => {
    const { yAxis } = burnOption(points(4, 2), '2024-01-02', DRESS);
    const labels = [0, 1, 2, 3, 4].flatMap((step) =>
      ['한국어', 'English'].map((language) => `${language} ${axisWon(language, step * yAxis.minInterval)}`),
    );
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('names a month once on its axis', () => {
    const { xAxis } = burnOption(points(40, 2), '2024-01-02', DRESS);
    const named = points(40, 2).flatMap(({ day }, place) => (xAxis.axisLabel.interval(place) ? [day] : []));
    expect(named).toEqual(['2024-01-01', '2024-02-01']);
  });
});

describe('the radar', () => {
  it('shows the share met, an area that asks for nothing as full', () => {
    expect(metPercent({ name: 'a', met: 4, of: 5 })).toBe(80);
    expect(metPercent({ name: 'a', met: 0, of: 0 })).toBe(100);
    const dress = { met: '', text: '', quiet: '', line: '', surface: '', accent: '' };
    const { series } = radarOption([{ name: 'a', met: 1, of: 3 }], dress);
    expect(series[0]?.data[0]?.value).toEqual([33]);
  });
});

describe('a spark line', () => {
  const box = { width: 100, height: 20, gap: 2 };
  it('runs from the first to the last, low at the bottom', () => {
    const spark = sparkOf(
      [
        { at: 0, value: 1 },
        { at: 2, value: 3 },
      ],
      null,
      box,
    );
    expect(spark).toEqual({ lines: ['0,20 100,0'], last: { x: 100, y: 0 }, target: null });
  });
  it('breaks where hours are missing', () => {
    const spark = sparkOf(
      [
        { at: 0, value: 1 },
        { at: 1, value: 1 },
        { at: 10, value: 2 },
      ],
      null,
      box,
    );
    expect(spark.lines).toEqual(['0,20 10,20', '100,0']);
  });
  it('has room for its target', () => {
    expect(sparkOf([{ at: 0, value: 5 }], 10, box).target).toBe(0);
  });
  it('is nothing without values', () =>
    expect(sparkOf([], null, box)).toEqual({ lines: [], last: null, target: null }));
});
