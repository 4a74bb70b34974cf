import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { build, cookieOf, type TestServer } from '../build.ts';
import { ENTRY, FIELDS, importSheet, made, PDF, upload, workbook } from '../program/projects.ts';

const AT = Date.parse('2026-11-22T09:00:00+09:00');
const SHA = createHash('sha256').update('b').digest('hex');

const MODEL_COMMANDS = ['refit', 'shadow', 'promote', 'roll-back'];
const PROJECT_PAGES = [
  ...['/history', '/budget', '/budget/table', '/budget/sheet', '/burn', '/levels', '/indicators'],
  ...['/documents', '/courses', '/kpis', '/report'],
];
const WISH = { reason: '이유', version: 'v1' };

async function twoYards(): Promise<TestServer> {
  const server = await build();
  for (const yard of ['yard-a', 'yard-b']) {
    server.rows.yard(yard);
    server.rows.visit({ id: `${yard}-1`, yard, openedAt: AT, closedAt: AT + 1, grades: { heavy: 1_000 } });
    server.rows.account(yard, 'wb01', 3, 1);
  }
  server.rows.account('', '', 0, 7);
  server.rows.event({ yard: 'yard-b', kind: 'frame', id: 'f1', at: AT, sha256: SHA, visit: 'yard-b-1', role: 'frame' });
  return server;
}

test('a plant manager of one yard sees nothing of another', async () => {
  const { get, send, loginAs } = await twoYards();
  const cookie = await loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  const status = async (url: string) => (await get(url, cookie)).statusCode;

  expect((await get('/api/yards', cookie)).json().yards.map(({ id }: { id: string }) => id)).toEqual(['yard-a']);
  expect(await status('/api/yards/yard-a/summary')).toBe(200);
  expect(await status('/api/yards/yard-b/summary')).toBe(403);
  expect(await status('/api/yards/no-such-yard/summary')).toBe(403);
  expect((await get('/api/visits', cookie)).json().visits.map(({ id }: { id: string }) => id)).toEqual(['yard-a-1']);
  expect(await status('/api/visits?yard=yard-b')).toBe(403);
  expect(await status('/api/visits/yard-a-1')).toBe(200);
  expect(await status('/api/visits/yard-b-1')).toBe(404);
  expect(await status(`/api/frames/${SHA}`)).toBe(404);
  expect(await status('/api/series/throughput?yard=yard-b&from=2026-11-22&to=2026-11-22')).toBe(403);
  const account = (await get('/api/account', cookie)).json();
  expect(account).toMatchObject({ received: 4, byDevice: [{ yard: 'yard-a' }] });
  expect(account.byDevice).toHaveLength(1);
  for (const url of ['/api/usage-log', '/api/usage-log/export?from=2026-11-22&to=2026-11-22']) {
    expect([url, await status(url)]).toEqual([url, 403]);
  }
  expect((await send('POST', '/api/usage-log/test', cookie)).statusCode).toBe(403);
  const correction = { grade: 'light', reason: '다시 봄' };
  expect((await send('POST', '/api/visits/yard-b-1/corrections', cookie, correction)).statusCode).toBe(404);
  expect((await send('POST', '/api/wall-tokens', cookie, { yard: 'yard-b', name: 'x' })).statusCode).toBe(403);
  expect(await status('/api/users')).toBe(403);
  for (const path of ['days', 'restatements']) {
    expect(await status(`/api/yards/yard-a/${path}?from=2026-11-22&to=2026-11-22`)).toBe(200);
    expect(await status(`/api/yards/yard-b/${path}?from=2026-11-22&to=2026-11-22`)).toBe(403);
  }
  expect(await status('/api/alerts?yard=yard-a')).toBe(200);
  expect(await status('/api/alerts?yard=yard-b')).toBe(403);
  expect(await status('/api/dead-letters?yard=yard-b')).toBe(403);
  const system = (await get('/api/system', cookie)).json();
  expect(system.yards.map(({ yard }: { yard: string }) => yard)).toEqual(['yard-a']);
  expect(await status('/api/review')).toBe(200);
  expect(await status('/api/review?yard=yard-b')).toBe(403);
  expect(await status('/api/yards/yard-a/models')).toBe(200);
  for (const yard of ['yard-b', 'no-such-yard']) {
    expect(await status(`/api/yards/${yard}/models`)).toBe(403);
    expect(await status(`/api/yards/${yard}/models/v1/card`)).toBe(403);
    for (const kind of MODEL_COMMANDS) {
      expect((await send('POST', `/api/yards/${yard}/models/${kind}`, cookie, WISH)).statusCode).toBe(403);
    }
    const region = await send('PUT', `/api/yards/${yard}/cameras/bay1/cam01/region`, cookie, { ...WISH, points: [] });
    expect(region.statusCode).toBe(403);
  }
});

test('an administrator sees every yard and what no device sent', async () => {
  const { get, login } = await twoYards();
  const cookie = await login();
  expect((await get('/api/visits', cookie)).json().visits).toHaveLength(2);
  expect((await get('/api/account', cookie)).json()).toMatchObject({ received: 15, rejected: 9 });
});

test.each([
  // sums of a yard's days hold every buyer's trucks
  ['procurement', 403],
  ['programme', 200],
] as const)('%s reads its yards and changes nothing; days: %i', async (role, ofDays) => {
  const { get, send, loginAs } = await twoYards();
  const cookie = await loginAs({ name: 'lee', role, yards: ['yard-a'] });
  expect((await get('/api/visits/yard-a-1', cookie)).statusCode).toBe(200);
  const correction = { grade: 'light', reason: '다시 봄' };
  expect((await send('POST', '/api/visits/yard-a-1/corrections', cookie, correction)).statusCode).toBe(403);
  expect((await send('POST', '/api/visits/yard-a-1/cancellation', cookie, { reason: 'x' })).statusCode).toBe(403);
  expect((await send('POST', '/api/wall-tokens', cookie, { yard: 'yard-a', name: 'x' })).statusCode).toBe(403);
  expect((await get('/api/wall-tokens', cookie)).statusCode).toBe(403);
  for (const url of ['/api/system', '/api/alerts', '/api/dead-letters', '/api/rejected-points']) {
    expect([url, (await get(url, cookie)).statusCode]).toEqual([url, 403]);
  }
  for (const path of ['days', 'restatements']) {
    expect((await get(`/api/yards/yard-a/${path}?from=2026-11-22&to=2026-11-22`, cookie)).statusCode).toBe(ofDays);
  }
  expect((await get('/api/review?yard=yard-a', cookie)).statusCode).toBe(403);
  expect((await get('/api/yards/yard-a/models', cookie)).statusCode).toBe(403);
  expect((await get('/api/yards/yard-a/models/v1/card', cookie)).statusCode).toBe(403);
  for (const kind of MODEL_COMMANDS) {
    expect((await send('POST', `/api/yards/yard-a/models/${kind}`, cookie, WISH)).statusCode).toBe(403);
  }
  const region = await send('PUT', '/api/yards/yard-a/cameras/bay1/cam01/region', cookie, { ...WISH, points: [] });
  expect(region.statusCode).toBe(403);
});

test.each([
  ['programme', null, [200, 200, 200]],
  // the log is of all yards: its state is theirs to know, its names and its key are not
  ['programme', ['yard-a'], [200, 403, 403]],
  ['procurement', null, [403, 403, 403]],
  ['plant', null, [403, 403, 403]],
] as const)('%s of %j reads, exports and tests the usage log: %j', async (role, yards, expected) => {
  const { get, send, loginAs } = await twoYards();
  const cookie = await loginAs({ name: 'lee', role, yards: yards === null ? null : [...yards] });
  const state = await get('/api/usage-log', cookie);
  const file = await get('/api/usage-log/export?from=2026-11-01&to=2026-11-30', cookie);
  const tried = await send('POST', '/api/usage-log/test', cookie);
  expect([state.statusCode, file.statusCode, tried.statusCode]).toEqual(expected);
  if (state.statusCode === 200) expect(state.json().mayAct).toBe(yards === null);
});

test('an adopter reads the projects of its own yards, hands documents in, and changes nothing else', async () => {
  const server = await twoYards();
  const admin = await server.login();
  const own = await made(server, admin, { yards: ['yard-a'] });
  const shared = await made(server, admin, { yards: ['yard-a', 'yard-b'] });
  const cookie = await server.loginAs({ name: 'choi', role: 'plant', yards: ['yard-a'] });
  const { projects } = (await server.get('/api/projects', cookie)).json();
  expect(projects.map(({ id }: { id: string }) => id)).toEqual([own.id]);
  for (const path of PROJECT_PAGES) {
    expect([path, (await server.get(`/api/projects/${own.id}${path}`, cookie)).statusCode]).toEqual([path, 200]);
    expect([path, (await server.get(`/api/projects/${shared.id}${path}`, cookie)).statusCode]).toEqual([path, 404]);
  }
  const put = (project: string) =>
    upload(server, 'POST', `/api/projects/${project}/attachments?name=a.pdf`, cookie, PDF);
  expect((await put(own.id)).statusCode).toBe(201);
  expect((await put(shared.id)).statusCode).toBe(404);
  expect((await server.send('POST', `/api/projects/${own.id}/budget/entries`, cookie, ENTRY)).statusCode).toBe(403);
  expect((await server.send('POST', '/api/projects', cookie, FIELDS)).statusCode).toBe(403);
  expect((await importSheet(server, cookie, own.id, workbook())).statusCode).toBe(403);
  const change = { revision: 1, reason: 'x', fields: FIELDS };
  expect((await server.send('PUT', `/api/projects/${own.id}`, cookie, change)).statusCode).toBe(403);
});

test('procurement sees neither money nor documents of a project', async () => {
  const server = await twoYards();
  const { id } = await made(server, await server.login());
  const cookie = await server.loginAs({ name: 'yoon', role: 'procurement', yards: null });
  for (const path of ['', ...PROJECT_PAGES]) {
    expect([path, (await server.get(`/api/projects/${id}${path}`, cookie)).statusCode]).toEqual([path, 403]);
  }
  expect((await server.get('/api/projects', cookie)).statusCode).toBe(403);
  expect((await server.get(`/api/projects/${id}/attachments/${SHA}`, cookie)).statusCode).toBe(403);
});

test('a programme manager of some yards sees and makes the projects of those', async () => {
  const server = await twoYards();
  const other = await made(server, await server.login(), { yards: ['yard-b'] });
  const cookie = await server.loginAs({ name: 'han', role: 'programme', yards: ['yard-a'] });
  expect((await server.get('/api/projects', cookie)).json().projects).toEqual([]);
  expect((await server.get(`/api/projects/${other.id}`, cookie)).statusCode).toBe(404);
  const series = `/api/series/budget?from=2026-11-21&to=2026-11-21&project=${other.id}`;
  expect((await server.get(series, cookie)).statusCode).toBe(403);
  expect((await server.send('POST', '/api/projects', cookie, { ...FIELDS, yards: ['yard-b'] })).statusCode).toBe(403);
  const { id } = await made(server, cookie, { yards: ['yard-a'] });
  const moved = { revision: 1, reason: 'x', fields: { ...FIELDS, yards: ['yard-a', 'yard-b'] } };
  expect((await server.send('PUT', `/api/projects/${id}`, cookie, moved)).statusCode).toBe(403);
});

test('a wall display sees no project', async () => {
  const server = await twoYards();
  const admin = await server.login();
  const { id } = await made(server, admin);
  const { token } = (await server.send('POST', '/api/wall-tokens', admin, { yard: 'yard-a', name: '벽' })).json();
  const cookie = cookieOf(await server.send('POST', '/api/wall-session', undefined, { token }));
  expect((await server.get('/api/yards/yard-a/summary', cookie)).statusCode).toBe(200);
  for (const url of ['/api/projects', `/api/projects/${id}`, `/api/projects/${id}/budget`]) {
    expect([url, (await server.get(url, cookie)).statusCode]).toEqual([url, 403]);
  }
});
