import { describe, expect, it } from 'vitest';
import { parseEventTime } from '../../../domain/kst-time.ts';
import {
  type BucketStacks,
  bucketSum,
  bucketsBetween,
  foldedStacks,
  highestOfDays,
  OTHER_KEYS,
  stacksOfColumns,
  stacksOfSummary,
  sumsOf,
} from '../../../web/charts/bucket-stacks.ts';
import type { Columns } from '../../../web/columns/decode.ts';

/** Columns of rows `[time, key, kg]`. */
function columnsOf(rows: readonly (readonly [number, string, number])[]): Columns {
  const names = [...new Set(rows.map(([, key]) => key))];
  const numbers: Record<string, Float64Array> = {
    time: Float64Array.from(rows, ([time]) => time),
    kg: Float64Array.from(rows, ([, , kg]) => kg),
  };
  return {
    length: rows.length,
    numbers: (name) => numbers[name] ?? new Float64Array(),
    texts: () => ({ names, codes: Int32Array.from(rows, ([, key]) => names.indexOf(key)) }),
  };
}

const figures = ({ times, keys, kg }: BucketStacks) =>
  times.map((time, bucket) => [time, ...kg.slice(bucket * keys.length, (bucket + 1) * keys.length)]);

describe('stacks of a series', () => {
  it('have every key in every bucket, grades by worth, and no grade without kilograms', () => {
    const stacks = stacksOfColumns(
      columnsOf([
        [1, 'light', 300],
        [1, 'heavy', 100],
        [1, 'cast', 0],
        [2, 'light', 0],
        [2, 'heavy', 50],
        [2, 'cast', 0],
      ]),
      'grade',
    );
    expect(stacks.keys).toEqual(['heavy', 'light']);
    expect(figures(stacks)).toEqual([
      [1, 100, 300],
      [2, 50, 0],
    ]);
    expect([...sumsOf(stacks)]).toEqual([
      ['heavy', 150],
      ['light', 300],
    ]);
    expect(bucketSum(stacks, 0)).toBe(400);
  });

  it.each([
    ['direction', ['outbound', 'inbound'], ['inbound', 'outbound']],
    ['partner', ['작은', '', '큰'], ['큰', '', '작은']],
  ] as const)('order keys by %s', (kind, given, expected) => {
    const kg: Record<string, number> = { 작은: 1, '': 5, 큰: 9 };
    const rows = given.map((key) => [1, key, kg[key] ?? 1] as const);
    expect(stacksOfColumns(columnsOf(rows), kind).keys).toEqual(expected);
  });

  it('of a summary are those of its hours', () => {
    const hour = (at: string, grades: Record<string, number>) => ({ start: `2026-11-22T${at}:00:00+09:00`, grades });
    const stacks = stacksOfSummary([hour('09', { light: 2, heavy: 1 }), hour('10', { cast: 0 })], parseEventTime);
    expect(figures(stacks)).toEqual([
      [Date.UTC(2026, 10, 22, 0), 1, 2],
      [Date.UTC(2026, 10, 22, 1), 0, 0],
    ]);
  });

  it('can be cut to some buckets', () => {
    const stacks = { times: [1, 2, 3], keys: ['a', 'b'], kg: Float64Array.of(1, 2, 3, 4, 5, 6) };
    expect(figures(bucketsBetween(stacks, 1, 1))).toEqual([[2, 3, 4]]);
  });
});

describe('the mark of a day', () => {
  it('stands on its highest bucket, and on no other day', () => {
    const stacks = { times: [11, 12, 13, 21, 22, 31], keys: ['a'], kg: Float64Array.of(1, 5, 3, 0, 0, 9) };
    const dayOf = (time: number): string => String(Math.floor(time / 10));
    expect([...highestOfDays(stacks, dayOf, (time) => time < 30)]).toEqual([12, 21]);
  });
});

describe('folded stacks', () => {
  const keys = Array.from({ length: 12 }, (_, index) => `k${index}`);
  const stacks: BucketStacks = {
    times: [1, 2],
    keys,
    kg: Float64Array.from([...keys.map((_, index) => index + 1), ...keys.map((_, index) => 100 + index)]),
  };

  it('leave a few keys as they are', () => expect(foldedStacks(stacks, 'grade')).toBe(stacks));

  it('keep the eight largest places of partners, and every kilogram', () => {
    const folded = foldedStacks(stacks, 'partner');
    expect(folded.keys).toEqual(['k5', 'k6', 'k7', 'k8', 'k9', 'k10', 'k11', OTHER_KEYS]);
    for (const bucket of [0, 1]) expect(bucketSum(folded, bucket)).toBe(bucketSum(stacks, bucket));
  });

  it('draw no more points than a chart can, however many buckets there are', () => {
    const times = Array.from({ length: 366 }, (_, day) => day);
    const kg = Float64Array.from({ length: 366 * 12 }, (_, at) => at % 7);
    const folded = foldedStacks({ times, keys, kg }, 'grade');
    expect(folded.keys.length * times.length).toBeLessThanOrEqual(4_000);
    expect(kg.reduce((sum, one) => sum + one, 0)).toBe(folded.kg.reduce((sum, one) => sum + one, 0));
  });
});
