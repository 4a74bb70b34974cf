import { addDays } from '../../domain/programme/calendar.ts';
import type { KstDay } from '../../domain/units.ts';

const HOLIDAYS = new Set([
  '2025-12-25',
  '2026-01-01',
  '2026-02-16',
  '2026-02-17',
  '2026-02-18',
  '2026-03-02',
  '2026-05-05',
  '2026-05-25',
  '2026-06-03',
  '2026-06-06',
  '2026-08-15',
  '2026-08-17',
  '2026-09-24',
  '2026-09-25',
  '2026-09-26',
  '2026-10-03',
  '2026-10-05',
  '2026-10-09',
]);

/** Whether a day is a Korean public holiday. */
export function isHoliday(day: KstDay): boolean {
  return HOLIDAYS.has(day);
}

/** The days of the week of a Monday on which yards work: no Sunday, no public holiday. */
export function openDaysOf(monday: KstDay): KstDay[] {
  return [0, 1, 2, 3, 4, 5].map((day) => addDays(monday, day)).filter((day) => !isHoliday(day));
}
