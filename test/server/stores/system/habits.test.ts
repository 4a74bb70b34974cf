import { expect, onTestFinished, test } from 'vitest';
import type { OpeningHours } from '../../../../domain/opening-hours.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../domain/units.ts';
import { Ledger } from '../../../../server/stores/ledger.ts';
import { Habits } from '../../../../server/stores/system/habits.ts';
import { tempDir } from '../../build.ts';
import { LedgerRows } from '../../ledger-rows.ts';

/** midnight of Monday, 2 November 2026 */
const MONDAY = Date.parse('2026-11-02T00:00:00+09:00');
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
const HOURS = Object.fromEntries(WEEKDAYS.map((day) => [day, ['08:00', '18:00']])) as OpeningHours;

async function ledger(): Promise<{ readonly rows: LedgerRows; readonly habits: Habits }> {
  const dataDir = await tempDir();
  const rows = new LedgerRows(dataDir);
  const read = new Ledger(dataDir);
  onTestFinished(() => {
    rows.close();
    read.close();
  });
  return { rows, habits: new Habits(read) };
}

/** An event every ten minutes of a day from 08:00 to 17:50, but not within an hour from `pauseFrom` on. */
function workday(rows: LedgerRows, day: number, device: string, pauseFrom: number | null, area = 'weigh'): void {
  for (let minute = 8 * 60; minute < 18 * 60; minute += 10) {
    if (pauseFrom !== null && minute > pauseFrom * 60 && minute < pauseFrom * 60 + 60) continue;
    const at = MONDAY + day * DAY_MS + minute * MINUTE_MS;
    rows.event({ yard: 'a', area, device, kind: 'weighing', id: `${device}-${at}`, at, role: 'extra' });
  }
}

test('each device has its own habit, of its own yard and in opening hours', async () => {
  const { rows, habits } = await ledger();
  for (const day of [0, 1, 2, 3, 4, 7]) {
    workday(rows, day, 'wb01', 12);
    workday(rows, day, 'wb02', null);
    // by night it is only heard, and a Sunday is no day of work
    const at = MONDAY + day * DAY_MS + 3 * HOUR_MS;
    rows.event({ yard: 'a', device: 'wb02', kind: 'lift', id: `night-${day}`, at, role: 'lift' });
  }
  workday(rows, 6, 'wb03', null);
  rows.event({ yard: 'b', device: 'wb04', kind: 'weighing', id: 'w', at: MONDAY + 9 * HOUR_MS, role: 'extra' });
  rows.event({
    yard: 'a',
    area: 'office',
    device: 'server',
    kind: 'correction',
    id: 'c',
    at: MONDAY + 9 * HOUR_MS,
    role: 'none',
  });
  const limits = habits.limits('a', HOURS, MONDAY + 7 * DAY_MS + 20 * HOUR_MS);
  expect(Object.fromEntries(limits)).toEqual({ 'weigh/wb01': 2 * HOUR_MS, 'weigh/wb02': 20 * MINUTE_MS });
  expect(Object.fromEntries(habits.limits('b', HOURS, MONDAY + 7 * DAY_MS))).toEqual({ 'weigh/wb04': 2 * HOUR_MS });
});

test('what lies longer back than two weeks is forgotten', async () => {
  const { rows, habits } = await ledger();
  workday(rows, 0, 'wb01', null);
  expect(habits.limits('a', HOURS, MONDAY + 14 * DAY_MS + HOUR_MS).size).toBe(1);
  expect(habits.limits('a', HOURS, MONDAY + 15 * DAY_MS + HOUR_MS).size).toBe(0);
});

test('a habit is learned anew every hour, with what came in late yesterday, and when the hours change', async () => {
  const { rows, habits } = await ledger();
  const now = MONDAY + 4 * DAY_MS + 9 * HOUR_MS;
  for (const day of [1, 2]) workday(rows, day, 'wb01', null);
  expect(habits.limits('a', HOURS, now).get('weigh/wb01')).toBe(2 * HOUR_MS);
  workday(rows, 3, 'wb01', null);
  expect(habits.limits('a', HOURS, now + HOUR_MS - 1).get('weigh/wb01')).toBe(2 * HOUR_MS);
  expect(habits.limits('a', HOURS, now + HOUR_MS).get('weigh/wb01')).toBe(20 * MINUTE_MS);
  expect(habits.limits('a', null, now + HOUR_MS).get('weigh/wb01')).toBe(3 * DAY_MS);
});
