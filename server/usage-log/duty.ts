import { kstDayStart } from '../../domain/kst-time.ts';
import { DAY_MS, type KstDay } from '../../domain/units.ts';
import type { UsageLogStatus } from '../../domain/wire/usage-log-api.ts';

/** Whole days from one KST day to another. */
export function daysBetween(from: KstDay, to: KstDay): number {
  return Math.round(((kstDayStart(to) ?? 0) - (kstDayStart(from) ?? 0)) / DAY_MS);
}

/**
 * How long the log must still be sent, today counted. The announcement says three years and not from when, so the first
 * day is a setting; `null` without it.
 */
export function dutyOf(from: KstDay | null, years: number, today: KstDay): UsageLogStatus['duty'] {
  if (from === null) return null;
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  // the day before the same date; of 29 February it is the 28th
  const lastDay = new Date(Date.UTC(year + years, month - 1, day) - DAY_MS).toISOString().slice(0, 10);
  const isBegun = today >= from;
  return { from, lastDay, daysLeft: Math.max(0, daysBetween(isBegun ? today : from, lastDay) + 1), isBegun };
}

/** Whole days before today, in a row, of which the portal has nothing; counted from the first day with a record. */
export function silentDays(lastStored: KstDay | null, first: KstDay | null, today: KstDay): number {
  if (lastStored !== null) return Math.max(0, daysBetween(lastStored, today) - 1);
  return first === null ? 0 : Math.max(0, daysBetween(first, today));
}
