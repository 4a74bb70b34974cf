import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  isDay,
  lastDayBefore,
  periodEnd,
} from '../../../domain/programme/calendar.ts';

const days = fc.integer({ min: 0, max: 36_000 }).map((count) => addDays('2001-01-01', count));

describe('days of the calendar', () => {
  it.each([
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['1999-12-31', false],
    ['2026-1-1', false],
    ['', false],
  ])('%s exists: %s', (day, exists) => {
    expect(isDay(day)).toBe(exists);
  });

  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-03-01', -1, '2028-02-29'],
    ['2027-03-01', -1, '2027-02-28'],
  ])('%s and %i days is %s', (day, count, then) => {
    expect(addDays(day, count)).toBe(then);
    expect(daysBetween(day, then)).toBe(count);
  });

  it.each([
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-11-15', 2, '2027-01-15'],
    ['2027-03-31', -1, '2027-02-28'],
    ['2027-01-31', -2, '2026-11-30'],
    ['2026-05-20', 0, '2026-05-20'],
  ])('%s and %i months is %s', (day, months, then) => {
    expect(addMonths(day, months)).toBe(then);
  });

  it('refuses to count from a day that does not exist', () => {
    expect(() => addMonths('2027-02-29', 1)).toThrow(RangeError);
    expect(() => addDays('2027-13-01', 1)).toThrow(RangeError);
  });
});

// by hand, the day itself not counted: 2026-11-02 counts from 11-03, so nine months end on the eve of 08-03.
// 2027-02-28 counts from 03-01, nine months end on the eve of 12-01. 2026-11-28 counts from 11-29, whose February
// has no 29th in 2027, so its last day; in 2028 it has, so the eve of it.
describe('a period of months ends', () => {
  it.each([
    ['2026-11-02', 9, '2027-08-02'],
    ['2027-02-28', 9, '2027-11-30'],
    ['2026-11-28', 3, '2027-02-28'],
    ['2027-11-28', 3, '2028-02-28'],
    ['2027-11-29', 3, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-05-31', 9, '2027-02-28'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-08-31', 36, '2029-08-31'],
  ])('from %s after %i months on %s', (day, months, end) => {
    expect(periodEnd(day, months)).toBe(end);
  });

  it('never before the day of that number a month earlier, and ever later the later it begins', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 36 }), (day, months) => {
        expect(periodEnd(day, months) >= addMonths(day, months)).toBe(true);
        expect(periodEnd(addDays(day, 1), months) >= periodEnd(day, months)).toBe(true);
      }),
    );
  });
});

// a month before 2027-03-30: the same day of February is none, so 02-28; but a month from 02-28 ends on 03-31, so 02-27.
describe('what has to be done a month before', () => {
  it.each([
    ['2027-08-02', 1, '2027-07-02'],
    ['2027-03-31', 1, '2027-02-28'],
    ['2027-03-30', 1, '2027-02-27'],
    ['2027-02-28', 1, '2027-01-28'],
    ['2028-02-29', 1, '2028-01-29'],
    ['2027-11-30', 1, '2027-10-30'],
  ])('%s by %i months is done by %s', (end, months, last) => {
    expect(lastDayBefore(end, months)).toBe(last);
  });

  it('is in time by either reading of the law', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 12 }), (end, months) => {
        const last = lastDayBefore(end, months);
        expect(periodEnd(last, months) <= end).toBe(true);
        expect(last <= addMonths(end, -months)).toBe(true);
      }),
    );
  });
});
