import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KpiTable, LevelState } from '../../../domain/wire/programme-api.ts';
import { build } from '../build.ts';
import { made, PDF, stopTheClock, upload } from '../program/projects.ts';

beforeEach(stopTheClock);
afterEach(() => void vi.useRealTimers());

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-22T12:00:00+09:00');

async function withProject() {
  const server = await build();
  server.rows.yard('yard-a');
  const cookie = await server.login();
  const { id } = await made(server, cookie);
  const url = `/api/projects/${id}`;
  const get = async <T>(path: string): Promise<T> => (await server.get(`${url}/${path}`, cookie)).json();
  const send = (method: 'POST' | 'PUT', path: string, body: object) =>
    server.send(method, `${url}/${path}`, cookie, body);
  const file = async () =>
    (await upload(server, 'POST', `${url}/attachments?name=a.pdf`, cookie, PDF)).json().digest as string;
  const reading = (indicator: string, hour: number, value: number) =>
    server.rows.run(
      `INSERT INTO indicator_row (tenant, yard, indicator, hour, value, target, recorded_at)
       VALUES ('hanbit', 'yard-a', ?, ?, ?, NULL, ?)`,
      ...[indicator, hour, value, NOON],
    );
  return { server, cookie, url, get, send, file, reading };
}

test('indicators come from the ledger’s rows, the last row of an hour counting', async () => {
  const { get, reading } = await withProject();
  reading('completeness', NOON - 2 * HOUR, 98);
  reading('completeness', NOON - HOUR, 50);
  reading('completeness', NOON - HOUR, 99.5);
  reading('latency-p95', NOON - 6 * 24 * HOUR, 3);
  const { indicators } = await get<{ indicators: { id: string }[] }>('indicators');
  expect(indicators.find(({ id }) => id === 'completeness')).toMatchObject({
    ...{ yard: 'yard-a', value: 99.5, state: 'met', hour: '2026-11-22T11:00:00.000+09:00' },
    trend: [{ value: 98 }, { value: 99.5 }],
  });
  expect(indicators.find(({ id }) => id === 'latency-p95')).toMatchObject({ value: 3, state: 'stale' });
  expect(indicators.find(({ id }) => id === 'retention')).toMatchObject({ value: null, state: 'unmeasured' });
});

test('a remark decides an item of the level, and the latest one counts', async () => {
  const { get, send } = await withProject();
  const before = await get<LevelState>('levels');
  expect([before.isSelfAssessment, before.system.reached]).toEqual([true, 'none']);
  const item = before.system.items[0]?.id ?? '';
  const remark = { item, kind: 'remark', document: null, text: '현장에서 봄', isMet: true, points: null };
  expect((await send('POST', 'evidence', remark)).statusCode).toBe(201);
  const stateOf = async () => (await get<LevelState>('levels')).system.items.find(({ id }) => id === item);
  expect(await stateOf()).toMatchObject({ state: 'met', basis: 'remark', evidence: [{ by: 'admin' }] });
  await send('POST', 'evidence', { ...remark, isMet: false });
  expect(await stateOf()).toMatchObject({ state: 'unmet', evidence: [{ isMet: true }, { isMet: false }] });
});

test.each([
  ['an item of no scale', { item: 'nothing' }, 'item'],
  ['a remark that says nothing', { text: ' ' }, 'text'],
  ['a document that is not there', { kind: 'document', document: 'a'.repeat(64) }, 'document'],
  ['a document that gives points', { kind: 'document', points: 3 }, 'document'],
])('%s is no evidence', async (_, wish, field) => {
  const { get, send } = await withProject();
  const item = (await get<LevelState>('levels')).system.items[0]?.id;
  const remark = { item, kind: 'remark', document: null, text: 'x', isMet: null, points: null };
  expect((await send('POST', 'evidence', { ...remark, ...wish })).json()).toMatchObject({
    code: 'BAD_REQUEST',
    params: { field },
  });
});

test('a document is given with its file and validity, and can be taken back', async () => {
  const { send, file } = await withProject();
  const given = {
    ...{ item: 'business-registration', document: await file(), fileName: 'a.pdf' },
    ...{ issuedOn: '2026-05-20', validUntil: null },
  };
  const find = ({ documents }: { documents: { id: string }[] }) =>
    documents.find(({ id }) => id === 'business-registration');
  const list = (await send('POST', 'documents', given)).json();
  // three months from 20 May: the last day is 20 August, and the application of 1 June was within it
  expect(find(list)).toMatchObject({ state: 'given', validUntil: '2026-08-20', fileName: 'a.pdf', by: 'admin' });
  const back = await send('POST', 'documents', { ...given, document: null });
  expect(find(back.json())).toMatchObject({ state: 'missing', document: null });
  const later = await send('POST', 'documents', { ...given, issuedOn: '2026-12-01' });
  expect([later.statusCode, later.json().refusals[0]]).toMatchObject([422, { code: 'IN_FUTURE', field: 'issuedOn' }]);
  expect((await send('POST', 'documents', { ...given, item: 'nothing' })).statusCode).toBe(400);
});

test('a course is done with its certificate', async () => {
  const { send, file } = await withProject();
  const done = { course: 'adopter-staff', completedOn: '2026-09-01', certificate: null };
  const stateOf = (answer: Awaited<ReturnType<typeof send>>) =>
    answer.json().courses.find(({ id }: { id: string }) => id === 'adopter-staff').state;
  expect(stateOf(await send('POST', 'courses', done))).toBe('uncertified');
  expect(stateOf(await send('POST', 'courses', { ...done, certificate: await file() }))).toBe('done');
});

test('stock days count from the first weighing, and give way to who has counted the stock', async () => {
  const { server, get, send } = await withProject();
  const visit = (id: string, days: number, direction: 'inbound' | 'outbound', kg: number) => {
    const closedAt = NOON - days * 24 * HOUR;
    server.rows.visit({ id, yard: 'yard-a', openedAt: closedAt - HOUR, closedAt, direction, grades: { heavy: kg } });
  };
  const save = (revision: number, after: number | null) =>
    send('PUT', 'kpis', {
      ...{ revision, reason: '재고' },
      kpis: [{ kpi: 'stock', before: 60, target: 20, after, weight: 100, note: '' }],
    });
  const row = async () => (await get<KpiTable>('kpis')).rows.find(({ kpi }) => kpi === 'stock');
  await save(0, null);
  visit('in', 2, 'inbound', 30_000);
  expect(await row()).toMatchObject({ after: null, fromLedger: null }); // nothing went out
  visit('out', 2, 'outbound', 12_000);
  visit('today', 0, 'inbound', 99_000);
  // 18 t are left; 12 t in the two whole days there are: 6 t a day
  expect(await row()).toMatchObject({ after: 3, fromLedger: 'stock-days' });
  visit('old', 40, 'inbound', 30_000);
  server.rows.run("UPDATE visit SET body = json_set(body, '$.accepted', 27000) WHERE id = 'old'");
  // 27 t accepted more: 45 t; 12 t in 30 days: 0.4 t a day
  expect((await row())?.after).toBeCloseTo(112.5, 9);
  await save(1, 90);
  expect(await row()).toMatchObject({ after: 90, fromLedger: null });
  await save(2, null);
  visit('more', 50, 'outbound', 45_001);
  expect(await row()).toMatchObject({ after: null, fromLedger: null }); // more went out than ever came in
});

test('a KPI that the ledger knows is worked out from its visits', async () => {
  const { server, get, send } = await withProject();
  // two visits of 40 and 50 minutes, 12 and 24 tonnes, on the day before yesterday: two whole days of 24 open hours
  const day = NOON - 48 * HOUR;
  const visit = (id: string, minutes: number, kg: number) =>
    server.rows.visit({ id, yard: 'yard-a', openedAt: day - minutes * 60_000, closedAt: day, grades: { heavy: kg } });
  visit('v1', 40, 12_000);
  visit('v2', 50, 24_000);
  const entry = { target: null, after: null, note: '' };
  const kpis = [
    { ...entry, kpi: 'hourly-output', before: 0.5, target: 1, weight: 60 },
    { ...entry, kpi: 'lead-time', before: 60, target: 40, weight: 40 },
  ];
  const empty = await get<KpiTable>('kpis');
  // every KPI can be agreed on from the first table on
  expect(empty).toMatchObject({ revision: 0, weightSum: 0, attainment: null });
  expect(empty.rows.map(({ kpi }) => kpi)).toEqual(expect.arrayContaining(['hourly-output', 'lead-time']));
  expect((await send('PUT', 'kpis', { revision: 0, reason: '첫 표', kpis })).statusCode).toBe(200);
  const table = await get<KpiTable>('kpis');
  expect(table.rows.filter(({ weight }) => weight > 0)).toMatchObject([
    // 36 t in 48 h
    { kpi: 'hourly-output', after: 0.75, fromLedger: 'tonnes-per-hour', attainment: 50 },
    { kpi: 'lead-time', after: 45, fromLedger: 'yard-minutes', attainment: 75 },
  ]);
  expect(table).toMatchObject({ revision: 1, weightSum: 100, attainment: 60 });
  const late = await send('PUT', 'kpis', { revision: 0, reason: '늦음', kpis });
  expect([late.statusCode, late.json().conflict]).toMatchObject([409, { revision: 1, changed: [{ field: 'kpis' }] }]);
  const wrong = await send('PUT', 'kpis', { revision: 1, reason: 'x', kpis: kpis.slice(1) });
  expect([wrong.statusCode, wrong.json().refusals[0].code]).toEqual([422, 'KPI_WEIGHTS_DIFFER']);
});
