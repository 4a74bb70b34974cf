import { KST_OFFSET_MS, kstDay, startOfKstDay } from '../kst-time.ts';
import { WEEKDAYS } from '../opening-hours.ts';
import { DAY_MS, type EpochMs, HOUR_MS, type KstDay, MINUTE_MS } from '../units.ts';
import type { ReportSetting } from './notices-file.ts';

/** What decides when a report is made. */
export type Schedule = Pick<ReportSetting, 'kind' | 'at' | 'weekday'>;

/** The whole KST days that a report tells of, `[from, to)`. `key` names them: the first day. */
export interface Period {
  readonly key: KstDay;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

const WEEK_MS = 7 * DAY_MS;

/** The first instant after `now` at which a report is due. */
export function nextDue(schedule: Schedule, now: EpochMs): EpochMs {
  return lastDue(schedule, now) + stepOf(schedule);
}

/** The last instant, `now` included, at which a report was due. KST has no summer time, so steps are even. */
export function lastDue(schedule: Schedule, now: EpochMs): EpochMs {
  const [hours, minutes] = schedule.at.split(':').map(Number) as [number, number];
  const today = startOfKstDay(now) + hours * HOUR_MS + minutes * MINUTE_MS;
  const days = schedule.weekday === undefined ? 0 : (weekdayOf(now) - WEEKDAYS.indexOf(schedule.weekday) + 7) % 7;
  const due = today - days * DAY_MS;
  return due > now ? due - stepOf(schedule) : due;
}

/** What a report that is made at `at` tells of: the KST day before, or the KST week, Monday to Sunday, before. */
export function periodOf({ kind }: Pick<Schedule, 'kind'>, at: EpochMs): Period {
  const today = startOfKstDay(at);
  const to = kind === 'daily' ? today : today - ((weekdayOf(at) + 6) % 7) * DAY_MS;
  const from = to - (kind === 'daily' ? DAY_MS : WEEK_MS);
  return { key: kstDay(from), from, to };
}

const stepOf = ({ kind }: Schedule): number => (kind === 'daily' ? DAY_MS : WEEK_MS);

/** Weekday of the KST day that holds the instant, 0 for Sunday. */
export const weekdayOf = (at: EpochMs): number => new Date(at + KST_OFFSET_MS).getUTCDay();
