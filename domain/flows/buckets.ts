import { type BucketWidth, bucketStarts, KST_OFFSET_MS } from '../kst-time.ts';
import { DAY_MS, type EpochMs } from '../units.ts';

export const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday: three days after a Monday. */
const MONDAY_MS = 3 * DAY_MS;

/** The first instant of the KST week, Monday to Sunday (ISO 8601), that holds the instant. */
export function startOfKstWeek(at: EpochMs): EpochMs {
  return Math.floor((at + KST_OFFSET_MS + MONDAY_MS) / WEEK_MS) * WEEK_MS - MONDAY_MS - KST_OFFSET_MS;
}

/** Widths that flows are added up by; `all`: the whole span is one. */
export type FlowBucket = Extract<BucketWidth, '1h' | '1d' | '1mo'> | '1w' | 'all';

/** Starts of the buckets that touch `[from, to)`, in order; that of `all` is `from`. */
export function flowBucketStarts(from: EpochMs, to: EpochMs, every: FlowBucket): EpochMs[] {
  if (every === 'all') return [from];
  if (every !== '1w') return bucketStarts(from, to, every);
  const starts: EpochMs[] = [];
  for (let start = startOfKstWeek(from); start < to; start += WEEK_MS) starts.push(start);
  return starts;
}
