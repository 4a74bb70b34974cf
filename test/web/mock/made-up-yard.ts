import { formatKst, kstDay, startOfKstDay, startOfKstHour } from '../../../domain/kst-time.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import type { JudgedFrame, Problem, Totals, Visit, YardSummary } from '../../../domain/wire/http-api.ts';
import { madeUpVisits } from './made-up-visits.ts';

/** Yards by what they show: a good day, nothing yet, trouble, names too long, a feed that stops, a collector that is away. */
export const SCENARIOS = {
  hanbit: '한빛자원 포항 야드',
  empty: '새 야드',
  problem: '서해리사이클링 당진 야드',
  long: '주식회사 한국자원순환산업개발 포항제1사업장 고철물류센터 야적장',
  stale: '우진메탈 광양 야드',
  away: '동성철강 부산 야드',
} as const;
export type Scenario = keyof typeof SCENARIOS;

export function isScenario(yard: string): yard is Scenario {
  return yard in SCENARIOS;
}

export function visitsOf(yard: Scenario, now: number): Visit[] {
  return yard === 'empty' ? [] : madeUpVisits(yard, now, yard === 'problem' ? 11 : 7);
}

/** Closed visits in sum. */
export function totals(visits: readonly Visit[]): Totals {
  const closed = visits.filter(({ status }) => status === 'closed');
  const grades: Record<string, number> = {};
  for (const visit of closed) {
    for (const [grade, kg] of Object.entries(visit.grades)) grades[grade] = (grades[grade] ?? 0) + kg;
  }
  const sum = (direction: Visit['direction']): number =>
    closed.filter((visit) => visit.direction === direction).reduce((total, { net }) => total + (net ?? 0), 0);
  return { trucks: closed.length, inboundKg: sum('inbound'), outboundKg: sum('outbound'), grades };
}

function closedIn(visits: readonly Visit[], from: number, to: number): Visit[] {
  return visits.filter(
    ({ closedAt }) => closedAt !== null && Date.parse(closedAt) >= from && Date.parse(closedAt) < to,
  );
}

function problems(yard: Scenario, now: number, visits: readonly Visit[]): Problem[] {
  if (yard !== 'problem' && yard !== 'long') return [];
  const at = formatKst(now - 4 * MINUTE_MS);
  const visit = visits.at(-1)?.id ?? null;
  return [
    { level: 'alarm', code: 'RADIATION_ALARM', at, visit, device: 'gate/rad-1', params: { microSvPerHour: 0.82 } },
    { level: 'warning', code: 'DEVICE_OFFLINE', at, visit: null, device: 'bay-1/camera-2', params: {} },
    {
      level: 'warning',
      code: 'LIFTS_DIFFER_FROM_NET',
      at,
      visit,
      device: null,
      params: { net: 21_000, lifted: 19_800 },
    },
    { level: 'warning', code: 'DEVICE_CLOCK_OFF', at, visit: null, device: 'bay-2/crane-2', params: {} },
  ];
}

function judged(yard: Scenario, now: number, hashes: readonly string[]): JudgedFrame[] {
  if (yard === 'empty') return [];
  const grades = ['heavy', 'pressed', 'shredded', 'cast', 'new_bale', 'turnings'];
  const turn = Math.floor(now / 12_000);
  return grades.map((_, index) => {
    const number = turn - index;
    return {
      id: `judged-${number}`,
      sha256: hashes[number % hashes.length] ?? '',
      at: formatKst((number + 1) * 12_000 - 8_000),
      area: 'bay-1',
      device: 'camera-1',
      visit: null,
      lift: (number % 7) + 1,
      liftKg: number % 6 === 5 ? null : 1_240 + (number % 9) * 60,
      grade: grades[number % grades.length] ?? 'heavy',
      confidence: 0.97 - (number % 6) * 0.09,
      model: 'scrap-grade v1',
      ...(number % 4 === 1 ? { unusable: 'BLURRED' } : number % 4 === 2 ? { outOfDomain: true } : {}),
    };
  });
}

/** The state of a made-up yard at an instant. */
export function summaryOf(yard: Scenario, now: number, hashes: readonly string[]): YardSummary {
  const visits = visitsOf(yard, now);
  const start = startOfKstDay(now);
  const phase = (now / 1000) % 40;
  const kg = phase < 8 ? Math.round(phase * 180) * 20 : phase < 30 ? 38_420 : 0;
  const written = 48_211 + visits.length * 14;
  return {
    yard,
    name: SCENARIOS[yard],
    tenant: 'hanbit',
    at: formatKst(now),
    seq: Math.floor(now / 1000),
    day: kstDay(now),
    planKg: yard === 'empty' ? null : 720_000,
    shifts:
      yard === 'hanbit'
        ? [
            { name: '오전', start: '06:00' },
            { name: '오후', start: '14:00' },
            { name: '야간', start: '22:00' },
          ]
        : [],
    today: totals(visits),
    restatedDays: yard === 'problem' ? [kstDay(now - 24 * HOUR_MS)] : [],
    hour: totals(closedIn(visits, startOfKstHour(now), now)),
    yesterdaySoFar: yard === 'empty' ? totals([]) : totals(madeUpVisits(yard, now, 21)),
    hours: Array.from({ length: 24 }, (_, hour) => ({
      start: formatKst(start + hour * HOUR_MS),
      grades: totals(closedIn(visits, start + hour * HOUR_MS, start + (hour + 1) * HOUR_MS)).grades,
    })),
    openVisits: openVisits(yard, visits, now),
    scales:
      yard === 'empty'
        ? []
        : [
            { area: 'gate', device: 'scale-1', at: formatKst(now), kg, stable: phase >= 8 && phase < 30 },
            { area: 'gate', device: 'scale-2', at: formatKst(now), kg: 0, stable: true },
          ],
    judged: judged(yard, now, hashes),
    devices:
      yard === 'empty'
        ? []
        : ['gate/scale-1', 'bay-1/camera-1', 'bay-1/crane-1', 'gate/rad-1'].map((name, index) => ({
            area: name.split('/')[0] ?? '',
            device: name.split('/')[1] ?? '',
            online: !(yard === 'problem' && index === 1),
            model: 'CAS CI-6000A',
            firmware: '2.1',
            heardAt: formatKst(now - index * 3_000),
            clockOffsetMs: 0,
            clockOff: yard === 'problem' && index === 2,
          })),
    problems: problems(yard, now, visits),
    unassigned: { lifts: yard === 'problem' ? 2 : 0, frames: yard === 'problem' ? 1 : 0 },
    account: { received: written + 12, written, pending: 0, rejected: 12, duplicates: 31, byDevice: [] },
    collector: {
      online: yard !== 'away',
      heardAt: formatKst(yard === 'away' ? now - 3 * MINUTE_MS : now - 300),
      grading: { ready: true, model: null, waiting: 2, graded: 310, failed: 0, p50Ms: 84, p95Ms: 120 },
    },
  };
}

/** The long and the problem yard are crowded, so that the list has to say how many more there are. */
function openVisits(yard: Scenario, visits: readonly Visit[], now: number): Visit[] {
  const open = visits.filter(({ status }) => status === 'open');
  if (yard === 'empty') return [];
  const wanted = yard === 'long' || yard === 'problem' ? 9 : 5;
  const borrowed = visits.slice(0, Math.max(0, wanted - open.length)).map((visit, index) => ({
    ...visit,
    id: `${visit.id}-inside`,
    status: 'open' as const,
    openedAt: formatKst(now - (7 + index * 11) * MINUTE_MS),
    closedAt: null,
    direction: index % 3 === 2 ? null : visit.direction,
  }));
  return [...open, ...borrowed].sort((a, b) => a.openedAt.localeCompare(b.openedAt));
}
