import { formatKst, kstDay, kstDayStart } from '../../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import type { Account, CollectorNumbers, SystemState, Verification } from '../../../domain/wire/http-api.ts';

/** States of a made-up system, by what is the matter. */
export const SYSTEM_STATES = [
  'well',
  'collector-away',
  'collector-behind',
  'database-away',
  'grading-away',
  'sensor-silent',
  'yard-closed',
  'sums-differ',
  'trouble',
  'broken-account',
  'plain',
] as const;
export type MadeUpState = (typeof SYSTEM_STATES)[number];

export function isMadeUpState(name: string): name is MadeUpState {
  return (SYSTEM_STATES as readonly string[]).includes(name);
}

const YARDS = [
  ['hanbit', '한빛자원 포항 야드'],
  ['problem', '서해리사이클링 당진 야드'],
  ['long', '주식회사 한국자원순환산업개발 포항제1사업장 고철물류센터 야적장'],
] as const;
const DEVICES = ['gate/scale-1', 'gate/rad-1', 'bay-1/camera-1', 'bay-1/crane-1', 'bay-2/camera-2'] as const;
const CONDITIONS: Readonly<Partial<Record<MadeUpState, SystemState['condition']>>> = {
  'collector-away': 'collector-away',
  'collector-behind': 'collector-behind',
  'database-away': 'database-away',
  'grading-away': 'grading-away',
  'sensor-silent': 'sensor-silent',
};

/** What the system page is told when something is the matter, or nothing. */
export function systemOf(state: MadeUpState, now: number): SystemState {
  const isAway = state === 'collector-away';
  const isClosed = state === 'yard-closed';
  return {
    at: formatKst(now),
    history: state === 'plain' ? 'ledger' : state === 'database-away' ? 'ledger-for-influx' : 'influx',
    condition: CONDITIONS[state] ?? 'ok',
    collector: {
      online: !isAway,
      heardAt: formatKst(isAway ? now - 7.4 * MINUTE_MS : now - 900),
      numbers: isAway ? null : numbersOf(state, now),
    },
    verification: state === 'plain' ? null : verificationOf(state, now),
    grading: {
      ready: state !== 'grading-away',
      model: null,
      waiting: state === 'grading-away' ? 214 : 2,
      graded: 3_110,
      failed: 0,
      p50Ms: 84,
      p95Ms: 120,
    },
    server: { version: '0.1.0', uptimeS: 3 * 86_400 + 7_200, loopLagMs: 1.8, rssMb: 142, clients: 5 },
    yards: YARDS.map(([yard, name], place) => ({
      yard,
      name,
      open: !isClosed,
      changesAt: place === 2 && !isClosed ? null : formatKst(nextChange(now, isClosed)),
      account: accountOf(yard, 48_211 + place * 9_113, state),
      devices: DEVICES.map((device, index) => deviceOf(device, index, place, state, now)),
    })),
    deadLetters: state === 'plain' ? 0 : 14,
    openAlerts: state === 'well' || state === 'plain' ? 0 : 3,
  };
}

function nextChange(now: number, isClosed: boolean): number {
  const tomorrow = (kstDayStart(kstDay(now)) ?? now) + DAY_MS;
  return isClosed ? tomorrow + 6 * HOUR_MS : tomorrow - 5 * HOUR_MS;
}

function deviceOf(name: string, index: number, place: number, state: MadeUpState, now: number) {
  const [area = '', device = ''] = name.split('/');
  const isQuiet = state === 'sensor-silent' && place === 1 && (index === 2 || index === 3);
  const quiet = index === 2 ? ('silent' as const) : ('offline' as const);
  return {
    area,
    device,
    condition: state === 'yard-closed' ? ('resting' as const) : isQuiet ? quiet : ('speaking' as const),
    heardAt: formatKst(isQuiet ? now - (27 + index * 40) * MINUTE_MS : now - (index + 1) * 2_300),
    clockOff: place === 2 && index === 3,
  };
}

function accountOf(yard: string, received: number, state: MadeUpState): Account {
  const behind = state === 'collector-behind' ? 1_204 : 0;
  const shares = [0.42, 0.06, 0.21, 0.2, 0.11];
  const counts = shares.map((share, index) => {
    const part = Math.round(received * share);
    const rejected = index === 2 ? 9 : index === 0 ? 3 : 0;
    const pending = Math.round(behind * share);
    return { received: part, written: part - rejected - pending, pending, rejected, duplicates: index * 7 };
  });
  if (state === 'broken-account' && yard === 'problem' && counts[3] !== undefined) counts[3].written -= 3;
  const sum = (of: (one: (typeof counts)[number]) => number): number => counts.reduce((all, one) => all + of(one), 0);
  return {
    received: sum((one) => one.received),
    written: sum((one) => one.written),
    pending: sum((one) => one.pending),
    rejected: sum((one) => one.rejected),
    duplicates: sum((one) => one.duplicates),
    byDevice: DEVICES.map((name, index) => {
      const [area = '', device = ''] = name.split('/');
      const none = { received: 0, written: 0, pending: 0, rejected: 0, duplicates: 0 };
      return { tenant: 'hanbit', yard, area, device, ...(counts[index] ?? none) };
    }),
  };
}

function numbersOf(state: MadeUpState, now: number): CollectorNumbers {
  const isBehind = state === 'collector-behind';
  const isAway = state === 'database-away';
  return {
    version: '0.1.0',
    uptimeS: 86_400 * 12 + 3_600 * 4,
    outbox: isBehind ? 3_612 : 0,
    outboxOldestAt: isBehind ? formatKst(now - 4 * MINUTE_MS) : null,
    spooled: isBehind ? 12_480 : 0,
    spooledOldestAt: isBehind ? formatKst(now - 6.5 * MINUTE_MS) : null,
    commitP50Ms: isBehind ? 412 : 3.2,
    commitP95Ms: isBehind ? 1_930 : 11.4,
    loopLagMs: isBehind ? 340 : 2.1,
    rssMb: 187,
    trouble: state === 'trouble' ? '디스크에 빈 곳이 12 MB 남았습니다 (/var/lib/scalehouse)' : null,
    projection:
      state === 'plain'
        ? null
        : {
            state: isAway ? 'away' : 'running',
            url: 'http://influx.yard.example:8086',
            due: isAway ? 18_204 : 6,
            oldestAt: formatKst(isAway ? now - 3.2 * HOUR_MS : now - 1_200),
            written: 1_204_551,
            rejected: 2,
            lastWrittenAt: formatKst(isAway ? now - 3.2 * HOUR_MS : now - 1_400),
            lastError: isAway ? 'connect ECONNREFUSED influx.yard.example:8086' : null,
            retryAt: isAway ? formatKst(now + 41_000) : null,
            lagP50Ms: 640,
            lagP95Ms: 1_310,
          },
  };
}

function verificationOf(state: MadeUpState, now: number): Verification {
  const differ = state === 'sums-differ';
  const day = (ago: number): string => kstDay(now - ago * DAY_MS);
  const rows: [string, number, string, number, number, boolean][] = [
    ['hanbit', 2, 'heavy', 182_440, 181_200, true],
    ['hanbit', 2, 'light', 61_020, 61_020 + 1_240, true],
    ['long', 4, 'pressed', 22_860, 0, false],
  ];
  return {
    at: formatKst(now - 23 * MINUTE_MS),
    fromDay: day(7),
    toDay: day(1),
    compared: 184,
    differing: differ ? rows.length : 0,
    repaired: differ ? 2 : 0,
    differences: differ
      ? rows.map(([yard, ago, grade, ledgerKg, influxKg, repaired]) => ({
          yard,
          day: day(ago),
          grade,
          ledgerKg,
          influxKg,
          repaired,
        }))
      : [],
  };
}
