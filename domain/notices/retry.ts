import { DAY_MS, type EpochMs, HOUR_MS, SECOND_MS } from '../units.ts';

/** After this long without success nobody waits for a delivery any more. */
export const GIVE_UP_AFTER_MS = 3 * DAY_MS;
const FIRST_PAUSE_MS = 30 * SECOND_MS;
const LONGEST_PAUSE_MS = 3 * HOUR_MS;

/**
 * When to try again after the `failures`-th failure in a row: 30 s, doubled each time, at most 3 h; `null`: given up.
 * The last try falls on the end of the three days, so that none is given up early.
 */
export function nextTryAt(since: EpochMs, failures: number, now: EpochMs): EpochMs | null {
  const end = since + GIVE_UP_AFTER_MS;
  if (now >= end) return null;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  return Math.min(now + pause, end);
}
