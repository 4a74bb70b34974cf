import { Ledger } from '../../../../collector/ledger/ledger.ts';
import type { Grade } from '../../../../domain/grades.ts';
import { shiftOf } from '../../../../domain/shifts.ts';
import { DAY_MS, type EpochMs } from '../../../../domain/units.ts';
import { randomOf } from '../../../demo-yard/seeded.ts';
import { type Truck, visitOf, YardLedger } from './yard-ledger.ts';

export const kst = (text: string): EpochMs => Date.parse(`${text}+09:00`);
/** A yard whose every row is told here, and one whose days are generated. */
export const TOLD = 'busan';
export const GENERATED = 'gwangyang';
/** Shifts that begin at half hours; the night shift crosses midnight. */
export const SHIFTS = [
  { name: '오전', start: '05:30' },
  { name: '오후', start: '13:30' },
  { name: '야간', start: '21:30' },
].map(shiftOf);
export const ODD_PARTNER = `'; DROP MEASUREMENT "visit" -- \\`;
const NOW = kst('2028-06-01T00:00:00');

const TOLD_TRUCKS: readonly (readonly [string, number, Grade, Truck['direction'], string | null])[] = [
  ['2027-12-31T23:59:59.999', 100, 'heavy', 'inbound', '가람'],
  ['2028-01-01T00:00:00.000', 200, 'light', 'inbound', '나래'],
  ['2028-02-28T21:30:00.000', 5, 'cast', 'outbound', '100 %'],
  ['2028-02-29T00:00:00.000', 300, 'heavy', 'inbound', '가람'],
  ['2028-02-29T00:00:00.000', 1_000, 'heavy', 'inbound', '가람'],
  ['2028-02-29T05:29:59.999', 400, 'light', 'inbound', null],
  ['2028-02-29T05:30:00.000', 500, 'heavy', 'outbound', '가람'],
  ['2028-02-29T12:00:00.000', 9_999, 'heavy', 'inbound', '취소상사'],
  ['2028-02-29T13:30:00.000', 800, 'heavy', 'inbound', '나래'],
  ['2028-02-29T23:59:59.999', 600, 'turnings', 'inbound', ODD_PARTNER],
  ['2028-03-01T00:00:00.000', 700, 'heavy', 'inbound', '가람'],
];

/** Writes both yards into a ledger: late events, a cancelled visit, corrected ones, photos judged twice. */
export function tellWorld(dataDir: string): YardLedger {
  const yard = new YardLedger(Ledger.in(dataDir));
  const trucks = TOLD_TRUCKS.map(([at, kg, grade, direction, partner], n): Truck => {
    return { yard: TOLD, ticket: `t${n}`, closedAt: kst(at), kg, grade, direction, partner };
  });
  const other = { ...trucks[3], yard: 'ulsan', kg: 77_777 } as Truck;
  yard.book([...trucks, other].flatMap((truck) => yard.truck(truck)).reverse(), NOW);
  const office = { by: 'kim', reason: '이유' };
  yard.book(
    [
      yard.event(TOLD, 'cancellation', kst('2028-02-29T12:30:00'), { ...office, visit: visitOf(TOLD, 't7') }),
      yard.event(TOLD, 'correction', kst('2028-02-29T14:00:00'), {
        ...office,
        visit: visitOf(TOLD, 't8'),
        grades: { heavy: 300, light: 500 },
      }),
    ],
    NOW,
  );
  tellPhotos(yard);
  tellDevices(yard);
  tellProgramme(yard);
  generateDays(yard);
  return yard;
}

function tellPhotos(yard: YardLedger): void {
  const photo = (id: string, at: string, area = 'bay1') =>
    yard.event(TOLD, 'frame', kst(at), { id, sha256: `sha-${id}`, area });
  yard.book(
    [
      photo('p1', '2028-02-29T10:05:00'),
      photo('p2', '2028-02-29T10:10:00'),
      photo('p3', '2028-02-29T10:10:00'),
      photo('p4', '2028-02-29T10:30:00'),
      photo('p5', '2028-02-29T10:40:00'),
      photo('p6', '2028-02-29T11:00:00', 'bay2'),
    ],
    NOW,
  );
  const contradicting = { id: 'p7', sha256: 'sha-p7', area: 'bay1', ticket: 't3', plate: '인천99하9999' };
  const refused = yard.event(TOLD, 'frame', kst('2028-02-29T10:15:00'), contradicting);
  yard.book([refused], NOW, 'PLATE_CONTRADICTS_TICKET');
  yard.judge(TOLD, 'p7', { grade: 'cast', confidence: 0.1 }, NOW);
  yard.judge(TOLD, 'p1', { grade: 'heavy', confidence: 0.9 }, NOW);
  yard.judge(TOLD, 'p2', { grade: 'light', confidence: 0.5, isOutOfDomain: true }, NOW);
  yard.judge(TOLD, 'p3', { grade: 'light', confidence: 0.8 }, NOW);
  yard.judge(TOLD, 'p3', { grade: 'heavy', confidence: 0.6, model: 'v2' }, NOW);
  yard.judge(TOLD, 'p4', 'failed', NOW);
  yard.judge(TOLD, 'p6', { grade: 'heavy', confidence: 0.7 }, NOW);
}

function tellDevices(yard: YardLedger): void {
  const said: [string, string, boolean][] = [
    ['cam-a', '2028-02-27T00:00:00', true],
    ['cam-a', '2028-02-29T06:00:00', false],
    ['cam-b', '2028-02-29T12:00:00', true],
    ['cam-a', '2028-02-29T18:00:00', true],
    // twice within a millisecond, often enough that only their order can tell which holds
    ...Array.from({ length: 5 }, (): [string, string, boolean][] => [
      ['cam-a', '2028-03-01T00:00:00', false],
      ['cam-a', '2028-03-01T00:00:00', true],
    ]).flat(),
    ['cam-b', '2028-03-01T06:00:00', false],
  ];
  yard.book(
    said.map(([device, at, online]) => yard.state(TOLD, device, kst(at), online)),
    NOW,
  );
}

function tellProgramme(yard: YardLedger): void {
  yard.indicator(TOLD, '회수율', kst('2028-02-29T00:00:00'), 0.5, 0.9);
  yard.indicator(TOLD, '회수율', kst('2028-02-29T01:00:00'), 0.6, null);
  yard.indicator(TOLD, '회수율', kst('2028-02-29T01:00:00'), 0.7, 0);
  yard.indicator(TOLD, 'uptime', kst('2028-03-01T00:00:00'), 0.99, null);
  yard.indicator('ulsan', 'uptime', kst('2028-03-01T00:00:00'), 0.1, null);
  yard.budget('p 1', ['부산시', '장비', '집행'], kst('2028-02-29T10:00:00'), 1_500_000_000_000);
  yard.budget('p 1', ['부산시', '장비', '집행'], kst('2028-02-29T10:00:00'), -500_000_000_000);
  yard.budget('p 1', ['국비', '인건비', '교부'], kst('2028-03-01T00:00:00'), 7);
  yard.budget('p 2', ['국비', '인건비', '교부'], kst('2028-03-01T00:00:00'), 1);
}

/** Nine days around a leap day: trucks of any hour, told in any order, then corrections and cancellations. */
function generateDays(yard: YardLedger): void {
  const source = randomOf('series', 29);
  const random = () => source.next();
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const trucks = Array.from({ length: 60 }, (_, n): Truck => {
    return {
      yard: GENERATED,
      ticket: `g${n}`,
      closedAt: kst('2028-02-25T00:00:00') + Math.floor(random() * 9 * DAY_MS),
      kg: 10 * (1 + Math.floor(random() * 2_500)),
      grade: pick(['heavy', 'light', 'guillotine', 'cast'] as const),
      direction: pick(['inbound', 'inbound', 'outbound'] as const),
      partner: pick(['가람', '나래', 'heavy', null]),
    };
  });
  const messages = trucks
    .flatMap((truck) => yard.truck(truck))
    .map((message) => ({ message, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ message }) => message);
  for (let from = 0; from < messages.length; from += 20) yard.book(messages.slice(from, from + 20), NOW);
  const office = { by: 'kim', reason: '이유' };
  for (const [n, truck] of trucks.entries()) {
    const visit = visitOf(GENERATED, truck.ticket);
    if (n % 7 === 0) yard.book([yard.event(GENERATED, 'cancellation', NOW, { ...office, visit })], NOW);
    else if (n % 3 === 0) {
      const half = Math.floor(truck.kg / 2);
      const grades = { turnings: half, shredded: truck.kg - half };
      yard.book([yard.event(GENERATED, 'correction', NOW, { ...office, visit, grades })], NOW);
    }
  }
}
