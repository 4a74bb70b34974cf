import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { refreshRollups } from '../../../collector/ledger/rollups.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import { KST_OFFSET_MS } from '../../../domain/kst-time.ts';
import { anyDay, DAY_START, type DayEvent, messageOf, YARD } from './yard-day.ts';

const HOUR = 3_600_000;
const THE_DAY = DAY_START + 15 * HOUR - 1;
const TWO_DAYS_LATER = DAY_START + 48 * HOUR;

interface RestatementRow {
  readonly day: string;
  readonly direction: string;
  readonly grade: string;
  readonly before_kg: number;
  readonly after_kg: number;
  readonly cause: string;
  readonly by: string | null;
}

const restatements = (ledger: Ledger): RestatementRow[] =>
  ledger.all('SELECT day, direction, grade, before_kg, after_kg, cause, by FROM restatement_row ORDER BY seq');

/** Sums of every day, direction and grade, deductions beside, straight from the visits that stand. */
function daySums(ledger: Ledger): Map<string, number> {
  const day = `date((v.closed_at + ${KST_OFFSET_MS}) / 1000, 'unixepoch')`;
  const rows = ledger.all<{ key: string; kg: number }>(
    `SELECT ${day} || ' ' || coalesce(v.direction, '') || ' ' || g.grade AS key, sum(g.kg) AS kg
       FROM visit v JOIN visit_grade g ON g.visit = v.id WHERE v.status = 'closed' GROUP BY 1
     UNION ALL
     SELECT ${day} || ' ' || coalesce(v.direction, '') || ' deduction', sum(json_extract(v.body, '$.deduction'))
       FROM visit v WHERE v.status = 'closed' GROUP BY 1`,
  );
  return new Map(rows.filter(({ kg }) => kg !== 0).map(({ key, kg }) => [key, kg]));
}

const weighing = (id: string, minute: number, kg: number): DayEvent => ({
  kind: 'weighing',
  id,
  area: 'weigh',
  at: DAY_START + minute * 60_000,
  ticket: 'T1',
  plate: '부산86바1234',
  kg,
  lift: null,
  occupied: false,
  alarm: false,
  visit: null,
  declaredGrade: 'heavy',
  direction: null,
});

it('restates an ended day step by step, from the sum that was told to the sum that is', () => {
  const splitDay = anyDay.chain((events) =>
    fc.record({
      events: fc.shuffledSubarray(events, { minLength: events.length }),
      inTime: fc.nat({ max: events.length }),
      batch: fc.constantFrom(1, 3, 100),
    }),
  );
  fc.assert(
    fc.property(splitDay, ({ events, inTime, batch }) => {
      const ledger = new Ledger(':memory:');
      try {
        const bookkeeper = new Bookkeeper(ledger, () => []);
        // the yard is there on its day, so what comes two days later restates it
        bookkeeper.book(
          [messageOf({ ...weighing('first', 0, 9_000), plate: '서울80가0000', ticket: null })],
          DAY_START,
        );
        const told = events.slice(0, inTime).map(messageOf);
        if (told.length > 0) bookkeeper.book(told, DAY_START);
        const sums = daySums(ledger);
        const late = events.slice(inTime);
        for (let from = 0; from < late.length; from += batch) {
          bookkeeper.book(late.slice(from, from + batch).map(messageOf), TWO_DAYS_LATER);
        }
        for (const { day, direction, grade, before_kg, after_kg } of restatements(ledger)) {
          const key = `${day} ${direction} ${grade}`;
          expect(before_kg).toBe(sums.get(key) ?? 0);
          if (after_kg === 0) sums.delete(key);
          else sums.set(key, after_kg);
        }
        expect(sums).toEqual(daySums(ledger));
      } finally {
        ledger.close();
      }
    }),
    { numRuns: 150 },
  );
});

it('names the person and the correction behind a restatement', () => {
  const ledger = new Ledger(':memory:');
  const bookkeeper = new Bookkeeper(ledger, () => []);
  bookkeeper.book([weighing('a', 0, 30_000), weighing('b', 20, 6_000)].map(messageOf), THE_DAY);
  expect(restatements(ledger)).toEqual([]);
  const visit = ledger.first<{ id: string }>('SELECT id FROM visit')?.id ?? null;
  const correction = { ...weighing('c', 60, 500), kind: 'correction' as const, ticket: null, plate: null, visit };
  bookkeeper.book([messageOf(correction)], TWO_DAYS_LATER);
  expect(restatements(ledger)).toEqual([
    {
      day: '2026-03-02',
      direction: 'inbound',
      grade: 'deduction',
      before_kg: 0,
      after_kg: 500,
      cause: 'office/correction-1/c',
      by: 'kim',
    },
  ]);
  ledger.close();
});

it('takes a history that is told before anyone could see it for no restatement', () => {
  const ledger = new Ledger(':memory:');
  new Bookkeeper(ledger, () => []).book(
    [weighing('a', 0, 30_000), weighing('b', 20, 6_000)].map(messageOf),
    TWO_DAYS_LATER,
  );
  expect(daySums(ledger).get('2026-03-02 inbound heavy')).toBe(24_000);
  expect(restatements(ledger)).toEqual([]);
  ledger.close();
});

it('keeps the sums of hours and days what their visits amount to, however often they are made anew on the way', () => {
  const arrivals = anyDay.chain((events) =>
    fc.record({
      events: fc.shuffledSubarray(events, { minLength: events.length }),
      refreshed: fc.array(fc.boolean(), { minLength: events.length, maxLength: events.length }),
    }),
  );
  fc.assert(
    fc.property(arrivals, ({ events, refreshed }) => {
      const ledger = new Ledger(':memory:');
      try {
        const bookkeeper = new Bookkeeper(ledger, () => []);
        events.forEach((event, index) => {
          bookkeeper.book([messageOf(event)], THE_DAY);
          if (refreshed[index]) refreshRollups(ledger);
        });
        refreshRollups(ledger);
        for (const [table, span] of [
          ['rollup_hour', HOUR],
          ['rollup_day', 24 * HOUR],
        ] as const) {
          const want = ledger.all(
            `SELECT v.yard, ((v.closed_at + ${KST_OFFSET_MS}) / ${span}) * ${span} - ${KST_OFFSET_MS} AS start,
               coalesce(v.direction, '') AS direction, coalesce(v.partner, '') AS partner, g.grade, sum(g.kg) AS kg
             FROM visit v JOIN visit_grade g ON g.visit = v.id WHERE v.status = 'closed'
             GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
          );
          expect(ledger.all(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4, 5`)).toEqual(want);
        }
        expect(ledger.all('SELECT * FROM rollup_due WHERE yard = ?', YARD)).toEqual([]);
      } finally {
        ledger.close();
      }
    }),
    { numRuns: 150 },
  );
});
