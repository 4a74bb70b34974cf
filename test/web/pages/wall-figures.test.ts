import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../domain/wire/http-api.ts';
import {
  comparison,
  freshness,
  isReloadMinute,
  isYesterdayRestated,
  kstHour,
  waitingTrucks,
} from '../../../web/pages/wall/wall-figures.ts';

const NOW = Date.parse('2026-11-22T09:30:00.000+09:00');
const totals = (trucks: number, inboundKg: number) => ({ trucks, inboundKg, outboundKg: 0, grades: {} });

describe('today against yesterday', () => {
  it('says when yesterday itself was restated, and not for an older day', () => {
    expect(isYesterdayRestated({ day: '2026-03-01', restatedDays: ['2026-02-28'] })).toBe(true);
    expect(isYesterdayRestated({ day: '2026-03-01', restatedDays: ['2026-02-27', '2026-03-01'] })).toBe(false);
  });

  it.each([
    ['more', totals(3, 90_000), totals(2, 60_000), { word: 'more', kg: 30_000 }],
    ['less', totals(1, 30_000), totals(2, 60_000), { word: 'less', kg: 30_000 }],
    ['the same when tonnes would read the same', totals(2, 60_040), totals(2, 60_000), { word: 'same' }],
    ['unknown without a record of yesterday', totals(2, 60_000), totals(0, 0), { word: 'unknown' }],
  ])('is %s', (_, today, yesterdaySoFar, expected) => expect(comparison({ today, yesterdaySoFar })).toEqual(expected));
});

describe('trucks in the yard', () => {
  const open = (id: string, openedAt: string) => ({ id, openedAt }) as Visit;

  it('stand with the longest wait first, long ones marked', () => {
    const trucks = waitingTrucks(
      [open('new', '2026-11-22T09:25:00.000+09:00'), open('old', '2026-11-22T08:20:00.000+09:00')],
      NOW,
    );
    expect(trucks.map(({ visit, minutes, isLong }) => [visit.id, minutes, isLong])).toEqual([
      ['old', 70, true],
      ['new', 5, false],
    ]);
  });
});

describe('age of the data', () => {
  const at = '2026-11-22T09:29:59.000+09:00';
  const heardAt = '2026-11-22T09:29:58.000+09:00';

  it('counts from when the collector was heard', () => {
    expect(freshness(null, { online: true, heardAt }, at, NOW)).toEqual({ state: 'fresh', ageMs: 2_000 });
  });
  it('is stale when this screen hears nothing, whatever the collector did', () => {
    expect(freshness(NOW - 5_000, { online: false, heardAt }, at, NOW)).toEqual({ state: 'stale', since: NOW - 5_000 });
  });
  it('is away when the collector is silent behind a server that answers', () => {
    expect(freshness(null, { online: false, heardAt }, at, NOW)).toEqual({ state: 'away', since: NOW - 2_000 });
  });
  it('is never below zero when clocks disagree', () => {
    expect(freshness(null, { online: true, heardAt }, at, NOW - 60_000)).toEqual({ state: 'fresh', ageMs: 0 });
  });
});

describe('wall through the night', () => {
  const quiet = Date.parse('2026-11-22T04:30:20.000+09:00');
  it('reloads in the quiet minute after a long day', () => {
    expect(isReloadMinute(quiet - 21 * 3_600_000, quiet)).toBe(true);
  });
  it('does not reload again in the same minute, nor at noon', () => {
    expect(isReloadMinute(quiet - 20_000, quiet)).toBe(false);
    expect(isReloadMinute(NOW - 48 * 3_600_000, NOW)).toBe(false);
  });
  it('knows the KST hour', () => expect(kstHour(Date.UTC(2026, 10, 22, 15))).toBe(0));
});
