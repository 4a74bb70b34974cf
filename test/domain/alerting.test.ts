import { describe, expect, it } from 'vitest';
import {
  ALERT_CODES,
  ALERT_RULES,
  type AlertCode,
  judge,
  type Signs,
  subjectOf,
  type YardSigns,
} from '../../domain/alerting.ts';
import { parseEventTime } from '../../domain/kst-time.ts';
import type { OpeningHours } from '../../domain/opening-hours.ts';
import type { CollectorSigns, CollectorWork } from '../../domain/triage.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/units.ts';

/** Monday, 23 November 2026 */
const NOON = parseEventTime('2026-11-23T12:00:00+09:00') ?? Number.NaN;
const NIGHT = NOON + 9 * HOUR_MS;
const HOURS: OpeningHours = { mon: ['07:00', '18:00'] };

const WORK: CollectorWork = { outboxOldestAt: null, spooledOldestAt: null, trouble: null, projection: null };
const WELL: CollectorSigns = { isOnline: true, isGradingReady: true, numbers: WORK };
const SCALE = {
  ...{ device: 'weigh/wb01', isOnline: true, heardAt: NOON - MINUTE_MS, limitMs: 30 * MINUTE_MS },
  ...{ isClockOff: false, clockOffsetMs: 0 },
};
const YARD: YardSigns = { yard: 'a', hours: HOURS, devices: [SCALE], radiation: [], deadLetters: 0, disputes: [] };
type LedgerSigns = NonNullable<Signs['ledger']>;
const LEDGER: LedgerSigns = { yards: [YARD], strayLetters: 0, rejectedPoints: 0, verification: null };

const TOLD = { slip: '20261122-0001', partner: '한빛스틸' };
const DISPUTE = { dispute: 'd1', ...TOLD };

interface Changed {
  readonly collector?: Partial<CollectorSigns>;
  readonly work?: Partial<CollectorWork>;
  readonly ledger?: Partial<LedgerSigns> | null;
  readonly yard?: Partial<YardSigns>;
  readonly device?: Partial<YardSigns['devices'][number]>;
  readonly givenUpNotices?: number;
  readonly now?: number;
}

function judged({ collector, work, ledger, yard, device, givenUpNotices = 0, now = NOON }: Changed) {
  const yards = [{ ...YARD, devices: [{ ...SCALE, ...device }], ...yard }];
  const signs: Signs = {
    collector: { ...WELL, numbers: { ...WORK, ...work }, ...collector },
    ledger: ledger === null ? null : { ...LEDGER, yards, ...ledger },
    watchedSince: NOON - 24 * HOUR_MS,
    givenUpNotices,
  };
  return judge(signs, now);
}

const ofDevice = { yard: 'a', device: 'weigh/wb01' };

describe('what calls for a person', () => {
  it('is nothing while all is well', () => {
    expect(judged({})).toEqual({ causes: [], unknown: new Set() });
  });

  it.each<[string, Changed, object[]]>([
    ['the collector is away', { collector: { isOnline: false } }, [{ code: 'COLLECTOR_AWAY', yard: null }]],
    ['notices were given up', { givenUpNotices: 2 }, [{ code: 'NOTICE_FAILED', yard: null, params: { count: 2 } }]],
    ['grading is away', { collector: { isGradingReady: false } }, [{ code: 'GRADING_AWAY' }]],
    [
      'grading is away before any number is told',
      { collector: { isGradingReady: false, numbers: null } },
      [{ code: 'GRADING_AWAY' }],
    ],
    [
      'the disk is full',
      { work: { trouble: 'SQLITE_FULL' } },
      [{ code: 'COLLECTOR_TROUBLE', params: { trouble: 'SQLITE_FULL' } }],
    ],
    [
      'messages wait to be booked',
      { work: { spooledOldestAt: NOON - 2 * MINUTE_MS } },
      [{ code: 'COLLECTOR_BEHIND', params: { since: '2026-11-23T11:58:00.000+09:00' } }],
    ],
    ['messages wait for a minute', { work: { spooledOldestAt: NOON - MINUTE_MS } }, []],
    [
      'InfluxDB is away',
      { work: { projection: { state: 'away', due: 12, oldestAt: NOON - MINUTE_MS } } },
      [{ code: 'DATABASE_AWAY', params: { due: 12 } }],
    ],
    [
      'InfluxDB asks for a pause',
      { work: { projection: { state: 'waiting', due: 12, oldestAt: NOON - MINUTE_MS } } },
      [],
    ],
    [
      'points wait for long',
      { work: { projection: { state: 'running', due: 12, oldestAt: NOON - 11 * MINUTE_MS } } },
      [{ code: 'OUTBOX_OLD', params: { since: '2026-11-23T11:49:00.000+09:00' } }],
    ],
    [
      'facts wait for long',
      { work: { outboxOldestAt: NOON - 12 * MINUTE_MS } },
      [{ code: 'OUTBOX_OLD', params: { since: '2026-11-23T11:48:00.000+09:00' } }],
    ],
    ['InfluxDB refused points', { ledger: { rejectedPoints: 2 } }, [{ code: 'POINTS_REJECTED', params: { count: 2 } }]],
    [
      'sums differ after the repair',
      { ledger: { verification: { fromDay: '2026-11-20', toDay: '2026-11-22', unrepaired: 1 } } },
      [{ code: 'SUMS_DIFFER', params: { count: 1, fromDay: '2026-11-20', toDay: '2026-11-22' } }],
    ],
    [
      'sums were repaired',
      { ledger: { verification: { fromDay: '2026-11-20', toDay: '2026-11-22', unrepaired: 0 } } },
      [],
    ],
    [
      'a sensor is silent',
      { device: { heardAt: NOON - 31 * MINUTE_MS } },
      [{ code: 'DEVICE_SILENT', ...ofDevice, params: { since: '2026-11-23T11:29:00.000+09:00' }, isQuiet: false }],
    ],
    [
      'a device is offline',
      { device: { isOnline: false, heardAt: NOON - HOUR_MS } },
      [{ code: 'DEVICE_OFFLINE', ...ofDevice, isQuiet: false }],
    ],
    [
      'a clock is off',
      { device: { isClockOff: true, clockOffsetMs: -20 * MINUTE_MS } },
      [{ code: 'DEVICE_CLOCK_OFF', ...ofDevice, params: { offsetMinutes: -20 } }],
    ],
    ['a device that never spoke', { device: { heardAt: null } }, []],
    ['a device without a habit', { device: { heardAt: 0, limitMs: null } }, []],
    [
      'radiation',
      { yard: { radiation: [{ device: 'gate/rad', truck: 'x', microSvPerHour: 0.9 }] } },
      [{ code: 'RADIATION_ALARM', yard: 'a', device: 'gate/rad', about: 'x', params: { microSvPerHour: 0.9 } }],
    ],
    [
      'radiation without a figure',
      { yard: { radiation: [{ device: 'gate/rad', truck: '', microSvPerHour: null }] } },
      [{ code: 'RADIATION_ALARM', params: {} }],
    ],
    [
      'dead letters of a yard',
      { yard: { deadLetters: 3 } },
      [{ code: 'DEAD_LETTERS', yard: 'a', params: { count: 3 }, isQuiet: false }],
    ],
    [
      'dead letters of nowhere',
      { ledger: { strayLetters: 1 } },
      [{ code: 'DEAD_LETTERS', yard: null, params: { count: 1 } }],
    ],
    [
      'an objection that waits',
      { yard: { disputes: [{ ...DISPUTE, deadline: NOON }] } },
      [
        {
          code: 'DISPUTE_OPEN',
          yard: 'a',
          about: 'd1',
          params: { ...TOLD, deadline: '2026-11-23T12:00:00.000+09:00' },
        },
      ],
    ],
    [
      'an objection that nobody answered in time',
      { yard: { disputes: [{ ...DISPUTE, deadline: NOON - 1 }] } },
      [
        { code: 'DISPUTE_OPEN', about: 'd1' },
        { code: 'DISPUTE_OVERDUE', yard: 'a', about: 'd1', params: TOLD },
      ],
    ],
  ])('%s', (_, changed, expected) => {
    const { causes } = judged(changed);
    expect(causes).toMatchObject(expected);
    expect(causes).toHaveLength(expected.length);
  });
});

describe('while the yard is closed', () => {
  it.each<[string, Changed]>([
    ['a silent sensor', { device: { heardAt: NIGHT - 4 * HOUR_MS } }],
    ['a device that is off', { device: { isOnline: false } }],
    ['a clock that is off', { device: { heardAt: NIGHT, isClockOff: true } }],
    ['dead letters', { device: { heardAt: NIGHT }, yard: { devices: [], deadLetters: 1 } }],
    [
      'an objection',
      { device: { heardAt: NIGHT }, yard: { devices: [], disputes: [{ ...DISPUTE, deadline: NIGHT }] } },
    ],
  ])('%s raises nothing and keeps what is open', (_, changed) => {
    expect(judged({ ...changed, now: NIGHT }).causes).toMatchObject([{ isQuiet: true }]);
  });

  it('radiation and the database are not quiet', () => {
    const { causes } = judged({
      now: NIGHT,
      yard: { devices: [], radiation: [{ device: 'gate/rad', truck: '', microSvPerHour: 1 }] },
      work: { projection: { state: 'away', due: 1, oldestAt: null } },
    });
    expect(causes.map(({ code, isQuiet }) => [code, isQuiet])).toEqual([
      ['DATABASE_AWAY', false],
      ['RADIATION_ALARM', false],
    ]);
  });

  it('the silence of the night is not over in the first minutes of the day, nor new', () => {
    const morning = NOON - 5 * HOUR_MS;
    const { causes } = judged({ now: morning + MINUTE_MS, device: { heardAt: morning - 14 * HOUR_MS } });
    expect(causes).toMatchObject([{ code: 'DEVICE_SILENT', isQuiet: true }]);
  });
});

describe('what cannot be known', () => {
  it('while the collector is away is anything it tells or hears', () => {
    const { causes, unknown } = judged({
      collector: { isOnline: false, isGradingReady: false },
      work: { trouble: 'x' },
      device: { isOnline: false },
      yard: { radiation: [{ device: 'gate/rad', truck: '', microSvPerHour: 1 }] },
    });
    expect(causes.map(({ code }) => code)).toEqual(['COLLECTOR_AWAY', 'RADIATION_ALARM']);
    expect([...unknown]).toEqual(expect.arrayContaining(['DATABASE_AWAY', 'GRADING_AWAY', 'DEVICE_SILENT']));
    expect(unknown).not.toContain('COLLECTOR_AWAY');
    expect(unknown).not.toContain('SUMS_DIFFER');
  });

  it('without a ledger is everything that is read there', () => {
    const { causes, unknown } = judged({ ledger: null });
    expect(causes).toEqual([]);
    expect(unknown).toEqual(
      new Set<AlertCode>([
        ...(['DEVICE_SILENT', 'DEVICE_OFFLINE', 'DEVICE_CLOCK_OFF'] as const),
        ...(['RADIATION_ALARM', 'DEAD_LETTERS', 'POINTS_REJECTED', 'SUMS_DIFFER'] as const),
        ...(['DISPUTE_OPEN', 'DISPUTE_OVERDUE'] as const),
      ]),
    );
  });
});

describe('the subject of a cause', () => {
  it('tells trucks, devices and yards apart', () => {
    const { causes } = judged({
      yard: {
        radiation: [
          { device: 'gate/rad', truck: 'x', microSvPerHour: 1 },
          { device: 'gate/rad', truck: 'y', microSvPerHour: 1 },
        ],
        deadLetters: 1,
      },
      ledger: {},
    });
    expect(causes.map(subjectOf)).toEqual([
      'RADIATION_ALARM|a|gate/rad|x',
      'RADIATION_ALARM|a|gate/rad|y',
      'DEAD_LETTERS|a||',
    ]);
    expect(judged({ collector: { isOnline: false } }).causes.map(subjectOf)).toEqual(['COLLECTOR_AWAY|||']);
  });
});

it('every code has its rule', () => {
  expect(Object.keys(ALERT_RULES)).toEqual([...ALERT_CODES]);
});
