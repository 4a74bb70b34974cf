import { describe, expect, it } from 'vitest';
import { dutyOf, silentDays } from '../../../server/usage-log/duty.ts';

describe('the three years', () => {
  it.each([
    ['2026-11-22', '2026-11-22', { lastDay: '2029-11-21', daysLeft: 1096, isBegun: true }],
    ['2026-11-22', '2029-11-21', { lastDay: '2029-11-21', daysLeft: 1, isBegun: true }],
    ['2026-11-22', '2029-11-22', { lastDay: '2029-11-21', daysLeft: 0, isBegun: true }],
    // not begun: all of it is left
    ['2026-12-01', '2026-11-22', { lastDay: '2029-11-30', daysLeft: 1096, isBegun: false }],
    ['2028-02-29', '2028-02-29', { lastDay: '2031-02-28', daysLeft: 1096, isBegun: true }],
  ])('from %s are, on %s, %j', (from, today, expected) => {
    expect(dutyOf(from, 3, today)).toEqual({ from, ...expected });
  });

  it('have no end without a beginning', () => {
    expect(dutyOf(null, 3, '2026-11-22')).toBeNull();
  });
});

it.each([
  ['2026-11-22', '2026-11-01', '2026-11-22', 0],
  ['2026-11-21', '2026-11-01', '2026-11-22', 0],
  ['2026-11-19', '2026-11-01', '2026-11-22', 2],
  [null, '2026-11-20', '2026-11-22', 2],
  [null, null, '2026-11-22', 0],
] as const)('last stored on %s, first record on %s: on %s the portal has not heard for %i whole days', (...given) => {
  const [lastStored, first, today, expected] = given;
  expect(silentDays(lastStored, first, today)).toBe(expected);
});
