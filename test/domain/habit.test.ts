import { describe, expect, it } from 'vitest';
import { type HeardDay, silenceLimit } from '../../domain/habit.ts';
import { parseEventTime } from '../../domain/kst-time.ts';
import type { OpeningHours } from '../../domain/opening-hours.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/units.ts';

const HOURS: OpeningHours = { mon: ['08:00', '18:00'] };
/** midnight of Monday, 2 November 2026 */
const MONDAY = parseEventTime('2026-11-02T00:00:00+09:00') ?? Number.NaN;

/** A day from 08:00 to 18:00 with a longest pause in minutes; 0 minutes: one event at 08:00 and no more. */
function day(number: number, minutes: number): HeardDay {
  const firstAt = MONDAY + number * DAY_MS + 8 * HOUR_MS;
  return { firstAt, lastAt: minutes === 0 ? firstAt : firstAt + 10 * HOUR_MS, longestPauseMs: minutes * MINUTE_MS };
}

describe('how long a device may keep silent', () => {
  it.each<[string, HeardDay[], OpeningHours | null, number | null]>([
    ['is unknown of one that never spoke', [], HOURS, null],
    ['is unknown of one that never spoke in a yard without hours', [], null, null],
    ['is two hours after one event', [day(0, 0)], HOURS, 2 * HOUR_MS],
    ['is two hours while two days are known', [day(0, 10), day(1, 10)], HOURS, 2 * HOUR_MS],
    ['counts no day with a single event', [day(0, 10), day(1, 10), day(2, 0)], HOURS, 2 * HOUR_MS],
    ['is twice its pause of every day', [day(0, 20), day(1, 20), day(4, 20)], HOURS, 40 * MINUTE_MS],
    ['covers its lunch', [day(0, 60), day(1, 61), day(2, 59), day(3, 60)], HOURS, 2 * HOUR_MS],
    ['is not spoiled by one outage', [day(0, 20), day(1, 420), day(2, 20)], HOURS, 40 * MINUTE_MS],
    ['is a quarter of an hour at least', [day(0, 1), day(1, 1), day(2, 1)], HOURS, 15 * MINUTE_MS],
    ['is three days in a yard without hours until a week is known', [day(0, 20), day(7, 20)], null, 3 * DAY_MS],
    [
      'is twice the longest pause in a yard without hours, whose Sundays look like pauses',
      [day(0, 20), day(4, 20), day(5, 20), day(7, 20), day(8, 20), day(9, 20)],
      null,
      // from Monday 18:00 to Friday 08:00
      2 * (3 * DAY_MS + 14 * HOUR_MS),
    ],
    [
      'is twice the longest pause within a day where that is longer than the nights',
      Array.from({ length: 9 }, (_, number) => ({
        ...{ firstAt: MONDAY + number * DAY_MS, lastAt: MONDAY + (number + 1) * DAY_MS - 1 },
        longestPauseMs: 5 * HOUR_MS,
      })),
      null,
      10 * HOUR_MS,
    ],
  ])('%s', (_, days, hours, limit) => {
    expect(silenceLimit(days, hours)).toBe(limit);
  });
});
