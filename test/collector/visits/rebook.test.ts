import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { refreshRollups } from '../../../collector/ledger/rollups.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import { rebook } from '../../../collector/visits/rebook.ts';
import { anyDay, DAY_START, messageOf } from './yard-day.ts';

const NOW = DAY_START + 60 * 60_000;
const DERIVED = [
  'standing',
  'span',
  'visit_grade',
  'visit',
  'grading_queue',
  'rollup_hour',
  'rollup_day',
  'rollup_due',
];
const COMPARED = [...DERIVED, 'yard', 'account', 'visit_row', 'exception_row', 'dead_letter', 'restatement_row'];

const rowsOf = (ledger: Ledger) =>
  Object.fromEntries(COMPARED.map((table) => [table, ledger.all(`SELECT * FROM ${table} ORDER BY 1, 2`)]));

it('makes of the rows of record what they had been booked to, and writes no row of record', () => {
  const arrivals = anyDay.chain((day) => fc.shuffledSubarray(day, { minLength: day.length }));
  fc.assert(
    fc.property(arrivals, (events) => {
      const ledger = new Ledger(':memory:');
      try {
        const bookkeeper = new Bookkeeper(ledger, () => []);
        for (const event of events) bookkeeper.book([messageOf(event)], NOW);
        refreshRollups(ledger);
        const facts = ledger.all('SELECT yard, fact_seq FROM yard');
        const before = rowsOf(ledger);
        for (const table of DERIVED) ledger.run(`DELETE FROM ${table}`);
        rebook(ledger, () => [], NOW);
        refreshRollups(ledger);
        expect(rowsOf(ledger)).toEqual(before);
        expect(ledger.all('SELECT yard, fact_seq FROM yard')).toEqual(facts);
      } finally {
        ledger.close();
      }
    }),
    { numRuns: 60 },
  );
});

it('writes what was lost of a visit anew, and counts what was counted nowhere', () => {
  const ledger = new Ledger(':memory:');
  const at = (id: string, minute: number, kg: number) =>
    messageOf({
      ...{
        kind: 'weighing',
        id,
        area: 'weigh',
        at: DAY_START + minute * 60_000,
        ticket: 'T1',
        plate: '부산86바1234',
        kg,
      },
      ...{ lift: null, occupied: false, alarm: false, visit: null, declaredGrade: 'heavy', direction: null },
    });
  const bookkeeper = new Bookkeeper(ledger, () => []);
  bookkeeper.book([at('a', 0, 30_000)], NOW);
  bookkeeper.book([at('b', 20, 6_000)], NOW);
  const accounts = ledger.all('SELECT * FROM account');
  ledger.run('DROP TRIGGER visit_row_no_delete');
  ledger.run('PRAGMA foreign_keys=OFF');
  for (const table of [...DERIVED, 'yard', 'account']) ledger.run(`DELETE FROM ${table}`);
  ledger.run('DELETE FROM visit_row WHERE revision = 2');
  rebook(ledger, () => [], NOW);
  expect(ledger.all('SELECT revision, status, net FROM visit_row ORDER BY seq')).toEqual([
    { revision: 1, status: 'open', net: null },
    { revision: 2, status: 'closed', net: 24_000 },
  ]);
  expect(ledger.all('SELECT status, net FROM visit')).toEqual([{ status: 'closed', net: 24_000 }]);
  expect(ledger.all('SELECT * FROM account')).toEqual(accounts);
  ledger.close();
});
