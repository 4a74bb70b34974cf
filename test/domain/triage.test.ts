import { describe, expect, it } from 'vitest';
import { parseEventTime } from '../../domain/kst-time.ts';
import type { OpeningHours } from '../../domain/opening-hours.ts';
import {
  type CollectorSigns,
  type CollectorWork,
  type DeviceCondition,
  deviceCondition,
  isBehind,
  systemCondition,
} from '../../domain/triage.ts';
import { MINUTE_MS } from '../../domain/units.ts';

const at = (clock: string): number => parseEventTime(`2026-11-23T${clock}:00+09:00`) ?? Number.NaN;
/** the 23rd of November 2026 is a Monday */
const HOURS: OpeningHours = { mon: ['07:00', '18:00'] };
const LONG_AGO = at('00:00');

describe('a device', () => {
  const signs = { isOnline: true, heardAt: at('09:00'), limitMs: 30 * MINUTE_MS };
  const yesterday = at('07:00') - 13 * 60 * MINUTE_MS;
  it.each<
    [
      string,
      Partial<typeof signs> | { limitMs: null } | { heardAt: null },
      OpeningHours | null,
      string,
      string,
      DeviceCondition,
    ]
  >([
    ['that was heard within its habit speaks', {}, HOURS, '09:30', '00:00', 'speaking'],
    ['that was not is silent', {}, HOURS, '09:31', '00:00', 'silent'],
    ['rests while the yard is closed, however long ago it was heard', {}, HOURS, '18:00', '00:00', 'resting'],
    ['rests before opening', { heardAt: yesterday }, HOURS, '06:59', '00:00', 'resting'],
    ['is not silent for the night before opening', { heardAt: yesterday }, HOURS, '07:30', '00:00', 'speaking'],
    ['is silent when it does not begin its day', { heardAt: yesterday }, HOURS, '07:31', '00:00', 'silent'],
    ['is silent at night in a yard that is always open', {}, null, '23:00', '00:00', 'silent'],
    ['is not silent while nobody listened', {}, HOURS, '11:00', '10:30', 'speaking'],
    ['is silent once somebody has listened long enough', {}, HOURS, '11:01', '10:30', 'silent'],
    ['is offline by its own word', { isOnline: false }, HOURS, '09:10', '00:00', 'offline'],
    ['that is offline rests while the yard is closed', { isOnline: false }, HOURS, '20:00', '00:00', 'resting'],
    ['that never speaks of itself is not silent', { limitMs: null }, HOURS, '17:00', '00:00', 'speaking'],
    ['that was never heard is not silent', { heardAt: null }, HOURS, '17:00', '00:00', 'speaking'],
  ])('%s', (_, more, hours, now, watchedSince, condition) => {
    expect(deviceCondition({ ...signs, ...more }, hours, at(watchedSince), at(now))).toBe(condition);
  });
});

const WORK: CollectorWork = { outboxOldestAt: null, spooledOldestAt: null, trouble: null, projection: null };
const NOW = at('12:00');
const OLD = NOW - MINUTE_MS - 1;

describe('a collector', () => {
  it.each<[string, Partial<CollectorWork>, boolean]>([
    ['with nothing that waits is not behind', {}, false],
    ['whose facts wait for a minute is not behind', { outboxOldestAt: NOW - MINUTE_MS }, false],
    ['whose facts wait for longer is behind', { outboxOldestAt: OLD }, true],
    ['whose messages wait to be booked is behind', { spooledOldestAt: OLD }, true],
    ['that cannot write is behind', { trouble: 'SQLITE_FULL' }, true],
    ['whose InfluxDB is away is not behind', { projection: { state: 'away', due: 9, oldestAt: LONG_AGO } }, false],
  ])('%s', (_, more, expected) => {
    expect(isBehind({ ...WORK, ...more }, NOW)).toBe(expected);
  });
});

describe('the system', () => {
  const well: CollectorSigns = { isOnline: true, isGradingReady: true, numbers: WORK };
  const away = { ...WORK, projection: { state: 'away', due: 9, oldestAt: OLD } as const };
  const waiting = { ...WORK, projection: { state: 'waiting', due: 9, oldestAt: OLD } as const };
  it.each<[string, CollectorSigns, DeviceCondition[]]>([
    ['ok', well, ['speaking', 'resting', 'offline']],
    ['ok', { ...well, numbers: null }, []],
    ['ok', { ...well, numbers: waiting }, []],
    ['sensor-silent', well, ['speaking', 'silent']],
    ['grading-away', { ...well, isGradingReady: false }, ['silent']],
    ['database-away', { ...well, isGradingReady: false, numbers: away }, ['silent']],
    ['collector-behind', { ...well, isGradingReady: false, numbers: { ...away, spooledOldestAt: OLD } }, ['silent']],
    [
      'collector-away',
      { isOnline: false, isGradingReady: false, numbers: { ...away, outboxOldestAt: OLD } },
      ['silent'],
    ],
  ])('is %s', (condition, collector, devices) => {
    expect(systemCondition(collector, devices, NOW)).toBe(condition);
  });
});
