import { read, utils, write } from '@e965/xlsx';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Budget, BudgetEntry } from '../../../domain/wire/programme-api.ts';
import { build } from '../build.ts';
import { ENTRY, HEADER, importSheet, made, SHEET, stopTheClock, workbook } from '../program/projects.ts';

beforeEach(stopTheClock);
afterEach(() => void vi.useRealTimers());

async function withProject(fields: object = {}) {
  const server = await build();
  const cookie = await server.login();
  const { id } = await made(server, cookie, fields);
  const url = `/api/projects/${id}`;
  const enter = (entry: object = {}) => server.send('POST', `${url}/budget/entries`, cookie, { ...ENTRY, ...entry });
  const budget = async (): Promise<Budget> => (await server.get(`${url}/budget`, cookie)).json();
  return { server, cookie, id, url, enter, budget };
}

test('a sheet becomes the table, its plan by funder, and the burn that an invoice moves', async () => {
  const { server, cookie, id, url, enter, budget } = await withProject();
  const imported = await importSheet(server, cookie, id, workbook());
  expect([imported.statusCode, imported.json()]).toMatchObject([200, { revision: 1, total: 800_000_000, by: 'admin' }]);
  expect((await budget()).sums.byFunder).toMatchObject({
    government: { planned: 400_000_000 },
    posco: { planned: 240_000_000 },
    adopter: { planned: 160_000_000 },
  });
  const invoice = await enter({ stage: 'earned', day: '2026-08-31', amount: 120_000_000 });
  expect(invoice.statusCode).toBe(201);
  const burn = (await server.get(`${url}/burn`, cookie)).json();
  const august = burn.points.find(({ day }: { day: string }) => day === '2026-08-31');
  expect(august).toMatchObject({ committed: 0, earned: 120_000_000, paid: 0 });
  expect(burn.points.at(-1)).toMatchObject({ day: '2027-04-01', planned: 800_000_000, earned: null });
  // 120 of 800 million is 15 %; 145 of the 275 days from 1 July to 1 April are gone
  expect(burn.pace).toEqual({ earnedBasisPoints: 1_500, elapsedBasisPoints: 5_272, gapBasisPoints: 3_772 });
  const { warnings } = (await server.get(url, cookie)).json();
  expect(warnings.map(({ rule }: { rule: string }) => rule)).toEqual(
    expect.arrayContaining(['EARNED_BEHIND', 'EVIDENCE_MISSING', 'VAT_CASH_NEEDED']),
  );
});

test('a cancellation is an entry of its own, and can be had once', async () => {
  const { enter, budget } = await withProject();
  const { id } = (await enter()).json<BudgetEntry>();
  expect((await enter({ amount: -10_000_000, cancels: id, note: '이중 입력' })).statusCode).toBe(201);
  const { entries, sums } = await budget();
  expect(entries).toMatchObject([
    { id, cancelledBy: entries[1]?.id },
    { cancels: id, amount: -10_000_000 },
  ]);
  expect(sums.total.paid).toBe(0);
  const again = await enter({ amount: -10_000_000, cancels: id });
  expect([again.statusCode, again.json().refusals[0].code]).toEqual([422, 'CANCELLED_TWICE']);
});

test.each([
  ['a negative amount that cancels nothing', { amount: -1 }, 'AMOUNT_NEGATIVE'],
  ['a day before the agreement', { day: '2026-06-30' }, 'BEFORE_AGREEMENT'],
  ['a payment of tomorrow', { day: '2026-11-23' }, 'IN_FUTURE'],
  ['a line nobody knows', { line: 'lunch' }, 'LINE_UNKNOWN'],
  ['the cancellation of what is not there', { amount: -1, cancels: 'nothing' }, 'CANCELLED_UNKNOWN'],
])('%s is refused and written nowhere', async (_, entry, code) => {
  const { enter, budget } = await withProject();
  const answer = await enter(entry);
  expect([answer.statusCode, answer.json()]).toMatchObject([422, { code: 'NOT_TAKEN', refusals: [{ code }] }]);
  expect((await budget()).entries).toEqual([]);
});

test.each([['천만원'], [0.5], [1e15], [null]])('an amount of %j is a bad request', async (amount) => {
  const { enter } = await withProject();
  expect((await enter({ amount })).json()).toMatchObject({ code: 'BAD_REQUEST', params: { field: 'amount' } });
});

test('a document that was never uploaded proves nothing', async () => {
  const { enter } = await withProject();
  expect((await enter({ document: 'a'.repeat(64) })).json()).toMatchObject({ params: { field: 'document' } });
});

const withCell = (row: number, column: number, value: unknown) =>
  SHEET.map((cells, r) => cells.map((cell, c) => (r === row && c === column ? value : cell)));

test.each([
  ['a product that is wrong', withCell(1, 7, 200_000_001), 'PRODUCT_DIFFERS', 'H2'],
  ['a total that is wrong', withCell(3, 7, 800_000_001), 'TOTAL_DIFFERS', 'H4'],
  ['a price of letters', withCell(2, 5, '육억'), 'NUMBER_INVALID', 'F3'],
  ['a line nobody knows', withCell(1, 0, '회식비'), 'LINE_UNKNOWN', 'A2'],
  ['a column that is missing', [HEADER.slice(0, 7), ...SHEET.slice(1)], 'HEADER_MISSING', 'A1'],
])('a sheet with %s is refused with its cell', async (_, rows, code, cell) => {
  const { server, cookie, id, url } = await withProject();
  const answer = await importSheet(server, cookie, id, workbook(rows as typeof SHEET));
  expect(answer.statusCode).toBe(422);
  expect(answer.json().refusals[0]).toMatchObject({ code, cell });
  expect(answer.json().message).toContain(`${cell}: `);
  expect((await server.get(`${url}/budget/table`, cookie)).json().revision).toBe(0);
});

test('an imported sheet that another took the place of is refused with who did it', async () => {
  const { server, cookie, id, url, budget } = await withProject();
  await importSheet(server, cookie, id, workbook());
  const late = await importSheet(server, cookie, id, workbook(), 0);
  expect([late.statusCode, late.json().conflict]).toMatchObject([409, { revision: 1, by: 'admin' }]);
  // the same plan again changes no won, and a new one takes back the old
  await importSheet(server, cookie, id, workbook(), 1);
  const { length } = (await budget()).entries;
  const moved = [SHEET[0], ...SHEET.slice(1, 3).map((row) => [...row]), SHEET[3]] as typeof SHEET;
  moved[1]?.splice(5, 3, 60_000_000, 4, 240_000_000);
  moved[2]?.splice(5, 3, 560_000_000, 1, 560_000_000);
  expect((await importSheet(server, cookie, id, workbook(moved), 2)).statusCode).toBe(200);
  const after = await budget();
  expect(after.entries.length).toBeGreaterThan(length);
  expect(after.sums.total.planned).toBe(800_000_000);
  expect((await server.get(`${url}/budget/table`, cookie)).json()).toMatchObject({ revision: 3 });
});

test('what is exported is read again, and text that begins like a formula stays text', async () => {
  const rows = withCell(1, 1, '=HYPERLINK("http://x","y")').map((row) => [...row]) as typeof SHEET;
  rows[2]?.splice(1, 1, '@SUM(A1)');
  const { server, cookie, id, url } = await withProject();
  await importSheet(server, cookie, id, workbook(rows));
  const answer = await server.get(`${url}/budget/sheet`, cookie);
  expect(answer.headers['content-disposition']).toContain("filename*=UTF-8''%EB%B6%80");
  const sheet = read(answer.rawPayload, { cellFormula: true, cellNF: true }).Sheets.사업비;
  expect(sheet?.B2).toMatchObject({ t: 's', v: '=HYPERLINK("http://x","y")', z: '@' });
  expect([sheet?.B2.f, sheet?.B3.v]).toEqual([undefined, '@SUM(A1)']);
  expect((await importSheet(server, cookie, id, answer.rawPayload, 1)).statusCode).toBe(200);
});

test('a formula counts as the value it was saved with', async () => {
  const { server, cookie, id, url } = await withProject();
  const sheet = utils.aoa_to_sheet(SHEET);
  // the formula would give another sum than what was saved
  sheet.H2 = { t: 'n', v: 200_000_000, f: 'F2*G2+1' };
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '표');
  const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  expect((await importSheet(server, cookie, id, bytes)).statusCode).toBe(200);
  expect((await server.get(`${url}/budget/table`, cookie)).json().rows[0]).toMatchObject({ amount: 200_000_000 });
});

test.each([
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls'],
  ['a page', Buffer.from('<!doctype html><table>'), 'html'],
  ['a broken archive', Buffer.from('504b0304ffff', 'hex'), 'damaged'],
])('%s is no workbook', async (_, bytes, found) => {
  const { server, cookie, id } = await withProject();
  const answer = await importSheet(server, cookie, id, bytes);
  expect([answer.statusCode, answer.json()]).toMatchObject([415, { code: 'FILE_TYPE_REFUSED', params: { found } }]);
});

test('a sheet from before the agreement is planned once there is one', async () => {
  const { server, cookie, id, url, budget } = await withProject({ state: 'application', agreedOn: null });
  await importSheet(server, cookie, id, workbook());
  expect((await budget()).entries).toEqual([]);
  const { fields, revision } = (await server.get(url, cookie)).json().project;
  const agreed = { ...fields, state: 'agreement', agreedOn: '2026-07-01' };
  await server.send('PUT', url, cookie, { revision, reason: '협약', fields: agreed });
  expect((await budget()).sums.total.planned).toBe(800_000_000);
});

test('no row of the file is ever changed or deleted', async () => {
  const { server, enter } = await withProject();
  await enter();
  const { openProgrammeFile, PROGRAMME_TABLES } = await import('../../../server/program/programme-file.ts');
  const file = openProgrammeFile(server.dataDir);
  expect(() => file.run('UPDATE budget_entry SET amount = 1')).toThrow('append-only');
  expect(() => file.run('DELETE FROM project_row')).toThrow('append-only');
  const guarded = file.rows<{ tbl_name: string }>("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'");
  for (const table of PROGRAMME_TABLES) {
    expect(guarded.filter(({ tbl_name }) => tbl_name === table)).toHaveLength(2);
  }
  file.close();
});
