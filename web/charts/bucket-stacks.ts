import type { Columns } from '../columns/decode.ts';
import { inOrderOfWorth } from './hour-stacks.ts';

/** Kilograms by bucket of time and by key, as one table of figures. */
export interface BucketStacks {
  /** starts of the buckets, milliseconds, in order */
  readonly times: readonly number[];
  readonly keys: readonly string[];
  /** bucket by bucket, every key in each */
  readonly kg: Float64Array;
}

export type KeyKind = 'grade' | 'direction' | 'partner';

/** Key that stands for all those a chart has no room for. */
export const OTHER_KEYS = 'others';

/** Bars and parts of bars that a chart draws without a pause. */
export const POINTS_AT_MOST = 4_000;
/** Colours that eyes still tell apart. */
const PARTNERS_AT_MOST = 8;

const DIRECTIONS = ['inbound', 'outbound', 'unknown'];

/** The columns `time`, `key`, `kg` of a series as stacks; keys without a kilogram are left out. */
export function stacksOfColumns(columns: Columns, kind: KeyKind): BucketStacks {
  const time = columns.numbers('time');
  const kg = columns.numbers('kg');
  const { names, codes } = columns.texts('key');
  const times = [...new Set(time)].sort((a, b) => a - b);
  const bucketAt = new Map(times.map((start, index) => [start, index]));
  const all = new Float64Array(times.length * names.length);
  for (let row = 0; row < columns.length; row += 1) {
    const place = (bucketAt.get(time[row] ?? 0) ?? 0) * names.length + (codes[row] ?? 0);
    all[place] = (all[place] ?? 0) + (kg[row] ?? 0);
  }
  const whole = { times, keys: names, kg: all };
  const sums = sumsOf(whole);
  const present = names.filter((name) => (sums.get(name) ?? 0) !== 0);
  return chosen(whole, inOrder(present, sums, kind));
}

/** The hours of a summary as stacks of grades. */
export function stacksOfSummary(
  hours: readonly { readonly start: string; readonly grades: Readonly<Record<string, number>> }[],
  parse: (time: string) => number | null,
): BucketStacks {
  const buckets = hours.flatMap(({ start, grades }) => {
    const at = parse(start);
    return at === null ? [] : [{ at, grades }];
  });
  const keys = inOrderOfWorth(
    new Set(buckets.flatMap(({ grades }) => Object.keys(grades).filter((key) => (grades[key] ?? 0) !== 0))),
  );
  const kg = Float64Array.from(buckets.flatMap(({ grades }) => keys.map((key) => grades[key] ?? 0)));
  return { times: buckets.map(({ at }) => at), keys, kg };
}

/** Kilograms of each key over all buckets. */
export function sumsOf({ times, keys, kg }: BucketStacks): Map<string, number> {
  return new Map(
    keys.map((key, place) => [key, times.reduce((sum, _, bucket) => sum + (kg[bucket * keys.length + place] ?? 0), 0)]),
  );
}

/** Kilograms of a bucket over all keys. */
export function bucketSum({ keys, kg }: BucketStacks, bucket: number): number {
  return kg.subarray(bucket * keys.length, (bucket + 1) * keys.length).reduce((sum, value) => sum + value, 0);
}

/**
 * One bucket to mark for each of the days asked for: its highest, so that an hourly chart is not full of marks. A day
 * without buckets has none.
 */
export function highestOfDays(
  stacks: BucketStacks,
  dayOf: (time: number) => string,
  isAskedFor: (time: number) => boolean,
): Set<number> {
  const highest = new Map<string, { time: number; sum: number }>();
  for (const [bucket, time] of stacks.times.entries()) {
    if (!isAskedFor(time)) continue;
    const sum = bucketSum(stacks, bucket);
    const known = highest.get(dayOf(time));
    if (known === undefined || sum > known.sum) highest.set(dayOf(time), { time, sum });
  }
  return new Set(Array.from(highest.values(), ({ time }) => time));
}

/** Keeps the largest keys that a chart has room for and folds the rest into `others`, so that no kilogram is missing. */
export function foldedStacks(stacks: BucketStacks, kind: KeyKind, pointsAtMost = POINTS_AT_MOST): BucketStacks {
  const room = Math.max(2, Math.floor(pointsAtMost / Math.max(1, stacks.times.length)));
  const most = kind === 'partner' ? Math.min(room, PARTNERS_AT_MOST) : room;
  if (stacks.keys.length <= most) return stacks;
  const sums = sumsOf(stacks);
  const largest = new Set([...stacks.keys].sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0)).slice(0, most - 1));
  const kept = chosen(
    stacks,
    stacks.keys.filter((key) => largest.has(key)),
  );
  const keys = [...kept.keys, OTHER_KEYS];
  const kg = new Float64Array(stacks.times.length * keys.length);
  for (let bucket = 0; bucket < stacks.times.length; bucket += 1) {
    kg.set(kept.kg.subarray(bucket * kept.keys.length, (bucket + 1) * kept.keys.length), bucket * keys.length);
    kg[(bucket + 1) * keys.length - 1] = bucketSum(stacks, bucket) - bucketSum(kept, bucket);
  }
  return { times: stacks.times, keys, kg };
}

/** The buckets `[first, last]`, both included. */
export function bucketsBetween(stacks: BucketStacks, first: number, last: number): BucketStacks {
  const width = stacks.keys.length;
  return {
    times: stacks.times.slice(first, last + 1),
    keys: stacks.keys,
    kg: stacks.kg.slice(first * width, (last + 1) * width),
  };
}

function chosen({ times, keys, kg }: BucketStacks, wanted: readonly string[]): BucketStacks {
  const places = wanted.map((key) => keys.indexOf(key));
  const chosenKg = new Float64Array(times.length * wanted.length);
  for (let bucket = 0; bucket < times.length; bucket += 1) {
    for (const [index, place] of places.entries()) {
      chosenKg[bucket * wanted.length + index] = kg[bucket * keys.length + place] ?? 0;
    }
  }
  return { times, keys: wanted, kg: chosenKg };
}

function inOrder(keys: readonly string[], sums: ReadonlyMap<string, number>, kind: KeyKind): string[] {
  if (kind === 'grade') return inOrderOfWorth(keys);
  if (kind === 'direction') return [...keys].sort((a, b) => DIRECTIONS.indexOf(a) - DIRECTIONS.indexOf(b));
  return [...keys].sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0) || (a < b ? -1 : 1));
}
