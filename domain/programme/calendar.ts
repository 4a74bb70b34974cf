import { kstDay, kstDayStart } from '../kst-time.ts';
import { DAY_MS, type EpochMs, type KstDay } from '../units.ts';

/** Days of the calendar. Every function takes days that exist; one that does not is a `RangeError`. */

/** No grant lies outside these years, and arithmetic within them stays within four digits. */
const YEARS = /^2\d{3}-/;

/** The first instant of a day. */
export function startOf(day: KstDay): EpochMs {
  const start = kstDayStart(day);
  if (start === null) throw new RangeError(`no such day: ${day}`);
  return start;
}

/** True for a `YYYY-MM-DD` that exists, from the year 2000 to 2999. */
export function isDay(day: string): day is KstDay {
  return YEARS.test(day) && kstDayStart(day) !== null;
}

/** The day that lies `days` later; earlier when negative. */
export function addDays(day: KstDay, days: number): KstDay {
  return kstDay(startOf(day) + days * DAY_MS);
}

/** Days from one day to another; negative when `to` lies before `from`. KST days are all of one length. */
export function daysBetween(from: KstDay, to: KstDay): number {
  return (startOf(to) - startOf(from)) / DAY_MS;
}

/** The day of the same number `months` later (earlier when negative), or that month's last day when it has none. */
export function addMonths(day: KstDay, months: number): KstDay {
  startOf(day);
  const [year, month, number] = day.split('-').map(Number) as [number, number, number];
  const first = Date.UTC(year, month - 1 + months, 1);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(first + (Math.min(number, last) - 1) * DAY_MS).toISOString().slice(0, 10);
}

/**
 * Last day of a period of calendar months that is counted from `day` (민법 제157조, 제160조; confirmed as law, derived for
 * an agreement that names no end): the day itself does not count, so the period begins on the next; it ends on the eve
 * of the day of that number in the last month, or on that month's last day when there is none.
 */
export function periodEnd(day: KstDay, months: number): KstDay {
  const first = addDays(day, 1);
  const corresponding = addMonths(first, months);
  return corresponding.slice(8) === first.slice(8) ? addDays(corresponding, -1) : corresponding;
}

/**
 * The last day on which something that has to be done at least `months` before `end` is in time (derived). The law can be
 * read in two ways at a month's end: the same day of the earlier month, or the latest day from which the months fit
 * before `end`. The earlier of the two is taken, so that either reading is kept.
 */
export function lastDayBefore(end: KstDay, months: number): KstDay {
  let day = addMonths(end, -months);
  while (periodEnd(day, months) > end) day = addDays(day, -1);
  return day;
}
