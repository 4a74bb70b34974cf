import type { OpeningHours } from './opening-hours.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from './units.ts';

/** How far back a device's habit is learned from. */
export const HABIT_DAYS = 14;

/** No device is called silent sooner than this. */
const SHORTEST_LIMIT_MS = 15 * MINUTE_MS;
/** What a device may keep silent while too little of it is known. */
const UNKNOWN_LIMIT_MS = 2 * HOUR_MS;
const UNKNOWN_LIMIT_WITHOUT_HOURS_MS = 3 * DAY_MS;
/** Days of pauses that make a habit; without opening hours it takes a whole week, because the week's end is a pause too. */
const DAYS_TO_KNOW = 3;
const SPAN_TO_KNOW_WITHOUT_HOURS_MS = 8 * DAY_MS;
const TIMES_ITS_PAUSE = 2;

/** What a device said on one KST day of its yard's opening hours. */
export interface HeardDay {
  readonly firstAt: EpochMs;
  readonly lastAt: EpochMs;
  /** the longest time between two events; 0 for a day with one */
  readonly longestPauseMs: number;
}

/**
 * How long a device may keep silent before that is unlike it, in milliseconds of opening time; `null` for one that
 * never spoke. `days` are those of the last 14 on which it did, ascending.
 *
 * It is twice the pause it makes every day: the longest pause of each open day, and of those the median, so that lunch
 * belongs to the habit and one outage does not spoil it. A yard that states no hours can only be held to its longest
 * pause, because its nights and Sundays look like pauses.
 */
export function silenceLimit(days: readonly HeardDay[], hours: OpeningHours | null): number | null {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return null;
  if (hours === null) {
    if (last.lastAt - first.firstAt < SPAN_TO_KNOW_WITHOUT_HOURS_MS) return UNKNOWN_LIMIT_WITHOUT_HOURS_MS;
    const between = days.map(({ firstAt }, place) => firstAt - (days[place - 1]?.lastAt ?? firstAt));
    return atLeast(Math.max(...between, ...days.map(({ longestPauseMs }) => longestPauseMs)));
  }
  const pauses = days.map(({ longestPauseMs }) => longestPauseMs).filter((pause) => pause > 0);
  if (pauses.length < DAYS_TO_KNOW) return UNKNOWN_LIMIT_MS;
  return atLeast(pauses.sort((a, b) => a - b)[Math.floor(pauses.length / 2)]);
}

const atLeast = (pauseMs = 0): number => Math.max(SHORTEST_LIMIT_MS, TIMES_ITS_PAUSE * pauseMs);
