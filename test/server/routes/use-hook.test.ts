import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { tokenHash } from '../../../server/accounts/secrets.ts';
import { openForReading } from '../../../server/stores/sqlite.ts';
import { personOf } from '../../../server/usage-log/person.ts';
import type { UsageRecorder } from '../../../server/usage-log/recorder.ts';
import { PORTAL_KEY, startPortal } from '../../usage-log/portal.ts';
import { ADMIN_PASSWORD, build, cookieOf, type TestServer } from '../build.ts';
import { listedRoutes } from '../listed-routes.ts';

interface Written {
  readonly act: string;
  readonly user: string;
  readonly role: string;
  readonly session: string;
  readonly address: string;
  readonly bytes: number;
}

function written({ dataDir }: Pick<TestServer, 'dataDir'>): Written[] {
  const file = openForReading(join(dataDir, 'usage-log.sqlite'));
  try {
    return file.rows<Written>('SELECT act, user, role, session, address, bytes FROM usage_record ORDER BY seq');
  } finally {
    file.close();
  }
}

const acts = (server: Pick<TestServer, 'dataDir'>) => written(server).map(({ act, user }) => `${user} ${act}`);

async function wallCookie({ send, rows }: TestServer, admin: string): Promise<string> {
  rows.yard('yard-a');
  const grant = await send('POST', '/api/wall-tokens', admin, { yard: 'yard-a', name: '상황판' });
  return cookieOf(await send('POST', '/api/wall-session', undefined, { token: grant.json().token }));
}

afterEach(() => vi.useRealTimers());

test('what a person does is written with its session: coming, looking, making, changing, removing, going', async () => {
  const server = await build();
  const { login, get, send } = server;
  const cookie = await login();
  const shown = await get('/api/users', cookie);
  await send('POST', '/api/users', cookie, { name: 'kim', role: 'plant', yards: null, password: ADMIN_PASSWORD });
  await send('PUT', '/api/users/kim/password', cookie, { password: `${ADMIN_PASSWORD}2` });
  await send('DELETE', '/api/users/kim', cookie);
  await send('DELETE', '/api/session', cookie);

  const rows = written(server);
  expect(rows.map(({ act }) => act)).toEqual(['login', 'view', 'create', 'change', 'delete', 'logout']);
  const session = tokenHash(cookie.slice(cookie.indexOf('=') + 1));
  for (const row of rows) expect(row).toMatchObject({ user: 'admin', role: 'admin', session, address: '127.0.0.1' });
  expect(rows[1]?.bytes).toBe(Buffer.byteLength(shown.body));
});

test('the size is that of the answer before it was compressed', async () => {
  const server = await build();
  for (let i = 0; i < 60; i += 1) server.rows.yard(`yard-${i}`);
  const cookie = await server.login();
  const plain = await server.get('/api/yards', cookie);
  const other = await server.login();
  const headers = { cookie: other, 'accept-encoding': 'gzip' };
  const packed = await server.http.inject({ method: 'GET', url: '/api/yards', headers });
  expect(packed.rawPayload.byteLength).toBeLessThan(Buffer.byteLength(plain.body));
  const sizes = written(server).filter(({ act }) => act === 'view');
  expect(sizes.map(({ bytes }) => bytes)).toEqual([Buffer.byteLength(plain.body), Buffer.byteLength(plain.body)]);
});

test('what failed or was refused is not written', async () => {
  const server = await build();
  const { send, get, loginAs } = server;
  const cookie = await loginAs({ name: 'lee', role: 'procurement', yards: [] });
  const before = acts(server);
  expect((await send('POST', '/api/session', undefined, { user: 'lee', password: 'wrong' })).statusCode).toBe(401);
  expect((await get('/api/users', cookie)).statusCode).toBe(403);
  expect((await get('/api/visits/none', cookie)).statusCode).toBe(404);
  expect((await send('POST', '/api/users', cookie, {})).statusCode).toBe(400);
  expect((await get('/api/yards', 'scalehouse_session=AAAA')).statusCode).toBe(401);
  expect(acts(server)).toEqual(before);
});

test('whoever has no session of a person writes and sends nothing on any route, whatever the answer', async () => {
  const portal = await startPortal(Date.now);
  const server = await build({ USAGE_LOG_URL: portal.url, USAGE_LOG_KEY: PORTAL_KEY });
  const admin = await server.login();
  const wall = await wallCookie(server, admin);
  const before = acts(server);
  expect(before).toEqual(['admin login', 'admin create']);

  const routes = await listedRoutes(server.http);
  expect(routes.length).toBeGreaterThanOrEqual(40);
  const isGood: string[] = [];
  for (const { method, path, url } of routes.filter(
    (route) => route.path !== '/api/session' || route.method !== 'DELETE',
  )) {
    for (const cookie of ['', wall, 'scalehouse_session=AAAA']) {
      const known = url.replace('/api/yards/x', '/api/yards/yard-a');
      const answer = await server.http.inject({ method: method as 'GET', url: known, headers: { cookie } });
      if (answer.statusCode < 300 && cookie === wall) isGood.push(`${method} ${path}`);
    }
  }
  // the wall was let in where it may be, so nothing written is no accident
  expect(isGood).toEqual(
    expect.arrayContaining(['GET /api/yards', 'GET /api/yards/:yard/summary', 'GET /api/session']),
  );
  await server.send('DELETE', '/api/session', wall);
  expect(acts(server)).toEqual(before);
  // nor was anything sent but what is written: one of the two records, at most
  expect(portal.requests.every(({ entry }) => entry.sysUser === 'admin')).toBe(true);
  expect(portal.requests.length).toBeLessThanOrEqual(1);

  await server.get('/api/yards', admin);
  expect(acts(server)).toEqual([...before, 'admin view']);
});

test('a page that asks again by itself is one view; who comes back after ten minutes looks anew', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-23T09:00:00+09:00') });
  const server = await build();
  const cookie = await server.login();
  const views = () => acts(server).filter((one) => one.endsWith('view')).length;
  for (let i = 0; i < 90; i += 1) {
    await server.get('/api/yards', cookie);
    vi.setSystemTime(Date.now() + 60_000);
  }
  expect(views()).toBe(1);
  vi.setSystemTime(Date.now() + 600_000);
  await server.get('/api/yards', cookie);
  expect(views()).toBe(2);
  await server.get('/api/visits', cookie);
  expect(views()).toBe(3);
});

test('parts of a page and its frame are no views', async () => {
  const server = await build();
  const cookie = await server.login();
  for (const url of ['/api/session', '/api/alerts', '/api/health', '/api/docs/json']) {
    expect([url, (await server.get(url, cookie)).statusCode]).toEqual([url, 200]);
  }
  await server.http.inject({ method: 'HEAD', url: '/api/yards', headers: { cookie } });
  expect(acts(server)).toEqual(['admin login']);
});

test('a log of use that cannot be written holds up nobody', async () => {
  const server = await build();
  const cookie = await server.login();
  const file = openForReading(join(server.dataDir, 'usage-log.sqlite'));
  onTestFinished(() => file.close());
  file.exec('PRAGMA query_only=OFF');
  file.exec('DROP TABLE portal_request; DROP TABLE usage_end; DROP TABLE usage_record');
  expect((await server.get('/api/yards', cookie)).statusCode).toBe(200);
  expect(server.errors).toEqual(['use could not be recorded']);
});

test('an object that only looks like a session is nobody', () => {
  const madeUp = { key: 'k', user: 'kim', role: 'admin', yards: null } as const;
  expect(personOf(madeUp)).toBeNull();
  // the compiler refuses it as well
  const write = (recorder: UsageRecorder) =>
    // @ts-expect-error a session that nobody looked up
    recorder.record(madeUp, { act: 'view', subject: '', address: '', bytes: 0 });
  expect(write).toBeTypeOf('function');
});

test('records, requests and ends refuse to be changed or forgotten', async () => {
  const server = await build();
  await server.login();
  const file = openForReading(join(server.dataDir, 'usage-log.sqlite'));
  onTestFinished(() => file.close());
  file.exec('PRAGMA query_only=OFF');
  expect(() => file.run("UPDATE usage_record SET user = 'x'")).toThrow(/append-only/);
  expect(() => file.run('DELETE FROM usage_record')).toThrow(/append-only/);
  for (const table of ['usage_end', 'portal_request', 'portal_answer']) {
    const triggers = file.rows<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? ORDER BY name",
      table,
    );
    expect(triggers.map(({ name }) => name)).toEqual([`${table}_no_delete`, `${table}_no_update`]);
  }
});
