import { describe, expect, it } from 'vitest';
import { silenceLimit } from '../../domain/habit.ts';
import { parseEventTime } from '../../domain/kst-time.ts';
import type { OpeningHours } from '../../domain/opening-hours.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/units.ts';

const WEEKDAY = ['08:00', '18:00'] as [string, string];
const HOURS: OpeningHours = { mon: WEEKDAY, tue: WEEKDAY, wed: WEEKDAY, thu: WEEKDAY, fri: WEEKDAY };
/** midnight of Monday, 2 November 2026 */
const MONDAY = parseEventTime('2026-11-02T00:00:00+09:00') ?? Number.NaN;

/** A day's events: every ten minutes from 08:00 to 17:50, without those of the spans left out. */
function dayOf(day: number, ...leftOut: (readonly [from: number, to: number])[]): number[] {
  const times: number[] = [];
  for (let minute = 8 * 60; minute < 18 * 60; minute += 10) {
    if (!leftOut.some(([from, to]) => minute > from * 60 && minute < to * 60)) {
      times.push(MONDAY + day * DAY_MS + minute * MINUTE_MS);
    }
  }
  return times;
}
const LUNCH = [12, 13] as const;
const week = (...days: number[][]): number[] => days.flat();

describe('how long a device may keep silent', () => {
  it('is unknown of one that never spoke', () => {
    expect(silenceLimit([], HOURS)).toBeNull();
    expect(silenceLimit([], null)).toBeNull();
  });

  it('is two hours while fewer than three days of pauses are known', () => {
    expect(silenceLimit([MONDAY + 9 * HOUR_MS], HOURS)).toBe(2 * HOUR_MS);
    expect(silenceLimit(week(dayOf(0), dayOf(1)), HOURS)).toBe(2 * HOUR_MS);
  });

  it('is twice its lunch, not its night or its Sunday', () => {
    const times = week(dayOf(0, LUNCH), dayOf(1, LUNCH), dayOf(4, LUNCH), dayOf(7, LUNCH), dayOf(8, LUNCH));
    expect(silenceLimit(times, HOURS)).toBe(2 * HOUR_MS);
    expect(silenceLimit(week(dayOf(0), dayOf(1), dayOf(4), dayOf(7)), HOURS)).toBe(20 * MINUTE_MS);
  });

  it('is not spoiled by one outage', () => {
    const times = week(dayOf(0), dayOf(1), dayOf(2, [9, 16]), dayOf(3), dayOf(4));
    expect(silenceLimit(times, HOURS)).toBe(20 * MINUTE_MS);
  });

  it('leaves out what it says before opening and after closing', () => {
    const night = [3, 22].map((hour) => MONDAY + 2 * DAY_MS + hour * HOUR_MS);
    const times = week(dayOf(0), dayOf(1), dayOf(2), night, dayOf(3)).sort((a, b) => a - b);
    expect(silenceLimit(times, HOURS)).toBe(20 * MINUTE_MS);
    const sunday = [10, 11, 17].map((hour) => MONDAY + 6 * DAY_MS + hour * HOUR_MS);
    expect(silenceLimit(week(dayOf(3), dayOf(4), sunday, dayOf(7)), HOURS)).toBe(20 * MINUTE_MS);
  });

  it('is a quarter of an hour at least', () => {
    const busy = Array.from(
      { length: 3 * 600 },
      (_, n) => MONDAY + Math.floor(n / 600) * DAY_MS + 9 * HOUR_MS + n * 1_000,
    );
    expect(silenceLimit(busy, HOURS)).toBe(15 * MINUTE_MS);
  });

  it('is three days in a yard without hours until a week is known', () => {
    expect(silenceLimit(dayOf(0), null)).toBe(3 * DAY_MS);
    expect(silenceLimit(week(dayOf(0), dayOf(7)), null)).toBe(3 * DAY_MS);
  });

  it('is twice the longest pause in a yard without hours, whose Sundays look like pauses', () => {
    const times = week(dayOf(0), dayOf(1), dayOf(2), dayOf(3), dayOf(4), dayOf(7), dayOf(8));
    // from Friday 17:50 to Monday 08:00
    expect(silenceLimit(times, null)).toBe(2 * (2 * DAY_MS + 14 * HOUR_MS + 10 * MINUTE_MS));
  });
});
