import { describe, expect, it } from 'vitest';
import { formatKst } from '../../../domain/kst-time.ts';
import { lastDue, nextDue, periodOf, type Schedule } from '../../../domain/notices/schedule.ts';

const kst = (text: string) => Date.parse(`${text}+09:00`);
const minutes = (at: number) => formatKst(at).slice(0, 16);
const DAILY: Schedule = { kind: 'daily', at: '06:30' };
const MONDAYS: Schedule = { kind: 'weekly', at: '07:00', weekday: 'mon' };
const SUNDAYS: Schedule = { kind: 'weekly', at: '00:00', weekday: 'sun' };

describe('a schedule', () => {
  // 2026-11-23 is a Monday
  it.each([
    [DAILY, '2026-11-23T06:29:59.999', '2026-11-22T06:30', '2026-11-23T06:30'],
    [DAILY, '2026-11-23T06:30:00.000', '2026-11-23T06:30', '2026-11-24T06:30'],
    [DAILY, '2026-11-23T23:59:59.999', '2026-11-23T06:30', '2026-11-24T06:30'],
    [DAILY, '2027-01-01T00:00:00.000', '2026-12-31T06:30', '2027-01-01T06:30'],
    [MONDAYS, '2026-11-23T06:59:59.999', '2026-11-16T07:00', '2026-11-23T07:00'],
    [MONDAYS, '2026-11-23T07:00:00.000', '2026-11-23T07:00', '2026-11-30T07:00'],
    [MONDAYS, '2026-11-22T12:00:00.000', '2026-11-16T07:00', '2026-11-23T07:00'],
    [SUNDAYS, '2026-11-23T00:00:00.000', '2026-11-22T00:00', '2026-11-29T00:00'],
    [SUNDAYS, '2026-11-22T00:00:00.000', '2026-11-22T00:00', '2026-11-29T00:00'],
  ])('of %j at %s was due at %s and is at %s', (schedule, now, last, next) => {
    expect(minutes(lastDue(schedule, kst(now)))).toBe(last);
    expect(minutes(nextDue(schedule, kst(now)))).toBe(next);
  });

  it.each([
    ['daily', '2026-11-23T06:30:00', '2026-11-22', '2026-11-22T00:00', '2026-11-23T00:00'],
    ['daily', '2026-11-23T00:00:00', '2026-11-22', '2026-11-22T00:00', '2026-11-23T00:00'],
    ['weekly', '2026-11-23T07:00:00', '2026-11-16', '2026-11-16T00:00', '2026-11-23T00:00'],
    ['weekly', '2026-11-29T23:00:00', '2026-11-16', '2026-11-16T00:00', '2026-11-23T00:00'],
    ['weekly', '2026-11-22T23:59:59', '2026-11-09', '2026-11-09T00:00', '2026-11-16T00:00'],
  ] as const)('of %s at %s tells of %s', (kind, at, key, from, to) => {
    const period = periodOf({ kind }, kst(at));
    expect([period.key, minutes(period.from), minutes(period.to)]).toEqual([key, from, to]);
  });
});
