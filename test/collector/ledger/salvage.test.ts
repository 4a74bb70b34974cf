import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemOf } from '../../../collector/ledger/copy-database.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { salvageLedger } from '../../../collector/ledger/salvage.ts';
import { verifyYard } from '../../../collector/slips/verify.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import { rebook } from '../../../collector/visits/rebook.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { YardWithSlips } from '../slips/yard-with-slips.ts';
import { DAY_START, type DayEvent, messageOf } from '../visits/yard-day.ts';

const NOW = DAY_START + 60 * 60_000;
const TRUCKS = 60;
const home = temporaryFolder('salvage-');
const whole = join(home.path, 'whole');
let trial = 0;

const weighing = (index: number): DayEvent => ({
  ...{ kind: 'weighing', id: `w${index}`, area: 'weigh', at: DAY_START + index * 60_000, ticket: `T${index >> 1}` },
  ...{ plate: `부산86바${1000 + (index >> 1)}`, kg: index % 2 === 0 ? 30_000 : 6_000, lift: null, occupied: false },
  ...{ alarm: false, visit: null, declaredGrade: 'heavy', direction: null },
});

/** Long words, so that rows reach over several pages and can lose the end of their text alone. */
const wordy = (event: DayEvent) => {
  const message = messageOf(event);
  return { ...message, body: JSON.stringify({ ...JSON.parse(message.body), partner: '거래처'.repeat(500) }) };
};

beforeAll(() => {
  const ledger = Ledger.in(whole);
  const bookkeeper = new Bookkeeper(ledger, () => []);
  for (let index = 0; index < TRUCKS * 2; index += 2) {
    bookkeeper.book([weighing(index), weighing(index + 1)].map(wordy), NOW);
  }
  ledger.close();
});
afterAll(() => home.remove());

/** A copy of the whole ledger in a folder of its own. */
function copy(): { dataDir: string; file: string } {
  trial += 1;
  const dataDir = join(home.path, `trial-${trial}`);
  mkdirSync(dataDir);
  const file = join(dataDir, 'ledger.sqlite');
  copyFileSync(join(whole, 'ledger.sqlite'), file);
  return { dataDir, file };
}

const salvage = (dataDir: string) => salvageLedger(dataDir, NOW, (ledger) => rebook(ledger, () => [], NOW));

const eventsOf = (ledger: Ledger) =>
  ledger.all<{ id: string; kg: number }>('SELECT id, kg FROM event ORDER BY seq').map(({ id, kg }) => `${id} ${kg}`);

it('leaves a sound ledger alone', () => {
  const { dataDir, file } = copy();
  const before = readFileSync(file);
  expect(salvage(dataDir)).toBeNull();
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(salvage(join(home.path, 'nowhere'))).toBeNull();
});

it.each([
  ['of its last page', 0.995],
  ['of a tenth', 0.9],
  ['of its half', 0.5],
  ['of all but its first pages', 0.05],
])('starts from a ledger that lost its end, %s, with every row that can be read', (_, share) => {
  const { dataDir, file } = copy();
  const all = (() => {
    const ledger = Ledger.in(dataDir);
    const ids = eventsOf(ledger);
    ledger.close();
    return ids;
  })();
  const { size } = statSync(file);
  truncateSync(file, Math.floor((size * share) / 4_096) * 4_096);
  const found = salvage(dataDir);
  expect(found?.damage).toMatch(/bytes are missing at its end/);
  expect(existsSync(found?.keptAside ?? '')).toBe(true);
  expect(problemOf(file)).toBeNull();
  const ledger = Ledger.in(dataDir);
  const left = eventsOf(ledger);
  expect(all).toEqual(expect.arrayContaining(left));
  expect(new Set(left).size).toBe(left.length);
  if (share > 0.9) expect(left.length).toBeGreaterThan(TRUCKS);
  // every truck of which both weighings are left has its kilograms, and no other has any
  const both = Array.from({ length: TRUCKS }, (_truck, index) => index).filter((index) =>
    [`w${index * 2} 30000`, `w${index * 2 + 1} 6000`].every((event) => left.includes(event)),
  );
  const sum = ledger.first<{ kg: number }>("SELECT coalesce(sum(net), 0) AS kg FROM visit WHERE status = 'closed'");
  expect(sum?.kg).toBe(both.length * 24_000);
  // told once more, the day is whole again
  const bookkeeper = new Bookkeeper(ledger, () => []);
  bookkeeper.book(
    Array.from({ length: TRUCKS * 2 }, (_event, index) => messageOf(weighing(index))),
    NOW,
  );
  const again = ledger.first<{ kg: number }>("SELECT sum(net) AS kg FROM visit WHERE status = 'closed'");
  expect(again?.kg).toBe(TRUCKS * 24_000);
  ledger.close();
});

it('puts a file of its own in place, whose writes another process sees at once', () => {
  const { dataDir, file } = copy();
  truncateSync(file, Math.floor((statSync(file).size * 0.9) / 4_096) * 4_096);
  salvage(dataDir);
  const ledger = Ledger.in(dataDir);
  new Bookkeeper(ledger, () => []).book([messageOf(weighing(TRUCKS * 2))], NOW);
  const script = `const D=require('libsql');console.log(new D(process.argv[1]).prepare('SELECT count(*) AS n FROM event').all([])[0].n)`;
  const seen = Number(execFileSync(process.execPath, ['-e', script, file]).toString());
  expect(seen).toBe(eventsOf(ledger).length);
  ledger.close();
});

it('starts with nothing where not even the beginning can be read', () => {
  const { dataDir, file } = copy();
  writeFileSync(file, 'this is no database at all, whatever its name says'.repeat(100));
  expect(salvage(dataDir)).toMatchObject({ rows: 0, damage: 'it does not begin as a database' });
  const ledger = Ledger.in(dataDir);
  expect(eventsOf(ledger)).toEqual([]);
  ledger.close();
});

it('comes to its end in the next process when this one ends between the two files', () => {
  const { dataDir, file } = copy();
  // the new ledger was whole, and the old one still stood in its place with a log of its own
  copyFileSync(file, join(dataDir, 'ledger-salvaged.sqlite'));
  truncateSync(file, 8_192);
  writeFileSync(`${file}-wal`, 'of the damaged one');
  expect(salvage(dataDir)).toBeNull();
  const ledger = Ledger.in(dataDir);
  expect(eventsOf(ledger)).toHaveLength(TRUCKS * 2);
  ledger.close();
});

it('finds bytes turned over inside a ledger that was not closed in order', () => {
  const { dataDir, file } = copy();
  const bytes = readFileSync(file);
  bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 20_000);
  writeFileSync(file, bytes);
  // a write-ahead log that says nothing: what a kill leaves behind
  appendFileSync(`${file}-wal`, Buffer.alloc(32));
  const found = salvage(dataDir);
  expect(found).not.toBeNull();
  expect(found?.rows).toBeGreaterThan(0);
  expect(problemOf(file)).toBeNull();
  rmSync(dataDir, { recursive: true });
});

it('starts wherever its end was cut off or came back as zeros, and books on', () => {
  const damage = fc.record({
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    isCut: fc.boolean(),
    wasOpen: fc.boolean(),
  });
  fc.assert(
    fc.property(damage, ({ share, isCut, wasOpen }) => {
      const { dataDir, file } = copy();
      const { size } = statSync(file);
      truncateSync(file, Math.max(1, Math.floor(size * share)));
      if (!isCut) truncateSync(file, size);
      if (wasOpen || !isCut) appendFileSync(`${file}-wal`, Buffer.alloc(32));
      salvage(dataDir);
      const ledger = Ledger.in(dataDir);
      const [outcome] = new Bookkeeper(ledger, () => []).book([messageOf(weighing(TRUCKS * 2))], NOW);
      expect(outcome?.code).toBeNull();
      for (const { body } of ledger.all<{ body: string }>('SELECT body FROM visit')) JSON.parse(body);
      ledger.close();
      expect(problemOf(file)).toBeNull();
      rmSync(dataDir, { recursive: true });
    }),
    { numRuns: 20 },
  );
}, 120_000);

it('goes on from a write-ahead log whose end is torn, with what was committed before', () => {
  const { dataDir, file } = copy();
  const ledger = Ledger.in(dataDir);
  const bookkeeper = new Bookkeeper(ledger, () => []);
  for (let index = TRUCKS * 2; index < TRUCKS * 2 + 20; index += 1) bookkeeper.book([messageOf(weighing(index))], NOW);
  // what lies on disk when the power goes: the ledger is still open here
  const later = join(home.path, 'power-cut');
  mkdirSync(later);
  for (const end of ['', '-wal']) copyFileSync(file + end, join(later, `ledger.sqlite${end}`));
  ledger.close();
  const wal = join(later, 'ledger.sqlite-wal');
  truncateSync(wal, statSync(wal).size - 3_000);
  expect(salvage(later)).toBeNull();
  const left = Ledger.in(later);
  expect(eventsOf(left).length).toBeGreaterThanOrEqual(TRUCKS * 2);
  expect(eventsOf(left).length).toBeLessThan(TRUCKS * 2 + 20);
  expect(left.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  left.close();
});

it('keeps slips, disputes and counts of the stock, and gives no number of before again', () => {
  const dataDir = join(home.path, 'slips');
  const yard = new YardWithSlips(Ledger.in(dataDir));
  const visits = [1, 2, 3].map((truck) => yard.truck({ ticket: `T${truck}`, plate: `부산86바100${truck}` }));
  yard.rest();
  yard.ask('correction', { visit: visits[0], deductionKg: 300 });
  yard.ask('slip-cancellation', { visit: visits[1], reason: '오류' });
  yard.rest();
  yard.openDispute(visits[2] ?? '');
  yard.ask('stock-count', { countedAt: yard.now, grades: { heavy: 5, cast: 0 } });
  const late = yard.truck({ ticket: 'T4', plate: '포항12가7777' });
  const tables = ['slip_row', 'slip', 'dispute_row', 'dispute', 'stock_row'];
  const rowsIn = (ledger: Ledger) => tables.map((table) => ledger.all(`SELECT * FROM ${table} ORDER BY 1`));
  const before = rowsIn(yard.ledger);
  // the row that the third slip tells of is lost; its slip stands by itself
  const { visit_row: lost } =
    yard.ledger.first<{ visit_row: number }>('SELECT visit_row FROM slip_row WHERE seq = 3') ?? {};
  yard.ledger.run('PRAGMA foreign_keys=OFF');
  yard.ledger.run('DROP TRIGGER visit_row_no_delete');
  yard.ledger.run('DELETE FROM visit_row WHERE seq = ?', lost ?? null);
  // what the end of the file holds, so that cutting it off takes nothing else away
  yard.ledger.run('CREATE TABLE filler (bytes BLOB)');
  yard.ledger.run('INSERT INTO filler VALUES (zeroblob(100000))');
  yard.ledger.close();
  const file = join(dataDir, 'ledger.sqlite');
  truncateSync(file, statSync(file).size - 4_096);
  expect(salvage(dataDir)?.damage).toMatch(/missing at its end/);
  const again = new YardWithSlips(Ledger.in(dataDir), { now: yard.now });
  expect(rowsIn(again.ledger)).toEqual(before);
  again.rest();
  // slips of which nothing is left may have been handed out
  expect(again.slip(late)?.number).toBe('20260302-5001');
  expect(verifyYard(again.ledger, 'y1').faults).toMatchObject([{ seq: 3, code: 'VISIT_ROW_WRONG' }]);
  again.ledger.close();
});
