import { describe, expect, it } from 'vitest';
import { parseEventTime } from '../../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import { areaOption, bandAt, pointsOf } from '../../../web/charts/area-option.ts';
import { POINTS_AT_MOST } from '../../../web/charts/bucket-stacks.ts';
import { grainOf, type Span } from '../../../web/desk/procurement/spans.ts';
import { fittingRows, flowSums, splitByTime, totalOf } from '../../../web/pages/flows/cube.ts';
import { areaOf, graphOf, OTHER_NAMES, sumsOf } from '../../../web/pages/flows/flow-figures.ts';
import { type FlowView, readView } from '../../../web/pages/flows/flow-view.ts';
import { type CubeRow, cubeOfRows } from './flow-cube.ts';

const ROWS: CubeRow[] = [
  ['2026-11-20T00:00', 'pohang', 'inbound', '한일', 'heavy', 30_000],
  ['2026-11-20T00:00', 'pohang', 'inbound', '동성', 'light', 12_000],
  ['2026-11-20T00:00', 'pohang', 'outbound', '제철소', 'heavy', 25_000],
  ['2026-11-21T00:00', 'dangjin', 'inbound', '한일', 'heavy', 8_000],
  ['2026-11-21T00:00', 'dangjin', 'inbound', '', 'light', 1_000],
  ['2026-11-21T00:00', 'dangjin', 'outbound', '다른 제철소', 'light', 4_000],
  ['2026-11-21T00:00', 'dangjin', 'unknown', '한일', 'heavy', 99_000],
];
const cube = cubeOfRows(ROWS);
const usual = readView({}, '2026-11-21');
const narrow = (change: Partial<FlowView>): FlowView => ({ ...usual, ...change });
const at = (time: string): number => parseEventTime(`${time}:00+09:00`) ?? 0;
const SPAN: Span = { from: at('2026-11-20T00:00'), to: at('2026-11-22T00:00') };

describe('a cube', () => {
  it('leaves out what has no direction yet', () => expect([...fittingRows(cube, usual)]).toEqual([0, 1, 2, 3, 4, 5]));

  it.each<[Partial<FlowView>, number[]]>([
    [{ suppliers: ['한일'] }, [0, 3]],
    [{ suppliers: ['한일'], works: ['제철소'] }, [0, 2, 3]],
    [{ works: ['제철소'] }, [2]],
    [{ yards: ['dangjin'] }, [3, 4, 5]],
    [{ grades: ['light'], yards: ['pohang'] }, [1]],
    [{ suppliers: [''] }, [4]],
    [{ suppliers: ['없는 곳'] }, []],
  ])('narrowed to %j keeps the rows %j', (change, rows) =>
    expect([...fittingRows(cube, narrow(change))]).toEqual(rows),
  );

  it('adds up over time, to the kilogram', () => {
    const sums = flowSums(cube, fittingRows(cube, usual));
    expect(totalOf(sums, 'inbound')).toBe(51_000);
    expect(totalOf(sums, 'outbound')).toBe(29_000);
    const twice = cubeOfRows([...ROWS, ['2026-11-22T00:00', 'pohang', 'inbound', '한일', 'heavy', 5]]);
    expect(flowSums(twice, fittingRows(twice, usual))[0]).toEqual({
      ...{ yard: 'pohang', direction: 'inbound', partner: '한일', grade: 'heavy', kg: 30_005 },
    });
  });

  it('is split by time, the largest name first, a row of a time in between counting for the bucket before it', () => {
    const shifted = cubeOfRows([...ROWS, ['2026-11-21T09:00', 'pohang', 'inbound', '동성', 'light', 500]]);
    const starts = [SPAN.from, SPAN.from + DAY_MS];
    const { keys, kg } = splitByTime(shifted, fittingRows(shifted, usual), starts, {
      split: 'supplier',
      direction: 'inbound',
    });
    expect(keys).toEqual(['한일', '동성', '']);
    expect([...(kg.get('동성') ?? [])]).toEqual([12_000, 500]);
    expect([...(kg.get('한일') ?? [])]).toEqual([30_000, 8_000]);
  });

  it('narrowed to a supplier ends at the yards', () => {
    const view = narrow({ suppliers: ['한일'] });
    expect(graphOf(sumsOf(cube, view), view).nodes.map(({ key }) => key)).toEqual([
      ...['supplier:한일', 'grade:heavy', 'yard-in:pohang', 'yard-in:dangjin'],
    ]);
  });
});

const NAMES = {
  nameOf: (key: string) => key,
  colourOf: () => () => '#000',
  compared: (isEvened: boolean) => (isEvened ? 'mean' : 'other'),
};
const DRESS = {
  axisName: () => 'x',
  bucketName: () => 'bucket',
  kilograms: String,
  total: 'total',
  text: '#000',
  quiet: '#000',
  line: '#000',
  surface: '#fff',
};

describe('an area', () => {
  const grid = { span: SPAN, other: SPAN, every: '1d' as const, now: SPAN.to };

  it('has a band per name and a line for what it is compared with', () => {
    const area = areaOf([cube, cube], narrow({ split: 'supplier' }), grid, NAMES);
    expect(area.bands.map(({ key, kg }) => [key, ...kg])).toEqual([
      ['한일', 30_000, 8_000],
      ['동성', 12_000, 0],
      ['', 0, 1_000],
    ]);
    expect([...(area.compared?.kg ?? [])]).toEqual([42_000, 9_000]);
  });

  it('lists grades by worth, and works by what went out', () => {
    expect(areaOf([cube, null], usual, grid, NAMES).bands.map(({ key }) => key)).toEqual(['heavy', 'light']);
    expect(areaOf([cube, null], narrow({ split: 'works' }), grid, NAMES).bands.map(({ key }) => key)).toEqual([
      ...['제철소', '다른 제철소'],
    ]);
  });

  it('folds what there is no room for, and no kilogram is missing', () => {
    const many = cubeOfRows(
      Array.from(
        { length: 20 },
        (_, index): CubeRow => ['2026-11-20T00:00', 'pohang', 'inbound', `s${index}`, 'heavy', 100 + index],
      ),
    );
    const area = areaOf([many, null], narrow({ split: 'supplier' }), grid, NAMES);
    expect(area.bands.map(({ key }) => key)).toHaveLength(13);
    expect(area.bands.at(-1)?.key).toBe(OTHER_NAMES);
    expect(area.bands.reduce((sum, { kg }) => sum + (kg[0] ?? 0), 0)).toBe(20 * 100 + 190);
  });

  it('evens the days of what it is compared with over a week, since their weekdays differ', () => {
    const days = Array.from(
      { length: 14 },
      (_, index): CubeRow => [
        ...([
          `2026-11-${String(index + 1).padStart(2, '0')}T00:00`,
          'pohang',
          'inbound',
          'a',
          'heavy',
          index % 7 === 0 ? 0 : 7_000,
        ] as const),
      ],
    );
    const span = { from: at('2026-11-01T00:00'), to: at('2026-11-15T00:00') };
    const area = areaOf(
      [cubeOfRows(days), cubeOfRows(days)],
      usual,
      { span, other: span, every: '1d', now: span.to },
      NAMES,
    );
    expect(area.compared?.name).toBe('mean');
    expect([...(area.compared?.kg.slice(3, 11) ?? [])]).toEqual(Array.from({ length: 8 }, () => 6_000));
  });

  it('tells which band lies at a height', () => {
    const area = areaOf([cube, null], narrow({ split: 'supplier' }), grid, NAMES);
    expect(bandAt(area, 0, 10)?.key).toBe('한일');
    expect(bandAt(area, 0, 41)?.key).toBe('동성');
    expect(bandAt(area, 0, 43)).toBeNull();
    expect(bandAt(area, 0, -1)).toBeNull();
  });

  it('is compared with nothing where nothing flowed', () => {
    const none = cubeOfRows([]);
    expect(areaOf([cube, none], usual, grid, NAMES).compared).toBeNull();
  });

  it('draws a bucket that has begun and is still empty as a gap, but an empty one before it as nothing', () => {
    const span = { from: SPAN.from - DAY_MS, to: SPAN.to + DAY_MS };
    const area = areaOf([cube, null], usual, { span, other: span, every: '1d', now: span.to - HOUR_MS }, NAMES);
    expect(areaOption(area, DRESS).series[0]?.data).toEqual([0, 30, 8, '-']);
  });

  it('draws what has not begun as a gap', () => {
    const { series } = areaOption(areaOf([cube, null], usual, { ...grid, now: SPAN.from + HOUR_MS }, NAMES), DRESS);
    expect(series[0]?.data).toEqual([30, '-']);
  });

  it.each([0.5, 1, 2, 3, 45, 95, 96, 366, 400, 401, 1_096, 3_653])(
    'stays below 4,000 points for %d days of many names',
    (days) => {
      const span = { from: SPAN.from, to: SPAN.from + days * DAY_MS };
      const many = cubeOfRows(
        Array.from(
          { length: 40 },
          (_, index): CubeRow => ['2026-11-20T00:00', 'pohang', 'inbound', `s${index}`, 'heavy', 1],
        ),
      );
      const area = areaOf(
        [many, many],
        narrow({ split: 'supplier' }),
        { span, other: span, every: grainOf(span), now: span.to },
        NAMES,
      );
      expect(pointsOf(area)).toBeLessThan(POINTS_AT_MOST);
      expect(areaOption(area, DRESS).series).toHaveLength(14);
    },
  );

  it('refuses more points than a chart draws without a pause', () => {
    const starts = Array.from({ length: POINTS_AT_MOST + 1 }, (_, index) => index);
    const band = { key: 'a', name: 'a', colour: '#000', kg: new Float64Array(starts.length) };
    expect(() => areaOption({ starts, bands: [band], compared: null, now: 0 }, DRESS)).toThrow(RangeError);
  });
});
