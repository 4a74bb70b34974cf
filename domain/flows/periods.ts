import { KST_OFFSET_MS, kstDay, kstDayStart } from '../kst-time.ts';
import { DAY_MS, type EpochMs } from '../units.ts';
import { startOfKstWeek, WEEK_MS } from './buckets.ts';

export interface Period {
  readonly from: EpochMs;
  /** not included */
  readonly to: EpochMs;
}

/** What a period is compared with: as much time just before it, and the same of the year before. */
export interface ComparedPeriods {
  readonly before: Period;
  readonly lastYear: Period;
}

/**
 * Whole calendar months are compared with as many months before and with the same months of the year before; whole KST
 * weeks with as many weeks before and with those of the same ISO numbers (ISO 8601) a year before; anything else with
 * the span of the same length before it and with the same KST days a year before (29 February: the day around it).
 */
export function comparedPeriods({ from, to }: Period): ComparedPeriods {
  const before = { from: from - (to - from), to: from };
  const months = isMonthStart(from) && isMonthStart(to) ? monthsBetween(from, to) : 0;
  if (months > 0) {
    return {
      before: { from: monthsLater(from, -months), to: from },
      lastYear: { from: monthsLater(from, -12), to: monthsLater(to, -12) },
    };
  }
  if (startOfKstWeek(from) === from && startOfKstWeek(to) === to) {
    const start = sameIsoWeekAYearBefore(from);
    return { before, lastYear: { from: start, to: start + (to - from) } };
  }
  return { before, lastYear: { from: yearBefore(from, '02-28'), to: yearBefore(to, '03-01') } };
}

const local = (at: EpochMs): Date => new Date(at + KST_OFFSET_MS);
const isMonthStart = (at: EpochMs): boolean => kstDay(at).endsWith('-01') && kstDayStart(kstDay(at)) === at;

function monthsBetween(from: EpochMs, to: EpochMs): number {
  const [a, b] = [local(from), local(to)];
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
}

function monthsLater(start: EpochMs, months: number): EpochMs {
  const date = local(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) - KST_OFFSET_MS;
}

/** The same day and time of the year before; `leap` stands for its 29 February. */
function yearBefore(at: EpochMs, leap: string): EpochMs {
  const day = kstDay(at);
  const start = (text: string): EpochMs | null => kstDayStart(`${Number(day.slice(0, 4)) - 1}-${text}`);
  const time = (at + KST_OFFSET_MS) % DAY_MS;
  return (start(day.slice(5)) ?? (start(leap) as EpochMs)) + time;
}

/** The first week of an ISO year holds its first Thursday; a year of 52 weeks answers for week 53 with the week after. */
function sameIsoWeekAYearBefore(monday: EpochMs): EpochMs {
  const thursday = local(monday + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.round((monday - firstMonday(year)) / WEEK_MS);
  return firstMonday(year - 1) + week * WEEK_MS;
}

/** ISO 8601: 4 January is always in week 1. */
function firstMonday(year: number): EpochMs {
  return startOfKstWeek(Date.UTC(year, 0, 4) - KST_OFFSET_MS);
}
