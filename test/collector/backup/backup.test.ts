import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp } from '../../../collector/backup/backup.ts';
import { noteRestored, restore } from '../../../collector/backup/restore.ts';
import { PhotoStore } from '../../../collector/frames/photo-store.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { verifyYard } from '../../../collector/slips/verify.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import { YardWithSlips } from '../slips/yard-with-slips.ts';
import { DAY_START, type DayEvent, messageOf } from '../visits/yard-day.ts';

const NOW = Date.parse('2026-11-22T03:00:00+09:00');
const PHOTO = Buffer.from('a photo, as far as a backup cares');
const PHOTO_NAME = 'a'.repeat(64);

let home: string;
let dataDir: string;
let ledger: Ledger;
let bookkeeper: Bookkeeper;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'backup-'));
  dataDir = join(home, 'data');
  ledger = Ledger.in(dataDir);
  bookkeeper = new Bookkeeper(ledger, () => []);
  await new PhotoStore(dataDir).put(PHOTO_NAME, PHOTO);
  mkdirSync(join(dataDir, 'broker'));
  writeFileSync(join(dataDir, 'broker', 'session'), 'devices tell this again');
  writeFileSync(join(dataDir, 'yards.json'), '{"yards":{}}');
});

afterEach(() => {
  ledger.close();
  rmSync(home, { recursive: true, force: true });
});

const weighing = (index: number): DayEvent => ({
  kind: 'weighing',
  id: `w${index}`,
  area: 'weigh',
  at: DAY_START + index * 60_000,
  ticket: `T${Math.floor(index / 2)}`,
  plate: '부산86바1234',
  kg: index % 2 === 0 ? 30_000 : 6_000,
  lift: null,
  occupied: false,
  alarm: false,
  visit: null,
  declaredGrade: 'heavy',
  direction: null,
});
const book = (from: number, count: number) =>
  bookkeeper.book(
    Array.from({ length: count }, (_, index) => messageOf(weighing(from + index))),
    NOW,
  );
const everything = (from: Ledger) =>
  ['event', 'visit_row', 'visit', 'visit_grade', 'account', 'outbox'].map((table) =>
    from.all(`SELECT * FROM ${table} ORDER BY 1, 2`),
  );

it('is the ledger as it was at one instant, while the collector goes on writing', async () => {
  book(0, 20);
  const before = everything(ledger);
  const { folder, manifest } = await backUp(dataDir, join(home, 'backups'), NOW);
  book(20, 20);
  expect(folder).toBe(join(home, 'backups', '2026-11-22T03-00-00'));
  expect(manifest.files.map(({ path }) => path)).toEqual(['ledger.sqlite', 'yards.json']);
  await restore(folder, join(home, 'restored'));
  const restored = Ledger.in(join(home, 'restored'));
  expect(everything(restored)).toEqual(before);
  expect(everything(restored)).not.toEqual(everything(ledger));
  const pathOf = (folderOfData: string) => new PhotoStore(folderOfData).pathOf(PHOTO_NAME);
  expect(readFileSync(pathOf(join(home, 'restored')))).toEqual(PHOTO);
  // what comes after a restore is booked on top of it as ever
  new Bookkeeper(restored, () => []).book([messageOf(weighing(20)), messageOf(weighing(21))], NOW);
  expect(restored.first('SELECT net FROM visit WHERE ticket = ?', 'T10')).toEqual({ net: 24_000 });
  restored.close();
});

it('keeps a photo once for all backups, and tells those that are gone', async () => {
  const backups = join(home, 'backups');
  await backUp(dataDir, backups, NOW);
  const { folder } = await backUp(dataDir, backups, NOW + 1_000);
  expect(readdirSync(join(backups, 'frames', 'aa'))).toEqual([`${PHOTO_NAME}.jpg`]);
  rmSync(join(backups, 'frames'), { recursive: true });
  const { missingPhotos } = await restore(folder, join(home, 'restored'));
  expect(missingPhotos).toEqual([`aa/${PHOTO_NAME}.jpg`]);
});

it.each([
  ['a byte more', (folder: string) => appendFileSync(join(folder, 'ledger.sqlite'), 'x'), /ledger.sqlite is not what/],
  ['a file less', (folder: string) => rmSync(join(folder, 'yards.json')), /yards.json is missing/],
  ['no manifest', (folder: string) => rmSync(join(folder, 'manifest.json')), /no manifest.json/],
  ['a torn manifest', (folder: string) => writeFileSync(join(folder, 'manifest.json'), '{"madeAt"'), /is damaged/],
  [
    'a manifest that points elsewhere',
    (folder: string) => {
      const path = join(folder, 'manifest.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"yards.json"', '"../yards.json"'));
    },
    /outside the backup/,
  ],
])('of which there is %s is not restored, and nothing is left behind', async (_, spoil, reason) => {
  const { folder } = await backUp(dataDir, join(home, 'backups'), NOW);
  spoil(folder);
  const target = join(home, 'restored');
  await expect(restore(folder, target)).rejects.toThrow(reason);
  expect(existsSync(target)).toBe(false);
  expect(existsSync(`${target}.unfinished`)).toBe(false);
});

it('carries a damaged ledger along that was kept aside', async () => {
  writeFileSync(join(dataDir, 'ledger-damaged-1.sqlite'), 'half a ledger');
  const { folder } = await backUp(dataDir, join(home, 'backups'), NOW);
  await restore(folder, join(home, 'restored'));
  expect(readFileSync(join(home, 'restored', 'ledger-damaged-1.sqlite'), 'utf8')).toBe('half a ledger');
});

it('does not go into the folder that it copies', async () => {
  await expect(backUp(dataDir, join(dataDir, 'backups'), NOW)).rejects.toThrow(/belongs elsewhere/);
});

it('is never restored over what is there', async () => {
  const { folder } = await backUp(dataDir, join(home, 'backups'), NOW);
  await expect(restore(folder, dataDir)).rejects.toThrow(/is not empty/);
  expect(existsSync(join(dataDir, 'yards.json'))).toBe(true);
});

it('does not take the place of a good one when the ledger is damaged', async () => {
  book(0, 200);
  ledger.close();
  const path = join(dataDir, 'ledger.sqlite');
  const bytes = readFileSync(path);
  bytes.fill(0x5a, 8_192, 24_576);
  writeFileSync(path, bytes);
  await expect(backUp(dataDir, join(home, 'backups'), NOW)).rejects.toThrow();
  expect(existsSync(join(home, 'backups', '2026-11-22T03-00-00'))).toBe(false);
  rmSync(path);
  ledger = Ledger.in(dataDir);
});

it('holds slips in their chain, disputes and counts of the stock, and goes on from them once restored', async () => {
  const yard = new YardWithSlips(ledger);
  const visit = yard.truck({ ticket: 'T1' });
  yard.rest();
  yard.openDispute(visit);
  yard.ask('stock-count', { countedAt: yard.now, grades: { heavy: 5 } });
  const { folder } = await backUp(dataDir, join(home, 'backups'), NOW);
  const restored = join(home, 'restored');
  await restore(folder, restored);
  const copy = Ledger.in(restored);
  // as the collector does at its next starts
  for (let start = 0; start < 2; start += 1) await noteRestored(copy, restored, yard.now);
  for (const table of ['slip_row', 'slip', 'dispute_row', 'dispute', 'stock_row']) {
    const rows = ledger.all(`SELECT * FROM ${table}`);
    expect(rows.length, table).toBeGreaterThan(0);
    expect(copy.all(`SELECT * FROM ${table}`)).toEqual(rows);
  }
  const later = new YardWithSlips(copy, { now: yard.now });
  const next = later.truck({ ticket: 'T2', plate: '포항12가7777' });
  later.rest();
  // slips were handed out after the backup
  expect(later.slip(next)?.number).toBe('20260302-5001');
  expect(verifyYard(copy, 'y1').faults).toEqual([]);
  copy.close();
});
