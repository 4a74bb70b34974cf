import { startOfKstDay } from './kst-time.ts';
import { type OpeningHours, openingOf } from './opening-hours.ts';
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

/**
 * How long a device may keep silent before that is unlike it, in milliseconds of opening time; `null` for one that
 * never spoke. `times` are the instants of its events of the last 14 days, ascending.
 *
 * It is twice the pause it makes every day: the longest pause of each open day, and of those the median, so that lunch
 * belongs to the habit and one outage does not spoil it. A yard that states no hours can only be held to its longest
 * pause, because its nights and Sundays look like pauses.
 */
export function silenceLimit(times: readonly EpochMs[], hours: OpeningHours | null): number | null {
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return null;
  const pauses = [...longestPauses(times, hours).values()].sort((a, b) => a - b);
  if (hours === null) {
    if (last - first < SPAN_TO_KNOW_WITHOUT_HOURS_MS) return UNKNOWN_LIMIT_WITHOUT_HOURS_MS;
    return atLeast(pauses.at(-1));
  }
  if (pauses.length < DAYS_TO_KNOW) return UNKNOWN_LIMIT_MS;
  return atLeast(pauses[Math.floor(pauses.length / 2)]);
}

const atLeast = (pauseMs = 0): number => Math.max(SHORTEST_LIMIT_MS, TIMES_ITS_PAUSE * pauseMs);

/** The longest pause between two events of one opening, keyed by the KST day on which it ends. */
function longestPauses(times: readonly EpochMs[], hours: OpeningHours | null): Map<EpochMs, number> {
  const longest = new Map<EpochMs, number>();
  let before: EpochMs | null = null;
  let opening: ReturnType<typeof openingOf> = null;
  let openingDay: EpochMs | null = null;
  for (const at of times) {
    const day = startOfKstDay(at);
    if (day !== openingDay) opening = hours === null ? null : openingOf(hours, at);
    openingDay = day;
    const isWithin = hours === null || (opening !== null && at >= opening.from && at < opening.to);
    if (isWithin && before !== null && (opening === null || before >= opening.from)) {
      longest.set(day, Math.max(longest.get(day) ?? 0, at - before));
    }
    before = at;
  }
  return longest;
}
