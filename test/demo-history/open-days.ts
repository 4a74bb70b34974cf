import { PUBLIC_HOLIDAYS } from '../../domain/flows/data/holidays.ts';
import { addDays } from '../../domain/programme/calendar.ts';
import type { KstDay } from '../../domain/units.ts';

const HOLIDAYS: ReadonlySet<string> = new Set(PUBLIC_HOLIDAYS.map(({ day }) => day));

/** Whether a day is a Korean public holiday. */
export function isHoliday(day: KstDay): boolean {
  return HOLIDAYS.has(day);
}

/** The days of the week of a Monday on which yards work: no Sunday, no public holiday. */
export function openDaysOf(monday: KstDay): KstDay[] {
  return [0, 1, 2, 3, 4, 5].map((day) => addDays(monday, day)).filter((day) => !isHoliday(day));
}
