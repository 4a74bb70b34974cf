import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeInference } from '../../../collector/ledger/inferences.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import type { EventMessage } from '../../../collector/messages.ts';
import { sha256Of } from '../../../collector/slips/slip-book.ts';
import { verifyYard } from '../../../collector/slips/verify.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import { rebook } from '../../../collector/visits/rebook.ts';
import { visitIdIn } from '../../../collector/visits/spans.ts';
import type { Weighing } from '../../../domain/visits/events.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import type { SlipContent } from '../../../domain/wire/slips-api.ts';
import { anyDay, DAY_START, type DayEvent, messageOf, TENANT, YARD } from '../visits/yard-day.ts';
import { MODEL, YardWithSlips } from './yard-with-slips.ts';

const NOW = DAY_START + 15 * 3_600_000;
const MINUTES_OF_A_DAY = 24 * 60;

/** What else happens between two batches of a day. */
const between = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('rest' as const), minutes: fc.integer({ min: 0, max: 30 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('slip' as const, 'slip-cancellation' as const), of: fc.nat() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), after: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('judge' as const), photo: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dispute' as const), of: fc.nat() }) },
);

const kilograms = fc.integer({ min: 1, max: 2_000 }).map((step) => step * 20);
const anyTruck = fc.record({ minute: fc.nat(800), first: kilograms, second: kilograms, off: fc.option(kilograms) });

/** Trucks with tickets of their own, of which each leaves a closed visit: two weighings, a photo, perhaps a deduction. */
const anyTrucks = fc.array(anyTruck, { minLength: 1, maxLength: 4 }).map((trucks) =>
  trucks.flatMap(({ minute, first, second, off }, index): DayEvent[] => {
    const ticket = `P${index}`;
    const event = (kind: DayEvent['kind'], later: number, kg: number, more: Partial<DayEvent> = {}): DayEvent => ({
      ...{ kind, id: `${ticket}-${later}`, area: 'bay1', at: DAY_START + (minute + later) * 60_000, ticket, kg },
      ...{ plate: `경기90아100${index}`, lift: null, occupied: false, alarm: false, visit: null, direction: null },
      ...{ declaredGrade: 'heavy', ...more },
    });
    const visit = visitIdIn(YARD)({ ticket } as Weighing);
    const office = { ticket: null, plate: null, visit };
    const deduction = off === null ? [] : [event('correction', 30, off, office)];
    return [event('weighing', 0, first), event('frame', 5, 0), event('weighing', 20, second), ...deduction];
  }),
);

/** Days in any order, every event twice, with people, crashes and minutes in between. */
const arrivals = fc.tuple(anyDay, anyTrucks).chain(([confusing, plain]) => {
  const day = [...confusing, ...plain];
  return fc.record({
    arrived: fc.shuffledSubarray([...day, ...day], { minLength: day.length * 2 }),
    between: fc.array(between, { minLength: 8, maxLength: 40 }),
  });
});
type Arrivals = typeof arrivals extends fc.Arbitrary<infer T> ? T : never;

class Crash extends Error {}

/** Runs work that dies at the given write, as a process that is killed there: its transaction is not committed. */
function dyingAt(ledger: Ledger, write: number, work: () => void): void {
  const run = ledger.run.bind(ledger);
  let left = write;
  ledger.run = (sql, ...values) => {
    left -= 1;
    if (left <= 0) throw new Crash();
    return run(sql, ...values);
  };
  try {
    work();
  } catch (error) {
    // slips that die one by one are put off, and told together
    const all = error instanceof AggregateError ? error.errors : [error];
    if (!all.every((one) => one instanceof Crash)) throw error;
  } finally {
    ledger.run = run;
  }
}

/** The event as a device of a supplier tells it. */
function told(event: DayEvent): EventMessage {
  const message = messageOf(event);
  const body =
    event.kind === 'weighing' ? { ...JSON.parse(message.body), partner: '한빛스틸' } : JSON.parse(message.body);
  return { ...message, sha256: message.sha256 && sha256Of(message.sha256), body: JSON.stringify(body) };
}

/** Lives through a day, and lets it come to rest: every photo judged, every slip that is due issued. */
function live(ledger: Ledger, { arrived, between }: Arrivals): YardWithSlips {
  const book = new Bookkeeper(ledger, () => []);
  const yard = new YardWithSlips(ledger, { yard: YARD, tenant: TENANT, now: NOW });
  const visits = () => ledger.all<{ id: string }>('SELECT id FROM visit ORDER BY id').map(({ id }) => id);
  const pick = (n: number) => visits()[n % Math.max(1, visits().length)] ?? 'v0';
  const bookAll = (events: readonly DayEvent[]) => book.book(events.map(told), yard.now);
  const size = Math.ceil(arrived.length / between.length);
  between.forEach((happening, index) => {
    const batch = arrived.slice(index * size, (index + 1) * size);
    if (happening.do === 'crash') dyingAt(ledger, happening.after, () => bookAll(batch));
    bookAll(batch);
    if (happening.do === 'rest') yard.rest(happening.minutes);
    if (happening.do === 'slip' || happening.do === 'slip-cancellation')
      yard.ask(happening.do, { visit: pick(happening.of) });
    if (happening.do === 'judge') judgeAll(ledger, book, 1 + (happening.photo % 3));
    if (happening.do === 'dispute') {
      const subject = { kind: 'grade', wanted: null };
      yard.disputeStep(pick(happening.of), `d${happening.of % 4}`, { step: 'open', party: 'partner', subject });
    }
    if (happening.do === 'crash') {
      yard.now += 120_000;
      dyingAt(ledger, happening.after, () => yard.rest(0));
    }
  });
  judgeAll(ledger, book, Number.POSITIVE_INFINITY);
  yard.rest(MINUTES_OF_A_DAY);
  return yard;
}

function judgeAll(ledger: Ledger, book: Bookkeeper, limit: number): void {
  const waiting = ledger.all<{ event: number; visit: string | null }>(
    'SELECT q.event, s.visit FROM grading_queue q JOIN standing s ON s.event = q.event ORDER BY q.event',
  );
  for (const { event, visit } of waiting.slice(0, limit)) {
    const said = {
      grade: 'heavy',
      confidence: 0.75,
      probabilities: { heavy: 0.75, cast: 0.25 },
      embedding: [],
    } as const;
    const outcome = {
      ok: true,
      ...said,
      distance: null,
      isOutOfDomain: false,
      unusable: null,
      latencyMs: 1,
      model: MODEL,
    } as const;
    ledger.transaction(() => {
      writeInference(ledger, { event, at: NOW, role: 'current', model: MODEL, outcome, elapsedMs: 1 });
      ledger.run('DELETE FROM grading_queue WHERE event = ?', event);
      if (visit !== null) book.resettle(new Map([[visit, 'inference']]), { tenant: TENANT, yard: YARD }, NOW);
    });
  }
}

interface Standing {
  readonly visit: Visit;
  readonly state: string | null;
  readonly by: string | null;
  readonly content: string | null;
}

const standings = (ledger: Ledger): Standing[] =>
  ledger
    .all<{ body: string; state: string | null; by: string | null; content: string | null }>(
      `SELECT v.body, r.state, r.by, r.content FROM visit v LEFT JOIN slip s ON s.visit = v.id
       LEFT JOIN slip_row r ON r.seq = s.slip_row ORDER BY v.id`,
    )
    .map(({ body, ...slip }) => ({ ...slip, visit: JSON.parse(body) as Visit }));

const sum = (kilograms: readonly number[]) => kilograms.reduce((all, kg) => all + kg, 0);

it('has for every closed visit exactly one latest slip that tells it to the kilogram, in a whole chain', () => {
  let [slips, versions] = [0, 0];
  fc.assert(
    fc.property(arrivals, (day) => {
      const ledger = new Ledger(':memory:');
      try {
        live(ledger, day);
        const verified = verifyYard(ledger, YARD);
        expect(verified.faults).toEqual([]);
        slips += verified.slips;
        versions += verified.versions;
        for (const { visit, state, by, content } of standings(ledger)) {
          if (visit.status !== 'closed') {
            expect(state).not.toBe('issued');
            continue;
          }
          // crossed out only where a person did so
          expect(state === 'issued' || by !== null, visit.id).toBe(true);
          if (state !== 'issued' || content === null) continue;
          const said = JSON.parse(content) as SlipContent;
          const { gross, tare, net, deduction, accepted } = visit;
          expect(said).toMatchObject({ gross, tare, net, deduction, accepted });
          expect(Object.fromEntries(said.grades.map(({ grade, netKg }) => [grade, netKg]))).toEqual(visit.grades);
          expect(sum(said.grades.map(({ netKg }) => netKg))).toBe(net);
          expect(sum(said.grades.map(({ acceptedKg }) => acceptedKg))).toBe(accepted);
        }
        const numbers = ledger.all<{ number: string }>('SELECT number FROM slip WHERE yard = ? ORDER BY number', YARD);
        expect(numbers.map(({ number }) => Number(number.slice(9)))).toEqual(runningByDay(numbers));
        expect(ledger.all('SELECT visit FROM slip_due')).toEqual([]);
        // of visits that re-pairing dissolved, no slip holds
        const sql = "SELECT visit FROM slip WHERE state = 'issued' AND visit NOT IN (SELECT id FROM visit)";
        expect(ledger.all(sql)).toEqual([]);
      } finally {
        ledger.close();
      }
    }),
    { numRuns: 100 },
  );
  // the days above must make what they test
  expect(slips).toBeGreaterThan(100);
  expect(versions).toBeGreaterThan(slips);
});

/** 1, 2, 3 … of every day: no number is left out. */
function runningByDay(numbers: readonly { readonly number: string }[]): number[] {
  const last = new Map<string, number>();
  return numbers.map(({ number }) => {
    const running = (last.get(number.slice(0, 8)) ?? 0) + 1;
    last.set(number.slice(0, 8), running);
    return running;
  });
}

it('comes to the same slips and disputes when everything derived is made anew from the rows of record', () => {
  let disputes = 0;
  fc.assert(
    fc.property(arrivals, (day) => {
      const ledger = new Ledger(':memory:');
      try {
        const yard = live(ledger, day);
        const rows = (...tables: string[]) => tables.map((table) => ledger.all(`SELECT * FROM ${table} ORDER BY 1`));
        const before = rows('slip', 'dispute', 'slip_row', 'dispute_row');
        disputes += (before[1] ?? []).length;
        const derived = ['slip', 'slip_due', 'dispute', 'standing', 'span', 'visit_grade', 'visit', 'grading_queue'];
        for (const table of derived) ledger.run(`DELETE FROM ${table}`);
        rebook(ledger, () => [], NOW);
        expect(rows('slip', 'dispute')).toEqual(before.slice(0, 2));
        yard.rest(MINUTES_OF_A_DAY);
        expect(rows('slip', 'dispute', 'slip_row', 'dispute_row')).toEqual(before);
      } finally {
        ledger.close();
      }
    }),
    { numRuns: 40 },
  );
  expect(disputes).toBeGreaterThan(3);
});
