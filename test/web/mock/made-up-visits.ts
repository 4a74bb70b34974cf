import { apportion } from '../../../domain/apportion.ts';
import { GRADES, type Grade } from '../../../domain/grades.ts';
import { formatKst, startOfKstDay } from '../../../domain/kst-time.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import type { Visit, VisitDetail, VisitFrame } from '../../../domain/wire/http-api.ts';
import { seededRandom } from './random.ts';

const PARTNERS = ['한일자원', '동성철강', '우진메탈', '서해리사이클링', '대원금속', '삼보스틸'];
const LONG_PARTNER = '주식회사 한국자원순환산업개발 포항제1사업장 고철물류센터';
const MIXES: readonly (readonly [Grade, number][])[] = [
  [
    ['heavy', 0.71],
    ['guillotine', 0.21],
    ['foreign', 0.08],
  ],
  [
    ['new_sheet', 0.88],
    ['new_bale', 0.12],
  ],
  [
    ['light', 0.64],
    ['pressed', 0.3],
    ['turnings', 0.06],
  ],
  [
    ['shredded', 0.93],
    ['light', 0.07],
  ],
  [
    ['guillotine', 0.55],
    ['heavy', 0.45],
  ],
  [
    ['pressed', 0.8],
    ['cast', 0.15],
    ['turnings', 0.05],
  ],
  [['heavy', 1]],
];

/** A working day's visits up to `now`, oldest first, the same for the same day and seed; trucks of the last minutes are still inside. */
export function madeUpVisits(yard: string, now: number, seed: number): Visit[] {
  const random = seededRandom(seed);
  const visits: Visit[] = [];
  let at = startOfKstDay(now) + 6.4 * HOUR_MS;
  for (let number = 1; number <= 60; number += 1) {
    at += Math.round((4 + random() * 22) * MINUTE_MS);
    const stay = Math.round((6 + random() * 34) * MINUTE_MS);
    const draws = [random(), random(), random(), random(), random()] as const;
    if (at > now - 2 * MINUTE_MS) continue;
    visits.push(madeUpVisit(yard, number, at, at + stay < now ? at + stay : null, draws));
  }
  return visits;
}

function madeUpVisit(
  yard: string,
  number: number,
  openedAt: number,
  closedAt: number | null,
  [load, truck, mixDraw, partnerDraw, oddDraw]: readonly [number, number, number, number, number],
): Visit {
  const tare = 13_000 + Math.round(truck * 150) * 20;
  const net = 17_000 + Math.round(load * 700) * 20;
  const isOutbound = number % 9 === 0;
  const mix = MIXES[Math.floor(mixDraw * MIXES.length)] ?? [];
  const shares = apportion(
    net,
    GRADES.map((grade) => mix.find(([name]) => name === grade)?.[1] ?? 0),
  );
  const isClosed = closedAt !== null;
  const isOdd = oddDraw > 0.9;
  const confidence = Math.round((0.55 + mixDraw * 0.44) * 100) / 100;
  return {
    id: `${yard}-${String(number).padStart(4, '0')}`,
    yard,
    tenant: 'hanbit',
    ticket: `T${1000 + number}`,
    plate: `부산86바 **${String(10 + ((number * 37) % 90))}`,
    direction: isOutbound ? 'outbound' : 'inbound',
    partner:
      yard === 'long' ? LONG_PARTNER : partnerDraw > 0.93 ? null : (PARTNERS[Math.floor(partnerDraw * 6)] ?? null),
    status: isClosed ? 'closed' : 'open',
    openedAt: formatKst(openedAt),
    closedAt: closedAt === null ? null : formatKst(closedAt),
    firstKg: isOutbound ? tare : tare + net,
    gross: isClosed ? tare + net : null,
    tare: isClosed ? tare : null,
    net: isClosed ? net : null,
    deduction: isClosed && isOdd ? 240 : 0,
    accepted: isClosed ? net - (isOdd ? 240 : 0) : null,
    grades: isClosed
      ? Object.fromEntries(GRADES.map((grade, i) => [grade, shares[i] ?? 0]).filter(([, kg]) => kg))
      : {},
    declaredGrade: '중량A',
    basis: isClosed ? 'photos' : 'none',
    confidence: isClosed ? confidence : null,
    review: isClosed && confidence < 0.62 ? 'LOW_CONFIDENCE' : isClosed ? null : 'GRADING_PENDING',
    rule: 'weighted v1',
    exceptions: isOdd ? [{ code: 'LIFTS_DIFFER_FROM_NET', params: { net, lifted: net - 1_240 } }] : [],
    liftCount: 6,
    frameCount: 6,
    revision: isClosed ? 9 : 3,
    restated: isClosed && number % 14 === 0,
  };
}

/** Photos of a made-up visit that have no say: a blurred one and one that looks like nothing taught. */
const HELD: ReadonlySet<number> = new Set([1, 3]);

/** A visit with six lifts and the photos of `hashes`; the last lift has none yet. */
export function madeUpDetail(visit: Visit, hashes: readonly string[]): VisitDetail {
  const opened = Date.parse(visit.openedAt);
  const net = visit.net ?? 24_000;
  const kept = Object.entries(visit.grades);
  const cranes = apportion(net, [5, 6, 4, 7, 5, 3]).map((kg, index) => ({
    id: `${visit.id}-l${index}`,
    at: formatKst(opened + (index + 2) * 90_000),
    kg,
    lift: index + 1,
    area: 'bay-1',
    device: 'crane-1',
  }));
  const model = { name: 'scrap-grade', version: '1', sha256: 'a'.repeat(64) };
  const frames = cranes.slice(0, 5).map((lift, index): VisitFrame => {
    const grade = (kept[index % Math.max(1, kept.length)]?.[0] ?? 'heavy') as Grade;
    return {
      id: `${lift.id}-f`,
      at: lift.at,
      sha256: hashes[index % hashes.length] ?? '',
      area: 'bay-1',
      device: 'camera-1',
      liftId: lift.id,
      lift: lift.lift,
      state: index === 4 ? 'waiting' : 'graded',
      grade: HELD.has(index) || index === 4 ? null : grade,
      probabilities: index === 4 ? {} : { [grade]: 0.86 - index * 0.1, pressed: 0.08, light: 0.06 + index * 0.1 },
      confidence: HELD.has(index) || index === 4 ? null : 0.86 - index * 0.1,
      model: index === 4 ? null : model,
      latencyMs: 84,
      correctedGrade: index === 2 ? 'cast' : null,
      outOfDomain: index === 3,
      unusable: index === 1 ? 'BLURRED' : null,
      learnedBy: index === 2 ? 'v2-hanbit-1' : null,
    };
  });
  const lifts = cranes.map((lift) => ({
    ...lift,
    probabilities: mixOf(frames.filter(({ liftId }) => liftId === lift.id).map((frame) => [saidOf(frame), 1])),
  }));
  return {
    ...visit,
    weighings: [
      {
        id: 'w1',
        at: visit.openedAt,
        receivedAt: visit.openedAt,
        kg: visit.firstKg,
        role: 'first',
        area: 'gate',
        device: 'scale-1',
        clockOff: false,
      },
      ...(visit.closedAt === null
        ? []
        : [
            {
              id: 'w2',
              at: visit.closedAt,
              receivedAt: visit.closedAt,
              kg: visit.direction === 'outbound' ? (visit.gross ?? 0) : (visit.tare ?? 0),
              role: 'second' as const,
              area: 'gate',
              device: 'scale-1',
              clockOff: true,
            },
          ]),
    ],
    lifts,
    frames,
    probabilities: mixOf(lifts.map(({ kg, probabilities }) => [probabilities, kg])),
    corrections: [
      {
        id: 'c1',
        at: formatKst(opened + 30 * 60_000),
        by: 'plant',
        reason: '검수원 육안 확인',
        grade: 'cast',
        grades: null,
        deductionKg: null,
        frame: `${visit.id}-l2-f`,
        withdraws: null,
      },
      ...(['c2', 'c3'] as const).map((id) => ({
        id,
        at: formatKst(opened + 31 * 60_000),
        by: 'plant',
        reason: id === 'c2' ? 'MIXED_LOAD' : 'WITHDRAWN',
        grade: id === 'c2' ? 'light' : null,
        grades: null,
        deductionKg: null,
        frame: id === 'c2' ? `${visit.id}-l0-f` : null,
        withdraws: id === 'c2' ? null : 'c2',
      })),
    ],
    history: Array.from({ length: visit.revision }, (_, index) => ({
      revision: index + 1,
      at: formatKst(opened + index * 100_000),
      status: visit.status,
      net: index + 1 === visit.revision ? visit.net : null,
      cause: ['opened', 'lift', 'frame', 'graded', 'closed'][index % 5] ?? 'late',
    })),
  };
}

const saidOf = ({ grade, correctedGrade, probabilities }: VisitFrame): Record<string, number> => {
  if (correctedGrade !== null) return { [correctedGrade]: 1 };
  return grade === null ? {} : probabilities;
};

/** The mean by weight of what each says, as shares. */
function mixOf(parts: readonly (readonly [says: Record<string, number>, weight: number])[]): Record<string, number> {
  const mix: Record<string, number> = {};
  const total = (shares: Record<string, number>) => Object.values(shares).reduce((sum, share) => sum + share, 0);
  for (const [says, weight] of parts) {
    for (const [grade, share] of Object.entries(says)) mix[grade] = (mix[grade] ?? 0) + (weight * share) / total(says);
  }
  const all = total(mix);
  return Object.fromEntries(Object.entries(mix).map(([grade, share]) => [grade, share / all]));
}
