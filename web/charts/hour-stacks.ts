import { GRADE_BUCKETS } from '../../domain/grades.ts';
import { formatKst, parseEventTime } from '../../domain/kst-time.ts';
import type { KilogramsByGrade } from '../../domain/wire/http-api.ts';

/** Kilograms of one hour of a KST day, best grade first; grades without kilograms are absent. */
export interface HourStack {
  readonly hour: number;
  readonly parts: readonly { readonly bucket: string; readonly kg: number }[];
  readonly total: number;
}

/** A yard's usual hours; a chart shows at least these, so that it does not change its width during the day. */
const USUAL = { first: 6, last: 18 };

/** Buckets in the order of worth; a bucket this version does not know comes last. */
export function inOrderOfWorth(buckets: Iterable<string>): string[] {
  const rank = (bucket: string): number => {
    const at = (GRADE_BUCKETS as readonly string[]).indexOf(bucket);
    return at === -1 ? GRADE_BUCKETS.length : at;
  };
  return [...buckets].sort((a, b) => rank(a) - rank(b));
}

function stack(hour: number, grades: KilogramsByGrade): HourStack {
  const parts = inOrderOfWorth(Object.keys(grades))
    .map((bucket) => ({ bucket, kg: grades[bucket] ?? 0 }))
    .filter(({ kg }) => kg > 0);
  return { hour, parts, total: parts.reduce((sum, { kg }) => sum + kg, 0) };
}

function hourOf(time: string): number | null {
  const at = parseEventTime(time);
  return at === null ? null : Number(formatKst(at).slice(11, 13));
}

/** The hours of a summary as stacks; rows whose time does not parse are left out. */
export function stacksOfHours(hours: readonly { start: string; grades: KilogramsByGrade }[]): HourStack[] {
  return hours.flatMap(({ start, grades }) => {
    const hour = hourOf(start);
    return hour === null ? [] : [stack(hour, grades)];
  });
}

/** The usual hours and every other hour that has kilograms or is now, without a hole between them. */
export function shownHours(stacks: readonly HourStack[], currentHour: number | null = null): HourStack[] {
  const busy = stacks.filter(({ total }) => total > 0).map(({ hour }) => hour);
  const hours = currentHour === null ? busy : [...busy, currentHour];
  const first = Math.min(USUAL.first, ...hours);
  const last = Math.max(USUAL.last, ...hours);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index;
    return stacks.find((candidate) => candidate.hour === hour) ?? { hour, parts: [], total: 0 };
  });
}

/** The end of an axis: a round number of kilograms at or above the highest bar, at least 10 t. */
export function axisEnd(highestKg: number): number {
  const wanted = Math.max(10_000, highestKg);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= wanted) ?? 10;
  return step * power;
}
