import { bucketStart, formatKst, KST_OFFSET_MS, nextBucketStart } from '../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS } from '../../domain/units.ts';
import type { TimeWindow } from './time-bars.ts';

/** What a tick of a time axis begins. */
export type TickKind = 'hour' | 'day' | 'month' | 'year';

export interface Tick {
  readonly at: number;
  readonly kind: TickKind;
}

const STEPS_MS = [1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS);
const STEPS_DAYS = [1, 2, 5, 10];
const STEPS_MONTHS = [1, 3, 6, 12];

/** Ticks on KST boundaries, at most `most` of them: hours, days, months or years, whichever are not too many. */
export function timeTicks(window: TimeWindow, most: number): Tick[] {
  const span = window.to - window.from;
  const hours = STEPS_MS.find((step) => span / step <= most);
  if (hours !== undefined) return hourTicks(window, hours);
  const days = STEPS_DAYS.find((step) => span / (step * DAY_MS) <= most);
  if (days !== undefined) return monthsOf(window).flatMap((month) => dayTicks(month, days, window));
  const months = STEPS_MONTHS.find((step) => span / (step * 30 * DAY_MS) <= most) ?? 12;
  return monthsOf(window)
    .filter((at) => at >= window.from && (monthOf(at) - 1) % months === 0)
    .map((at) => ({ at, kind: monthOf(at) === 1 ? 'year' : 'month' }));
}

function hourTicks({ from, to }: TimeWindow, step: number): Tick[] {
  const ticks: Tick[] = [];
  const first = Math.ceil((from + KST_OFFSET_MS) / step) * step - KST_OFFSET_MS;
  for (let at = first; at < to; at += step)
    ticks.push({ at, kind: (at + KST_OFFSET_MS) % DAY_MS === 0 ? 'day' : 'hour' });
  return ticks;
}

/** The 1st of a month and every so many days after it; the last days leave room for the next 1st. */
function dayTicks(month: number, step: number, { from, to }: TimeWindow): Tick[] {
  const end = nextBucketStart(month, '1mo');
  const ticks: Tick[] = [];
  for (let at = month; at < end - (step - 1) * DAY_MS * 0.8; at += step * DAY_MS) {
    if (at >= from && at < to) ticks.push({ at, kind: at === month ? 'month' : 'day' });
  }
  return ticks;
}

function monthsOf({ from, to }: TimeWindow): number[] {
  const starts: number[] = [];
  for (let at = bucketStart(from, '1mo'); at < to; at = nextBucketStart(at, '1mo')) starts.push(at);
  return starts;
}

const monthOf = (at: number): number => Number(formatKst(at).slice(5, 7));
