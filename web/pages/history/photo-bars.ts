import { WEEK_MS } from '../../../domain/flows/buckets.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { Answered } from './create-photos.ts';
import type { Bars } from './fold-flows.ts';
import { type Grain, startOf, startsIn, type Window } from './grain.ts';

/** Part of a window's length that is loaded on either side of it, so that a small pan loads nothing. */
const MARGIN = 0.1;

/** The stretch of photos to load for a window: what is there while it covers it, else the window and a margin. */
export function loadedWindow(shown: Window, loaded: Window | null, now: number): Window {
  const end = startOf(now, '1d') + DAY_MS;
  const visibleTo = Math.min(shown.to, Math.max(end, shown.from));
  if (loaded !== null && loaded.from <= shown.from && loaded.to >= visibleTo) return loaded;
  const margin = (shown.to - shown.from) * MARGIN;
  const from = startOf(shown.from - margin, '1d');
  const to = Math.min(startOf(shown.to + margin, '1d') + DAY_MS, end);
  return { from, to: Math.max(to, from + DAY_MS) };
}

/** Starts of the buckets that photos of a window are counted into. */
export function photoBuckets(window: Window, grain: Grain): Float64Array {
  return Float64Array.from(startsIn(window, grain));
}

/** The counts of an answer as bars; grades without a photo are left out. */
export function photoBars(
  { question, answer, names }: Answered,
  grain: Grain,
  order: (keys: readonly string[]) => readonly string[],
): Bars {
  const all = Math.max(1, names.grade.length);
  const starts = [...question.buckets];
  const stride = answer.counts.length / Math.max(1, starts.length) || all;
  const keys = order(names.grade.filter((_, code) => (answer.grades[code] ?? 0) > 0));
  const codes = keys.map((key) => names.grade.indexOf(key));
  const values = new Float64Array(starts.length * keys.length);
  for (let bucket = 0; bucket < starts.length; bucket += 1) {
    for (const [place, code] of codes.entries()) {
      values[bucket * keys.length + place] = answer.counts[bucket * stride + code] ?? 0;
    }
  }
  return { grain, starts, keys, values };
}

/** The grain of the buckets that a question was counted into. */
export function grainOf(buckets: Float64Array, asked: Grain): Grain {
  const step = (buckets[1] ?? 0) - (buckets[0] ?? 0);
  if (buckets.length < 2) return asked;
  if (step === HOUR_MS) return '1h';
  if (step === DAY_MS) return '1d';
  return step === WEEK_MS ? '1w' : '1mo';
}

/** Names of a column by how often they occur, the most frequent first; what does not occur comes last. */
export function byCount(names: readonly string[], counts: Uint32Array): string[] {
  return names
    .map((name, code) => ({ name, count: counts[code] ?? 0 }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}
