import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ledger } from '../../../collector/ledger/ledger.ts';
import { GRADES } from '../../../domain/grades.ts';
import { DAY_MS } from '../../../domain/units.ts';
import { SERIES_WIDTHS, type SeriesWidth } from '../../../domain/wire/http-api.ts';
import type { ColumnTable } from '../../../server/stores/series/column-table.ts';
import { jsonColumns } from '../../../server/stores/series/json-columns.ts';
import type { SeriesStore } from '../../../server/stores/series/series-store.ts';
import { bucketName, kilogramsOf } from './series/oracle.ts';
import { GENERATED, kst, ODD_PARTNER, SHIFTS, TOLD } from './series/world.ts';

/** Means of confidences are sums of floats in another order; anything else is equal to the last digit. */
const TOLERANCE_DIGITS = 9;
const ZONES = ['UTC', 'Asia/Seoul', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata'];

/** The columns of an answer; of the times only those that differ. */
type Answer = Record<string, readonly (string | number | null)[]>;

export interface OpenedWorld {
  readonly store: SeriesStore;
  /** what the collector wrote */
  readonly ledger: Ledger;
  readonly close: () => Promise<void>;
}

const sumOf = (values: Answer[string] = []): number => values.reduce<number>((sum, value) => sum + Number(value), 0);

/** What every source of history must answer about the world of `world.ts`. */
export function seriesContract(open: () => Promise<OpenedWorld>): void {
  let opened: OpenedWorld;
  beforeAll(async () => {
    opened = await open();
  }, 120_000);
  afterAll(() => opened?.close());

  const span = (from: string, to: string, every: SeriesWidth) => {
    return { yard: TOLD, from: kst(from), to: kst(to), every, shifts: SHIFTS, rowsAtMost: 1_000_000 };
  };
  const answer = async (table: Promise<ColumnTable>): Promise<Answer> => {
    const { time, ...columns } = jsonColumns(await table);
    return { time: [...new Set(time)], ...columns };
  };

  // the machine's own zone must not matter: the process is moved around the globe
  describe.each(ZONES)('on a machine in %s', (zone) => {
    const before = process.env.TZ;
    beforeAll(() => {
      process.env.TZ = zone;
    });
    afterAll(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });

    test('a leap day is a day, and a millisecond before midnight belongs to it', async () => {
      const days = span('2028-02-28T00:00:00', '2028-03-03T00:00:00', '1d');
      expect(await answer(opened.store.throughput({ ...days, by: 'direction' }))).toEqual({
        time: ['2028-02-28', '2028-02-29', '2028-03-01', '2028-03-02'].map((day) => `${day}T00:00:00.000+09:00`),
        key: ['inbound', 'outbound', 'inbound', 'outbound', 'inbound', 'outbound', 'inbound', 'outbound'],
        kg: [0, 5, 3_100, 500, 700, 0, 0, 0],
      });
    });

    test('months begin at midnight KST, over the end of a year and of a February with 29 days', async () => {
      const months = span('2027-12-01T00:00:00', '2028-04-01T00:00:00', '1mo');
      expect(await answer(opened.store.throughput({ ...months, by: 'direction' }))).toEqual({
        time: ['2027-12', '2028-01', '2028-02', '2028-03'].map((month) => `${month}-01T00:00:00.000+09:00`),
        key: ['inbound', 'outbound', 'inbound', 'outbound', 'inbound', 'outbound', 'inbound', 'outbound'],
        kg: [100, 0, 200, 0, 3_100, 505, 700, 0],
      });
    });

    test('shifts begin at half hours, and the night shift keeps its trucks after midnight', async () => {
      const shifts = span('2028-02-28T21:30:00', '2028-03-01T00:00:00.001', 'shift');
      expect(await answer(opened.store.throughput({ ...shifts, by: 'direction' }))).toEqual({
        time: ['2028-02-28T21:30', '2028-02-29T05:30', '2028-02-29T13:30', '2028-02-29T21:30'].map(
          (start) => `${start}:00.000+09:00`,
        ),
        key: ['inbound', 'outbound', 'inbound', 'outbound', 'inbound', 'outbound', 'inbound', 'outbound'],
        kg: [1_700, 5, 0, 500, 800, 0, 1_300, 0],
      });
    });
  });

  test('only what lies in the span counts, to the millisecond, also in the buckets at its ends', async () => {
    const days = span('2028-02-29T05:30:00', '2028-02-29T23:59:59.999', '1d');
    expect((await answer(opened.store.throughput({ ...days, by: 'direction' }))).kg).toEqual([800, 500]);
    const hours = span('2028-02-29T05:29:59.999', '2028-02-29T05:30:00', '1h');
    expect((await answer(opened.store.throughput({ ...hours, by: 'direction' }))).kg).toEqual([400, 0]);
  });

  test('grades stand in their order, those that occur, in every bucket', async () => {
    const days = span('2028-02-28T00:00:00', '2028-03-01T00:00:00', '1d');
    expect(await answer(opened.store.throughput({ ...days, by: 'grade' }))).toMatchObject({
      key: ['heavy', 'light', 'cast', 'turnings', 'heavy', 'light', 'cast', 'turnings'],
      kg: [0, 0, 5, 0, 2_100, 900, 0, 600],
    });
  });

  test('partners stand by name whatever the name is; a cancelled visit leaves none', async () => {
    const day = span('2028-02-29T00:00:00', '2028-03-01T00:00:00', '1d');
    expect(await answer(opened.store.throughput({ ...day, by: 'partner' }))).toMatchObject({
      key: ['', ODD_PARTNER, '가람', '나래'],
      kg: [400, 600, 1_800, 800],
    });
  });

  test('a span without visits lists all grades and no partners', async () => {
    const none = span('2020-01-01T00:00:00', '2020-01-03T00:00:00', '1d');
    expect(await answer(opened.store.throughput({ ...none, by: 'grade' }))).toMatchObject({
      key: [...GRADES, ...GRADES],
      kg: Array(20).fill(0),
    });
    expect((await opened.store.throughput({ ...none, by: 'partner' })).length).toBe(0);
    expect((await answer(opened.store.mix(none))).grade).toEqual([...GRADES, ...GRADES]);
    expect((await opened.store.flows(none)).length).toBe(0);
    expect((await opened.store.inspections(none)).length).toBe(0);
    expect((await opened.store.indicators(none)).length).toBe(0);
  });

  test('the mix has both directions of every grade', async () => {
    expect(await answer(opened.store.mix(span('2028-02-28T00:00:00', '2028-03-01T00:00:00', '1d')))).toMatchObject({
      grade: ['heavy', 'light', 'cast', 'turnings', 'heavy', 'light', 'cast', 'turnings'],
      inboundKg: [0, 0, 0, 0, 1_600, 900, 0, 600],
      outboundKg: [0, 0, 5, 0, 500, 0, 0, 0],
    });
  });

  test('flows have every combination that occurs, by partner, direction and grade', async () => {
    const flows = await answer(opened.store.flows(span('2028-02-28T12:00:00', '2028-03-01T00:00:00', '1mo')));
    expect(flows).toEqual({
      time: ['2028-02-01T00:00:00.000+09:00'],
      partner: ['', '100 %', ODD_PARTNER, '가람', '가람', '나래', '나래'].sort(),
      direction: ['inbound', 'inbound', 'outbound', 'inbound', 'outbound', 'inbound', 'inbound'],
      grade: ['light', 'turnings', 'cast', 'heavy', 'heavy', 'heavy', 'light'],
      kg: [400, 600, 5, 1_300, 500, 300, 500],
    });
  });

  test('a photo counts once, as its last judgement says; one that failed, waits or was refused does not', async () => {
    const hours = span('2028-02-29T10:00:00', '2028-02-29T12:00:00', '1h');
    const { confidence, ...rest } = await answer(opened.store.inspections(hours));
    expect(rest).toMatchObject({
      camera: ['bay1/frame-1', 'bay2/frame-1', 'bay1/frame-1', 'bay2/frame-1'],
      photos: [3, 0, 0, 1],
      outOfDomain: [1, 0, 0, 0],
    });
    expect(confidence?.[0]).toBeCloseTo((0.9 + 0.5 + 0.6) / 3, TOLERANCE_DIGITS);
    expect(confidence?.slice(1)).toEqual([null, null, 0.7]);
  });

  test('a device is known from its first word on and holds its state until the next', async () => {
    const days = span('2028-02-28T00:00:00', '2028-03-03T00:00:00', '1d');
    const now = kst('2028-03-01T12:00:00');
    expect(await answer(opened.store.availability({ ...days, now }))).toMatchObject({
      device: Array(4).fill(['gate/cam-a', 'gate/cam-b']).flat(),
      online: [1, null, 0.5, 1, 1, 0.5, null, null],
    });
  });

  test('the last word of a bucket is the indicator; a target of nought is a target', async () => {
    const days = span('2028-02-29T00:00:00', '2028-03-02T00:00:00', '1d');
    expect(await answer(opened.store.indicators(days))).toMatchObject({
      indicator: ['uptime', '회수율', 'uptime', '회수율'],
      value: [null, 0.7, 0.99, null],
      target: [null, 0, null, null],
    });
    const hours = span('2028-02-29T00:00:00', '2028-02-29T02:00:00', '1h');
    expect(await answer(opened.store.indicators(hours))).toMatchObject({ value: [0.5, 0.7], target: [0.9, 0] });
  });

  test('won beyond 32 bits are exact, and a project is not another', async () => {
    const { yard: _, ...days } = span('2028-02-29T00:00:00', '2028-03-02T00:00:00', '1d');
    expect(await answer(opened.store.budget({ ...days, project: 'p 1' }))).toMatchObject({
      funder: ['국비', '부산시', '국비', '부산시'],
      line: ['인건비', '장비', '인건비', '장비'],
      stage: ['교부', '집행', '교부', '집행'],
      amountKrw: [0, 1_000_000_000_000, 7, 0],
    });
    expect((await opened.store.budget({ ...days, project: `p'3` })).length).toBe(0);
  });

  test('more rows than allowed are refused, and so are the shifts of a yard without any', async () => {
    const days = span('2028-02-28T00:00:00', '2028-03-01T00:00:00', '1d');
    const refused = { code: 'BAD_REQUEST', params: { field: 'every' } };
    await expect(opened.store.throughput({ ...days, by: 'grade', rowsAtMost: 7 })).rejects.toMatchObject(refused);
    await expect(opened.store.availability({ ...days, now: 0, rowsAtMost: 3 })).rejects.toMatchObject(refused);
    await expect(opened.store.mix({ ...days, every: 'shift', shifts: [] })).rejects.toMatchObject(refused);
    expect((await opened.store.throughput({ ...days, by: 'grade', rowsAtMost: 8 })).length).toBe(8);
  });

  test.each(SERIES_WIDTHS)('generated days have every kilogram of the visits in its bucket of %s', async (every) => {
    const from = kst('2028-02-24T22:10:00');
    const request = { ...span('2028-02-24T22:10:00', '2028-03-06T03:20:00', every), yard: GENERATED };
    const visits = kilogramsOf(opened.ledger, GENERATED).filter(({ at }) => at >= from && at < request.to);
    expect(visits.length).toBeGreaterThan(40);
    const starts = ['05:30', '13:30', '21:30'];
    const expected = new Map<string, number>();
    for (const { at, partner, direction, grade, kg } of visits) {
      const cell = JSON.stringify([bucketName(at, every, starts), partner, direction, grade]);
      expected.set(cell, (expected.get(cell) ?? 0) + kg);
    }
    const flows = await answer(opened.store.flows(request));
    const { partner = [], direction = [], grade = [], kg = [], time = [] } = flows;
    const found = new Map<string, number>();
    for (const [row, kilograms] of kg.entries()) {
      const at = Date.parse(String(time[Math.floor((row * time.length) / kg.length)]));
      const cell = JSON.stringify([bucketName(at, every, starts), partner[row], direction[row], grade[row]]);
      if (kilograms !== 0) found.set(cell, Number(kilograms));
    }
    expect(found).toEqual(expected);
    const names = time.map((start) => bucketName(Date.parse(String(start)), every, starts));
    expect(new Set(names).size).toBe(names.length);
    const total = visits.reduce((sum, visit) => sum + visit.kg, 0);
    for (const by of ['grade', 'direction', 'partner'] as const) {
      const { kg: sums } = await answer(opened.store.throughput({ ...request, by }));
      expect(sumOf(sums)).toBe(total);
    }
  });

  test('a year by hour is as exact as a day', async () => {
    const year = { ...span('2028-01-01T00:00:00', '2029-01-01T00:00:00', '1h'), yard: GENERATED };
    const table = await opened.store.throughput({ ...year, by: 'direction' });
    expect(table.length).toBe(366 * 24 * 2);
    const { kg } = await answer(Promise.resolve(table));
    const visits = kilogramsOf(opened.ledger, GENERATED);
    expect(sumOf(kg)).toBe(visits.reduce((sum, visit) => sum + visit.kg, 0));
    expect(year.to - year.from).toBe(366 * DAY_MS);
  });
}
