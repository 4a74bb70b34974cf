import { startOfKstWeek, WEEK_MS } from '../../../domain/flows/buckets.ts';
import { bucketStart, nextBucketStart } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../../domain/units.ts';

/** Widths of what is drawn, the finest first; weeks begin on Monday, all on KST boundaries. */
export const GRAINS = ['1h', '1d', '1w', '1mo'] as const;
export type Grain = (typeof GRAINS)[number];

/** A stretch of time; the end is not included. */
export interface Window {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Bars and parts of bars that a chart draws at most. */
export const POINTS_AT_MOST = 4_000;
/** Narrower bars are a grey wall. */
const PIXELS_AT_LEAST = 2;
/** A month is never longer. */
const LENGTHS: Readonly<Record<Grain, number>> = { '1h': HOUR_MS, '1d': DAY_MS, '1w': WEEK_MS, '1mo': 31 * DAY_MS };

/** Hours are asked for over a year and what a screen shows around it, days over anything longer. */
const HOURS_AT_MOST_MS = 400 * DAY_MS;

/** The finest grain of which a window has no more points than fit the screen: its pixels, and what is drawn at once. */
export function drawnGrain({ from, to }: Window, pixels: number, keys: number): Grain {
  const fits = (grain: Grain): boolean => {
    const buckets = (to - from) / LENGTHS[grain];
    return (buckets + 2) * Math.max(1, keys) <= POINTS_AT_MOST && buckets * PIXELS_AT_LEAST <= pixels;
  };
  return GRAINS.find(fits) ?? '1mo';
}

/** The grain that is asked of the server for a window: fine enough for whatever is drawn of it. */
export function askedGrain({ from, to }: Window): '1h' | '1d' {
  return to - from <= HOURS_AT_MOST_MS ? '1h' : '1d';
}

/** The first instant of the bucket that holds an instant. */
export function startOf(at: EpochMs, grain: Grain): EpochMs {
  return grain === '1w' ? startOfKstWeek(at) : bucketStart(at, grain);
}

/** The first instant of the bucket after the one that starts at `start`. */
export function nextStart(start: EpochMs, grain: Grain): EpochMs {
  return grain === '1w' ? start + WEEK_MS : nextBucketStart(start, grain);
}

/** Starts of all buckets that touch a window, in order. */
export function startsIn({ from, to }: Window, grain: Grain): EpochMs[] {
  const starts: EpochMs[] = [];
  for (let start = startOf(from, grain); start < to; start = nextStart(start, grain)) starts.push(start);
  return starts;
}
