import { writeInference } from '../../collector/ledger/inferences.ts';
import { Ledger } from '../../collector/ledger/ledger.ts';
import { markHourDue, refreshRollups } from '../../collector/ledger/rollups.ts';
import { formatKst, startOfKstHour } from '../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/units.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import type { Random } from '../demo-yard/painter/random.ts';
import { randomOf } from '../demo-yard/seeded.ts';
import { kilogramsOf } from '../server/stores/series/oracle.ts';
import { TENANT, type Truck, visitOf, YardLedger } from '../server/stores/series/yard-ledger.ts';

export const YARDS = ['busan', 'pohang', 'gwangyang'] as const;
export const YEAR = { from: '2025-01-01', to: '2025-12-31' } as const;
export const WEEK = { from: '2025-06-02', to: '2025-06-08' } as const;
const YEAR_START = Date.parse(`${YEAR.from}T00:00:00+09:00`);
const DAYS = 365;
const TRUCKS_A_DAY = 40;
const TARE = 6_000;
const PARTNERS = ['가람', '나래', '다온', '마루', '바름', '새롬', '아름', '자연', '차오름', '하늘'] as const;
const GRADES = ['heavy', 'heavy', 'light', 'guillotine', 'new_bale', 'cast', 'turnings', 'shredded'] as const;
const MODEL = { name: 'grading', version: 'bench', sha256: 'bench' };

/**
 * A year of three yards, the same on every machine: 40 trucks a day with a photo each. Rows are written as the book
 * leaves them, of which a day is compared first; a book that is kept truck by truck would need minutes for it.
 * @throws Error when the book would have other kilograms
 */
export function tellYear(dataDir: string): Ledger {
  compareWithBook();
  const ledger = Ledger.in(dataDir);
  for (const yard of YARDS) {
    ledger.run('INSERT INTO yard (yard, tenant, first_at) VALUES (?, ?, ?)', yard, TENANT, YEAR_START);
  }
  for (let day = 0; day < DAYS; day += 1) loadDay(ledger, day);
  while (refreshRollups(ledger));
  return ledger;
}

function compareWithBook(): void {
  const [loaded, booked] = [new Ledger(':memory:'), new YardLedger(new Ledger(':memory:'))];
  loadDay(loaded, 0);
  const [yard] = YARDS;
  booked.book(
    trucksOf(yard, 0).flatMap((truck) => booked.truck(truck)),
    YEAR_START + DAY_MS,
  );
  const said = (ledger: Ledger) => JSON.stringify(kilogramsOf(ledger, yard).sort((a, b) => a.at - b.at || a.kg - b.kg));
  if (said(loaded) !== said(booked.ledger)) throw new Error('the rows of the bench are not those of the book');
  for (const ledger of [loaded, booked.ledger]) ledger.close();
}

function trucksOf(yard: string, day: number): Truck[] {
  const random = randomOf('year', yard, day);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random.next() * values.length)] as T;
  return Array.from({ length: TRUCKS_A_DAY }, (_, n) => ({
    yard,
    ticket: `${day}-${n}`,
    closedAt: YEAR_START + day * DAY_MS + 7 * HOUR_MS + Math.floor(random.next() * 12 * HOUR_MS),
    kg: 20 * (250 + Math.floor(random.next() * 1_000)),
    grade: pick(GRADES),
    direction: pick(['inbound', 'inbound', 'inbound', 'outbound'] as const),
    partner: pick(PARTNERS),
  }));
}

function loadDay(ledger: Ledger, day: number): void {
  ledger.transaction(() => {
    for (const yard of YARDS) {
      const random = randomOf('year', yard, day, 'photos');
      for (const truck of trucksOf(yard, day)) loadTruck(ledger, truck, random);
    }
  });
}

function loadTruck(ledger: Ledger, truck: Truck, random: Random): void {
  const { yard, ticket, closedAt, kg, grade, direction, partner } = truck;
  const visit = visitOf(yard, ticket);
  loadEvent(ledger, truck, { kind: 'weighing', at: closedAt, role: 'second', visit });
  const photo = loadEvent(ledger, truck, { kind: 'frame', at: closedAt - 5 * MINUTE_MS, role: 'frame', visit });
  const confidence = 0.5 + random.next() / 2;
  const outcome = {
    ...({ ok: true, probabilities: { [grade]: confidence }, grade, confidence, model: MODEL } as const),
    ...{ embedding: [], distance: 0.1, isOutOfDomain: random.next() < 0.02, unusable: null, latencyMs: 12 },
  };
  writeInference(ledger, { event: photo, at: closedAt, role: 'current', model: MODEL, outcome, elapsedMs: 12 });
  const body = JSON.stringify(bodyOf(visit, truck));
  const { lastInsertRowid: row } = ledger.run(
    `INSERT INTO visit_row (visit, revision, cause, recorded_at, status, net, body) VALUES (?, 1, '', ?, 'closed', ?, ?)`,
    ...[visit, closedAt, kg, body],
  );
  ledger.run(
    `INSERT INTO visit (id, tenant, yard, plate, ticket, status, opened_at, closed_at, direction, partner, net, visit_row,
       revision, body) VALUES (?, ?, ?, ?, ?, 'closed', ?, ?, ?, ?, ?, ?, 1, ?)`,
    ...[visit, TENANT, yard, `부산86바${ticket}`, ticket, closedAt - 20 * MINUTE_MS, closedAt],
    ...[direction, partner, kg, row, body],
  );
  ledger.run('INSERT INTO visit_grade (visit, grade, kg) VALUES (?, ?, ?)', visit, grade, kg);
  markHourDue(ledger, yard, startOfKstHour(closedAt));
}

interface LoadedEvent {
  readonly kind: 'weighing' | 'frame';
  readonly at: number;
  readonly role: string;
  readonly visit: string;
}

function loadEvent(ledger: Ledger, { yard, ticket }: Truck, { kind, at, role, visit }: LoadedEvent): number {
  const device = kind === 'frame' ? 'cam-1' : 'wb-1';
  const { lastInsertRowid: seq } = ledger.run(
    `INSERT INTO event (tenant, yard, area, device, kind, id, at, received_at, ticket, body)
     VALUES (?, ?, 'bay1', ?, ?, ?, ?, ?, ?, '{}')`,
    ...[TENANT, yard, device, kind, `${kind} ${ticket}`, at, at, ticket],
  );
  ledger.run(
    'INSERT INTO standing (event, yard, kind, at, visit, role) VALUES (?, ?, ?, ?, ?, ?)',
    ...[seq, yard, kind, at, visit, role],
  );
  return seq;
}

function bodyOf(id: string, { yard, ticket, closedAt, kg, grade, direction, partner }: Truck): Visit {
  return {
    ...{ id, yard, tenant: TENANT, ticket, plate: '부산86바****', direction, partner, status: 'closed' },
    ...{ openedAt: formatKst(closedAt - 20 * MINUTE_MS), closedAt: formatKst(closedAt) },
    ...{ firstKg: TARE + kg, gross: TARE + kg, tare: TARE, net: kg, deduction: 0, accepted: kg },
    ...{ grades: { [grade]: kg }, declaredGrade: grade, basis: 'declared', confidence: null, review: null },
    ...{ rule: 'weighted@1', exceptions: [], liftCount: 0, frameCount: 1, revision: 1, restated: false },
  };
}
