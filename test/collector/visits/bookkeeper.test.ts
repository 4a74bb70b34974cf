import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GradingOutcome } from '../../../collector/grading/grading-outcome.ts';
import { accountOf } from '../../../collector/ledger/account.ts';
import { writeInference } from '../../../collector/ledger/inferences.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import { visitIdIn } from '../../../collector/visits/spans.ts';
import { formatKst } from '../../../domain/kst-time.ts';
import { maskedPlate } from '../../../domain/plate.ts';
import type { SettledVisit } from '../../../domain/visits/settle.ts';
import { visitsOf } from '../../../domain/visits/visits-of.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { anyDay, DAY_START, type DayEvent, messageOf, TENANT, YARD, yardEvents } from './yard-day.ts';

const NOW = DAY_START + 15 * 3_600_000;
/** long enough after the last message that no backlog is being told any more */
const LATER = NOW + 10 * 60_000;
let ledger: Ledger;

beforeEach(() => {
  ledger = new Ledger(':memory:');
});
afterEach(() => ledger.close());

const booked = (target: Ledger): Visit[] =>
  target
    .all<{ body: string }>('SELECT body FROM visit ORDER BY id')
    .map(({ body }) => ({ ...(JSON.parse(body) as Visit), revision: 0, restated: false }));

function expected(events: readonly DayEvent[]): {
  visits: Visit[];
  unassigned: readonly string[];
  refused: readonly string[];
} {
  const { visits, unassigned, refused } = visitsOf(yardEvents(events), [], visitIdIn(YARD), LATER);
  return { visits: visits.map(asWire).sort((a, b) => (a.id < b.id ? -1 : 1)), unassigned, refused };
}

function asWire(settled: SettledVisit): Visit {
  return {
    ...settled,
    yard: YARD,
    tenant: TENANT,
    plate: maskedPlate(settled.plate),
    openedAt: formatKst(settled.openedAt),
    closedAt: settled.closedAt === null ? null : formatKst(settled.closedAt),
    grades: settled.grades as Record<string, number>,
    exceptions: settled.exceptions.map(({ code, params }) => ({ code, params: { ...params } })),
    revision: 0,
    restated: false,
  };
}

const keysWith = (target: Ledger, where: string): string[] =>
  target
    .all<{ key: string }>(
      `SELECT e.area || '/' || e.device || '/' || e.id AS key FROM standing s JOIN event e ON e.seq = s.event WHERE ${where}`,
    )
    .map(({ key }) => key)
    .sort();

function bookAll(target: Ledger, events: readonly DayEvent[], batch: number): void {
  const bookkeeper = new Bookkeeper(target, () => []);
  for (let from = 0; from < events.length; from += batch) {
    bookkeeper.book(events.slice(from, from + batch).map(messageOf), NOW);
  }
  for (const event of new Map(events.map((one) => [one.id, one])).values()) judge(target, bookkeeper, event);
  bookkeeper.settleOverdue(LATER);
}

/** What becomes known of a photo, booked as the inspector books it. */
function judge(target: Ledger, bookkeeper: Bookkeeper, { kind, id, judgement = 'waiting' }: DayEvent): void {
  if (kind !== 'frame' || judgement === 'waiting') return;
  const row = target.first<{ seq: number; visit: string | null }>(
    'SELECT e.seq, s.visit FROM event e JOIN standing s ON s.event = e.seq WHERE e.id = ?',
    id,
  );
  if (!row) return;
  const model = { name: 'm', version: 'v1', sha256: 'd1' };
  const said = { grade: 'heavy', confidence: 1, embedding: [], distance: null, latencyMs: 1, model } as const;
  const outcome: GradingOutcome =
    judgement === 'failed'
      ? { ok: false, code: 'FRAME_UNDECODABLE', detail: '', retryable: false }
      : { ok: true, ...said, ...judgement };
  const inference = { event: row.seq, at: NOW, model, outcome, elapsedMs: 1 };
  writeInference(target, { ...inference, role: 'current' });
  // a shadow that says otherwise, and later, must not show in any visit
  writeInference(target, { ...inference, role: 'shadow', outcome: { ok: true, ...said, ...OTHERWISE } });
  if (row.visit !== null)
    bookkeeper.resettle(new Map([[row.visit, `inference/${id}`]]), { tenant: TENANT, yard: YARD }, NOW);
}

const OTHERWISE = { probabilities: { foreign: 1 }, isOutOfDomain: false, unusable: null } as const;

const arrivals = anyDay.chain((day) =>
  fc.record({
    day: fc.constant(day),
    arrived: fc.shuffledSubarray([...day, ...day], { minLength: day.length * 2 }),
    batch: fc.constantFrom(1, 2, 3, 7, 100),
  }),
);

describe('the book of visits', () => {
  it('amounts to the pure function of the events, whatever order, repetition and grouping they arrive in', () => {
    fc.assert(
      fc.property(arrivals, ({ day, arrived, batch }) => {
        const own = new Ledger(':memory:');
        try {
          bookAll(own, arrived, batch);
          const want = expected(day);
          expect(booked(own)).toEqual(want.visits);
          expect(keysWith(own, "s.visit IS NULL AND s.role = 'none'")).toEqual([...want.unassigned]);
          expect(keysWith(own, "s.role = 'refused'")).toEqual([...want.refused]);
        } finally {
          own.close();
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps received = written + pending + rejected, with every repeat counted as received and written', () => {
    fc.assert(
      fc.property(arrivals, ({ day, arrived, batch }) => {
        const own = new Ledger(':memory:');
        try {
          bookAll(own, arrived, batch);
          const account = accountOf(own, null, () => 0);
          expect(account.received).toBe(arrived.length);
          expect(account.received).toBe(account.written + account.pending + account.rejected);
          expect(account.duplicates).toBe(arrived.length - day.length);
          for (const row of account.byDevice) expect(row.received).toBe(row.written + row.pending + row.rejected);
        } finally {
          own.close();
        }
      }),
      { numRuns: 100 },
    );
  });

  it('sums the grades of every closed visit to its net exactly', () => {
    fc.assert(
      fc.property(arrivals, ({ arrived, batch }) => {
        const own = new Ledger(':memory:');
        try {
          bookAll(own, arrived, batch);
          for (const visit of booked(own)) {
            if (visit.status !== 'closed') continue;
            const sum = Object.values(visit.grades).reduce((all, kg) => all + kg, 0);
            expect(sum).toBe(visit.net);
          }
        } finally {
          own.close();
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never changes or drops a row of record', () => {
    bookAll(ledger, [weighing('a', 0, 30_000), weighing('b', 20, 6_000)], 1);
    for (const table of ['event', 'visit_row']) {
      expect(() => ledger.run(`UPDATE ${table} SET seq = seq`)).toThrow(/append-only/);
      expect(() => ledger.run(`DELETE FROM ${table}`)).toThrow(/append-only/);
    }
  });

  it('cites the row that a new row of a visit takes the place of', () => {
    bookAll(ledger, [weighing('a', 0, 30_000), weighing('b', 20, 6_000)], 1);
    const rows = ledger.all<{ seq: number; cites: number | null; status: string }>(
      'SELECT seq, cites, status FROM visit_row ORDER BY seq',
    );
    expect(rows.map(({ status }) => status)).toEqual(['open', 'closed']);
    expect(rows[1]?.cites).toBe(rows[0]?.seq);
  });

  it('dissolves a visit whose opening weighing turns out to be a second one, and keeps its rows', () => {
    bookAll(ledger, [weighing('b', 20, 6_000)], 1);
    const [alone] = booked(ledger);
    bookAll(ledger, [weighing('a', 0, 30_000)], 1);
    const [paired] = booked(ledger);
    expect(booked(ledger)).toHaveLength(1);
    expect(paired).toMatchObject({ status: 'closed', gross: 30_000, tare: 6_000, net: 24_000 });
    const last = ledger.first<{ status: string; net: number }>(
      'SELECT status, net FROM visit_row WHERE visit = ? ORDER BY revision DESC LIMIT 1',
      alone?.id ?? '',
    );
    expect(last).toEqual({ status: 'cancelled', net: 0 });
  });

  it('refuses an id that was used for something else, and keeps the first', () => {
    const bookkeeper = new Bookkeeper(ledger, () => []);
    bookkeeper.book([messageOf(weighing('a', 0, 30_000))], NOW);
    const [outcome] = bookkeeper.book([messageOf(weighing('a', 0, 31_000))], NOW);
    expect(outcome?.code).toBe('ID_REUSED');
    expect(booked(ledger).map(({ firstKg }) => firstKg)).toEqual([30_000]);
  });

  it('keeps a yard with the tenant of its first message', () => {
    const bookkeeper = new Bookkeeper(ledger, () => []);
    const mine = messageOf(weighing('a', 0, 30_000));
    const foreign = { ...messageOf(weighing('b', 5, 9_000)), address: { ...mine.address, tenant: 'other' } };
    const outcomes = bookkeeper.book([mine, foreign], NOW);
    expect(outcomes.map(({ code }) => code)).toEqual([null, 'TENANT_UNKNOWN']);
    expect(booked(ledger)).toHaveLength(1);
    expect(ledger.first<{ code: string }>('SELECT code FROM dead_letter')?.code).toBe('TENANT_UNKNOWN');
  });

  it('refuses the second plate of a ticket with a dead letter, and moves it from written to rejected', () => {
    bookAll(ledger, [weighing('a', 0, 30_000, 'T1'), { ...weighing('b', 20, 6_000, 'T1'), plate: '포항12가7777' }], 2);
    expect(booked(ledger)).toMatchObject([{ status: 'open', net: null }]);
    expect(accountOf(ledger, YARD, () => 0)).toMatchObject({ received: 2, written: 1, rejected: 1 });
    expect(ledger.first<{ code: string }>('SELECT code FROM dead_letter')?.code).toBe('PLATE_CONTRADICTS_TICKET');
  });

  it('numbers the facts of a yard without a gap', () => {
    bookAll(ledger, [weighing('a', 0, 30_000), weighing('b', 20, 6_000), weighing('c', 30, 29_000)], 1);
    const facts = ledger.all<{ payload: string }>('SELECT payload FROM outbox ORDER BY seq');
    const seqs = facts.map(({ payload }) => (JSON.parse(payload) as { seq: number }).seq);
    expect(seqs.length).toBeGreaterThan(5);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });
});

function weighing(id: string, minute: number, kg: number, ticket: string | null = null): DayEvent {
  return {
    kind: 'weighing',
    id,
    area: 'weigh',
    at: DAY_START + minute * 60_000,
    ticket,
    plate: '부산86바1234',
    kg,
    lift: null,
    occupied: false,
    alarm: false,
    visit: null,
    declaredGrade: 'heavy',
    direction: null,
  };
}
