import { utils } from '@e965/xlsx';
import { tableFromIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import type { Flows, FlowVisits } from '../../../domain/wire/flows-api.ts';
import { kst, NAMES, rowsOf, sheetOf, withTrucks } from './world.ts';

const SPAN = 'from=2026-11-20&to=2026-11-20';

test('a workbook of visits has the kilograms of the API, and texts that stay texts', async () => {
  const { get, cookie } = await withTrucks();
  const { visits } = (await get(`/api/flows/visits?${SPAN}&limit=500`, cookie)).json() as FlowVisits;
  const answer = await get(`/api/exports/visits?${SPAN}&format=xlsx`, cookie);
  expect(answer.statusCode).toBe(200);
  const { book, sheet } = sheetOf(answer);
  expect(book.SheetNames).toEqual(['방문', '조건']);
  const rows = utils.sheet_to_json<Record<string, unknown>>(sheet, { raw: true });
  expect(
    rows.map((row) => [row.방문, row.거래처, row['순중량 (kg)'], row['중량 (kg)'], row['경량 (kg)'] ?? 0]),
  ).toEqual(visits.map(({ id, partner, net, grades }) => [id, partner, net, grades.heavy, grades.light]));
  expect(rows.map((row) => row.거래처).sort()).toEqual([...NAMES].sort());
  const cells = Object.values(sheet).filter((cell) => typeof cell === 'object' && 't' in cell);
  expect(cells.filter((cell) => 'f' in cell)).toEqual([]);
  expect(cells.filter(({ t }) => t === 's').every(({ z }) => z === '@')).toBe(true);
});

test('kilograms carry #,##0, shares 0.0%, instants are dates on the clock of Korea, columns have widths', async () => {
  const { get, cookie } = await withTrucks();
  const { sheet } = sheetOf(await get(`/api/exports/visits?${SPAN}&format=xlsx`, cookie));
  const heads = utils.sheet_to_json<string[]>(sheet, { header: 1 })[0] ?? [];
  const cell = (heading: string, row: number) => sheet[utils.encode_cell({ c: heads.indexOf(heading), r: row })];
  expect(cell('순중량 (kg)', 1)).toMatchObject({ t: 'n', z: '#,##0' });
  expect(cell('신뢰도', 1)).toMatchObject({ t: 'n', z: '0.0%', v: 0.9 });
  const at = cell('둘째 계근 (KST)', NAMES.length);
  expect(at.z).toBe('yyyy\\-mm\\-dd\\ hh:mm:ss');
  expect(at.w).toBe('2026-11-20 09:00:00');
  expect(sheet['!cols']?.every((column) => (column?.width ?? 0) >= 8)).toBe(true);
});

test('headings follow the language, and the second sheet says what the rows were narrowed to', async () => {
  const { get, cookie } = await withTrucks();
  const answer = await get(`/api/exports/flows?${SPAN}&yards=yard-a&every=1h&format=xlsx&language=en`, cookie);
  const { book, sheet } = sheetOf(answer);
  expect(utils.sheet_to_json<string[]>(sheet, { header: 1 })[0]).toContain('Net (kg)');
  const conditions = utils.sheet_to_json<string[]>(book.Sheets.Conditions ?? {}, { header: 1 });
  expect(conditions).toContainEqual(['Yards', 'yard-a']);
  expect(conditions).toContainEqual(['From', '2026-11-20T00:00:00.000+09:00']);
});

test('CSV begins with a byte order mark, ends lines with CR LF, quotes what needs it and disarms formula signs', async () => {
  const { get, cookie } = await withTrucks();
  const answer = await get(`/api/exports/flows?${SPAN}&every=1d&format=csv`, cookie);
  expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.of(0xef, 0xbb, 0xbf));
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  const lines = answer.payload.split('\r\n');
  expect(lines.at(-1)).toBe('');
  const partners = new Set(rowsOf(answer).map((row) => row.거래처));
  expect(partners).toEqual(new Set(NAMES.map((name) => (/^[=+\-@\t]/.test(name) ? `'${name}` : name))));
});

test('flows as CSV and as Arrow equal the API to the kilogram', async () => {
  const { get, cookie } = await withTrucks();
  const flows = (await get(`/api/flows?${SPAN}&every=1h`, cookie)).json() as Flows;
  expect(flows.kg.length).toBeGreaterThan(NAMES.length);
  const csv = rowsOf(await get(`/api/exports/flows?${SPAN}&every=1h&format=csv&language=en`, cookie));
  expect(csv.map((row) => Number(row['Net (kg)']))).toEqual(flows.kg);
  expect(csv.map((row) => row['From (KST)'])).toEqual(flows.time.map((time) => time.slice(0, 19).replace('T', ' ')));
  const arrow = tableFromIPC((await get(`/api/exports/flows?${SPAN}&every=1h&format=arrow`, cookie)).rawPayload);
  const rows = arrow.toArray().map((row) => row.toJSON());
  expect(rows.map(({ kg }) => Number(kg))).toEqual(flows.kg);
  expect(rows.map(({ partner }) => partner)).toEqual(flows.partner);
  expect(rows.map(({ time }) => time)).toEqual(flows.time.map((time) => Date.parse(time)));
});

test('an export has the filters of what is seen', async () => {
  const { get, cookie } = await withTrucks();
  const narrowed = `${SPAN}&partners=${encodeURIComponent(encodeURIComponent(NAMES[0]))}&yards=yard-a&direction=inbound`;
  const { visits } = (await get(`/api/flows/visits?${narrowed}`, cookie)).json() as FlowVisits;
  const csv = rowsOf(await get(`/api/exports/visits?${narrowed}&format=csv`, cookie));
  expect(csv.map((row) => row.방문)).toEqual(visits.map(({ id }) => id));
  expect(csv).toHaveLength(1);
});

test('judged photos can be narrowed by camera, grade, confidence and flags', async () => {
  const { get, cookie } = await withTrucks();
  const ask = async (more: string) =>
    rowsOf(await get(`/api/exports/inspections?${SPAN}${more}&format=csv`, cookie)).map((row) => row.방문);
  expect(await ask('')).toHaveLength(NAMES.length);
  expect(await ask('&cameras=bay/cam-0')).toEqual(['v0', 'v3', 'v6', 'v9']);
  expect(await ask('&grades=light')).toEqual(['v1', 'v3', 'v5', 'v7', 'v9']);
  expect(await ask('&confidenceFrom=0.53&confidenceTo=0.56')).toEqual(['v3', 'v5', 'v6']);
  expect(await ask('&flags=outOfDomain')).toEqual(['v4']);
  expect(await ask('&grades=unjudged')).toEqual(['v4']);
});

test('the file is named by its kind and its KST days', async () => {
  const { get, cookie } = await withTrucks();
  const name = async (query: string) =>
    (await get(`/api/exports/${query}`, cookie)).headers['content-disposition'] as string;
  const month = await name('inspections?from=2026-11-01&to=2026-11-30&format=arrow');
  expect(month).toContain('filename="inspections_2026-11-01_2026-11-30.arrows"');
  const day = await name(`flows?${SPAN}&format=xlsx`);
  expect(decodeURIComponent(day)).toContain("filename*=UTF-8''흐름_2026-11-20.xlsx");
});

test('nothing to export is a file with its headings', async () => {
  const { get, cookie } = await withTrucks();
  const empty = 'from=2020-01-01&to=2020-01-02';
  expect(rowsOf(await get(`/api/exports/visits?${empty}&format=csv`, cookie))).toEqual([]);
  const arrow = tableFromIPC((await get(`/api/exports/inspections?${empty}&format=arrow`, cookie)).rawPayload);
  expect([arrow.numRows, arrow.schema.fields[0]?.name]).toEqual([0, 'at']);
  const { sheet } = sheetOf(await get(`/api/exports/flows?${empty}&format=xlsx`, cookie));
  expect(utils.sheet_to_json(sheet, { header: 1 })).toHaveLength(1);
});

test('the columns of inspections say which photo, of which visit, judged how', async () => {
  const { get, cookie, rows } = await withTrucks();
  rows.event({
    ...{ yard: 'yard-a', area: 'office', device: 'kim', kind: 'correction', id: 'c1', at: kst('2026-11-20T20:00:00') },
    ...{ visit: 'v2', role: 'none', body: { by: 'kim', reason: 'GRADE_WRONG', frame: 'f2', grade: 'cast' } },
  });
  const answer = await get(`/api/columns/inspections?${SPAN}&yards=yard-a`, cookie);
  expect(answer.headers['x-rows']).toBe('6');
  const read = tableFromIPC(answer.rawPayload)
    .toArray()
    .map((row) => row.toJSON());
  expect(read).toHaveLength(6);
  expect(read[1]).toEqual({
    ...{ at: kst('2026-11-20T10:57:10'), yard: 'yard-a', camera: 'bay/cam-2', partner: '=cmd()', direction: 'inbound' },
    ...{ grade: 'cast', confidence: Math.fround(0.52), kg: 502, flags: 4, visit: 'v2' },
  });
  expect(read[2]).toMatchObject({ grade: 'unjudged', confidence: null, flags: 1, visit: 'v4' });
});
