import { addDays, daysBetween } from '../../domain/programme/calendar.ts';
import type { KstDay } from '../../domain/units.ts';

/** The KST days that are told, both included. */
export interface Span {
  readonly from: KstDay;
  readonly until: KstDay;
}

/** 0 is Monday. A day has no time of day and no zone. */
export function weekdayOf(day: KstDay): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function mondayOf(day: KstDay): KstDay {
  return addDays(day, -weekdayOf(day));
}

/**
 * How many weeks before the end a week is, by its Monday: 1 is the last whole one (yards rest on Sundays, so Saturday ends
 * it), 0 the one that is still running at the end.
 */
export function weeksAgo(monday: KstDay, until: KstDay): number {
  const lastWhole = weekdayOf(until) >= 5 ? mondayOf(until) : addDays(mondayOf(until), -7);
  return daysBetween(monday, lastWhole) / 7 + 1;
}

/** The days of a span, oldest first. */
export function daysOf({ from, until }: Span): KstDay[] {
  return Array.from({ length: daysBetween(from, until) + 1 }, (_, index) => addDays(from, index));
}
