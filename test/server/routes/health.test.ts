import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parseSettings } from '../../../domain/settings.ts';
import type { CollectorNumbers } from '../../../domain/wire/http-api.ts';
import { LEDGER_VERSION } from '../../../domain/wire/ledger-tables.ts';
import { buildApp } from '../../../server/app.ts';
import { build, PATIENCE, startBroker, tempDir } from '../build.ts';
import { collectorNumbers, projectionIn, sayStatus } from '../collector-status.ts';
import { LedgerRows } from '../ledger-rows.ts';

const logger = pino({ level: 'silent' });

test('health is degraded while the broker and the collector are away', async () => {
  const { get } = await build();
  const answer = await get('/api/health');
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    status: 'degraded',
    version: '9.9.9',
    uptimeS: expect.any(Number),
    parts: {
      broker: { status: 'off' },
      collector: { status: 'off' },
      ledger: { status: 'ok' },
      grading: { status: 'off' },
      projection: { status: 'off', detail: 'not configured' },
    },
  });
});

test('health is ok once broker, collector, ledger and grading are', async () => {
  const { broker, url } = await startBroker();
  const { get } = await build({ MQTT_URL: url });
  const health = async () => (await get('/api/health')).json();
  await vi.waitFor(async () => expect((await health()).parts.broker.status).toBe('ok'), PATIENCE);
  const grading = { ready: true, model: null, waiting: 0, graded: 0, failed: 0, p50Ms: null, p95Ms: null };
  const say = (status: object) =>
    new Promise((done) =>
      broker.publish(
        {
          cmd: 'publish',
          topic: 'scrap-status/v1/collector',
          payload: Buffer.from(JSON.stringify(status)),
          qos: 1,
          dup: false,
          retain: false,
        },
        done,
      ),
    );
  await vi.waitFor(async () => {
    await say({ online: true, grading });
    expect((await health()).status).toBe('ok');
  }, PATIENCE);
  await say({ online: true, grading: { ...grading, ready: false } });
  await vi.waitFor(async () => expect((await health()).parts.grading.status).toBe('degraded'), PATIENCE);
  await say({ online: false });
  await vi.waitFor(async () => expect((await health()).parts.collector.status).toBe('off'), PATIENCE);
});

test('health says how the projection is where there is an InfluxDB', async () => {
  const { broker, url } = await startBroker();
  const { get } = await build({ MQTT_URL: url, INFLUX_URL: 'http://127.0.0.1:1' });
  const health = async () => (await get('/api/health')).json();
  await vi.waitFor(async () => expect((await health()).parts.broker.status).toBe('ok'), PATIENCE);
  expect((await health()).parts.projection).toEqual({ status: 'off', detail: 'its collector is away' });
  const grading = { ready: true, model: null, waiting: 0, graded: 0, failed: 0, p50Ms: null, p95Ms: null };
  const say = (numbers: CollectorNumbers) => sayStatus(broker, { online: true, grading, numbers });
  for (const [projection, part, status] of [
    [null, { status: 'off', detail: 'not started' }, 'degraded'],
    [projectionIn('away'), { status: 'degraded', detail: 'InfluxDB is away; points wait' }, 'degraded'],
    [projectionIn('waiting'), { status: 'degraded', detail: 'points wait' }, 'degraded'],
    [projectionIn('running'), { status: 'ok' }, 'ok'],
  ] as const) {
    await say(collectorNumbers({ projection }));
    await vi.waitFor(async () => expect((await health()).parts.projection).toEqual(part), PATIENCE);
    expect((await health()).status).toBe(status);
  }
});

test('before the collector has made the ledger answers are empty, and it opens when it appears', async () => {
  const dataDir = await tempDir();
  const settings = parseSettings({
    DATA_DIR: dataDir,
    ADMIN_PASSWORD: 'correct-horse',
    MQTT_URL: 'mqtt://127.0.0.1:1',
  });
  const { http } = await buildApp({ settings, version: '1', logger });
  onTestFinished(() => http.close());
  const login = { user: 'admin', password: 'correct-horse' };
  const entered = await http.inject({ method: 'POST', url: '/api/session', payload: login });
  const headers = { cookie: `scalehouse_session=${entered.cookies[0]?.value}` };
  const get = async (url: string) => (await http.inject({ url, headers })).json();
  expect(await get('/api/yards')).toEqual({ yards: [] });
  expect((await get('/api/health')).parts.ledger.status).toBe('off');
  const rows = new LedgerRows(dataDir);
  rows.yard('yard-a');
  rows.close();
  expect(await get('/api/yards')).toEqual({ yards: [{ id: 'yard-a', name: 'yard-a', tenant: 'hanbit' }] });
  expect((await get('/api/health')).parts.ledger.status).toBe('ok');
});

test('a ledger of an older version is not read until the collector has brought it up', async () => {
  const { get, rows, login } = await build();
  rows.yard('yard-a');
  rows.run(`PRAGMA user_version=${LEDGER_VERSION - 1}`);
  const cookie = await login();
  expect((await get('/api/yards', cookie)).json()).toEqual({ yards: [] });
  expect((await get('/api/health')).json().parts.ledger.status).toBe('off');
  rows.run(`PRAGMA user_version=${LEDGER_VERSION}`);
  expect((await get('/api/yards', cookie)).json().yards).toHaveLength(1);
});

test('a first password is generated once when none is given', async () => {
  const dataDir = await tempDir();
  const settings = parseSettings({ DATA_DIR: dataDir, MQTT_URL: 'mqtt://127.0.0.1:1' });
  const first = await buildApp({ settings, version: '1', logger });
  const password = await first.makeFirstAdmin();
  expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  const payload = { user: 'admin', password };
  expect((await first.http.inject({ method: 'POST', url: '/api/session', payload })).statusCode).toBe(200);
  await first.http.close();
  const second = await buildApp({ settings, version: '1', logger });
  onTestFinished(() => second.http.close());
  expect(await second.makeFirstAdmin()).toBeNull();
});

test('a file of yards that is wrong stops the start and names the variable', async () => {
  const dataDir = await tempDir();
  const yardsFile = join(dataDir, 'yards.json');
  writeFileSync(yardsFile, '{"yards":{"a":{"dayPlanKg":"much"}}}');
  const settings = parseSettings({ DATA_DIR: dataDir, YARDS_FILE: yardsFile, MQTT_URL: 'mqtt://127.0.0.1:1' });
  await expect(buildApp({ settings, version: '1', logger })).rejects.toMatchObject({
    code: 'SETTING_INVALID',
    params: { variable: 'YARDS_FILE' },
  });
});

test('pages come with their policy, hashed files may be kept, and page addresses lead to the page', async () => {
  const dataDir = await tempDir();
  const webDir = join(dataDir, 'web');
  mkdirSync(join(webDir, 'assets'), { recursive: true });
  onTestFinished(() => rmSync(webDir, { recursive: true }));
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Scalehouse</title>');
  writeFileSync(join(webDir, 'assets', 'main-1a2b.js'), 'export {};');
  const { get } = await build({ WEB_DIR: webDir });
  for (const url of ['/', '/wall/yard-a', '/visits/x?y=1']) {
    const page = await get(url);
    expect([url, page.statusCode, page.headers['cache-control']]).toEqual([url, 200, 'no-cache']);
    expect(page.body).toContain('<title>Scalehouse</title>');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  }
  const asset = await get('/assets/main-1a2b.js');
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await get('/assets/main-of-yesterday.js')).statusCode).toBe(404);
  expect((await get('/assets/..%2f..%2faccounts.sqlite')).body).not.toContain('SQLite');
});

test('the description of the interface lists every path that outside programs use', async () => {
  const { get, login } = await build();
  const { paths, info } = (await get('/api/docs/json', await login())).json();
  expect(info.version).toBe('9.9.9');
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/api/session',
      '/api/health',
      '/api/yards',
      '/api/yards/{yard}/summary',
      '/api/visits',
      '/api/visits/{id}',
      '/api/frames/{sha256}',
      '/api/series/throughput',
      '/api/account',
      '/api/visits/{id}/corrections',
      '/api/review',
      '/api/yards/{yard}/models',
      '/api/yards/{yard}/models/{version}/card',
      '/api/yards/{yard}/models/promote',
      '/api/yards/{yard}/cameras/{area}/{device}/region',
    ]),
  );
});

test('what goes wrong inside says nothing of itself but a number to ask with', async () => {
  const { rows, get, login, errors } = await build();
  const cookie = await login();
  rows.run('ALTER TABLE account RENAME TO account_elsewhere');
  const answer = await get('/api/account', cookie);
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toEqual({
    code: 'INTERNAL',
    message: expect.stringContaining('요청 번호'),
    requestId: expect.any(String),
  });
  expect(errors).toEqual(['request failed']);
});
