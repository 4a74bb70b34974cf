import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Cause } from '../../../domain/alerting.ts';
import type { Alert } from '../../../domain/wire/http-api.ts';
import type { ClientEvents, ServerEvents } from '../../../domain/wire/socket-events.ts';
import { AlertStore } from '../../../server/alerts/alert-store.ts';
import { openAlertsFile } from '../../../server/alerts/alerts-file.ts';
import { openForReading } from '../../../server/stores/sqlite.ts';
import { build, PATIENCE, startBroker, type TestServer } from '../build.ts';
import { sayStatus, WELL } from '../collector-status.ts';

/** Since the collector is away in these tests nothing is known of devices, so what is raised here stays. */
const silent = (yard: string | null): Cause => ({
  ...{ code: 'DEVICE_SILENT', device: 'weigh/wb01', about: '', params: {}, isQuiet: false },
  yard,
});

/** A server in whose file of alerts there is one of each yard and one of the whole system. */
async function withAlerts(env: Record<string, string> = {}): Promise<TestServer> {
  const server = await build(env);
  const store = new AlertStore(openAlertsFile(server.dataDir), false);
  for (const yard of ['yard-a', 'yard-b', null]) store.raise(silent(yard), Date.now());
  store.close();
  return server;
}

/** The alerts that were put there: a slow machine may give the server time to raise that the collector is away. */
const ours = (alerts: readonly Alert[] = []) => alerts.filter(({ code }) => code === 'DEVICE_SILENT');
const yardsOf = (alerts: readonly Alert[] | undefined) => ours(alerts).map(({ yard }) => yard);
const seersOf = (alerts: readonly Alert[] | undefined) => ours(alerts).map(({ seenBy }) => seenBy);

test('alerts are listed within the caller’s yards, with those of the whole system', async () => {
  const server = await withAlerts();
  const list = async (cookie: string, query = '') => (await server.get(`/api/alerts${query}`, cookie)).json().alerts;
  const admin = await server.login();
  expect(yardsOf(await list(admin))).toEqual([null, 'yard-b', 'yard-a']);
  expect(yardsOf(await list(admin, '?yard=yard-b'))).toEqual(['yard-b']);
  expect(await list(admin, '?state=resolved')).toEqual([]);
  expect(await list(admin, '?limit=1')).toHaveLength(1);
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  expect(yardsOf(await list(plant, '?state=open'))).toEqual([null, 'yard-a']);
  expect((await server.get('/api/alerts?yard=yard-b', plant)).statusCode).toBe(403);
  expect((await server.get('/api/alerts?state=seen', admin)).statusCode).toBe(400);
});

test('whoever sees an alert first is noted and audited, once', async () => {
  const server = await withAlerts();
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  const see = (id: number | string, cookie: string) => server.send('POST', `/api/alerts/${id}/seen`, cookie);
  const seen = await see(1, plant);
  expect(seen.statusCode).toBe(200);
  expect(seen.json()).toMatchObject({ id: 1, yard: 'yard-a', seenBy: 'kim', resolvedAt: null });
  expect((await see(1, await server.login())).json()).toEqual(seen.json());
  expect((await see(2, plant)).statusCode).toBe(404);
  expect((await see(99, plant)).statusCode).toBe(404);
  expect((await see('x', plant)).statusCode).toBe(400);
  const accounts = openForReading(`${server.dataDir}/accounts.sqlite`);
  const audited = accounts.rows("SELECT who, what, subject FROM audit WHERE what = 'alert-seen'");
  accounts.close();
  expect(audited).toEqual([{ who: 'kim', what: 'alert-seen', subject: '1' }]);
});

type Client = Socket<ServerEvents, ClientEvents>;

/** A connected screen and the alerts it was told, each time. */
function listen(server: TestServer, cookie: string): { client: Client; told: (readonly Alert[])[] } {
  const { port } = server.http.server.address() as AddressInfo;
  const client: Client = io(`http://127.0.0.1:${port}`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { cookie } },
  });
  onTestFinished(() => void client.disconnect());
  const told: (readonly Alert[])[] = [];
  client.on('alerts:changed', ({ alerts }) => told.push(alerts));
  return { client, told };
}

test('screens are told the open alerts when they connect and when one changes, within their yards', async () => {
  const server = await withAlerts();
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  const admin = await server.login();
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  const programme = await server.loginAs({ name: 'lee', role: 'programme', yards: null });
  const [all, own, none] = [admin, plant, programme].map((cookie) => listen(server, cookie));
  await vi.waitFor(() => expect(yardsOf(all?.told[0])).toEqual([null, 'yard-b', 'yard-a']), PATIENCE);
  await vi.waitFor(() => expect(yardsOf(own?.told[0])).toEqual([null, 'yard-a']), PATIENCE);
  await vi.waitFor(() => expect(none?.client.connected).toBe(true), PATIENCE);
  await server.send('POST', '/api/alerts/1/seen', plant);
  await vi.waitFor(() => expect(seersOf(all?.told.at(-1))).toEqual([null, null, 'kim']), PATIENCE);
  await vi.waitFor(() => expect(seersOf(own?.told.at(-1))).toEqual([null, 'kim']), PATIENCE);
  // an answer to a later question comes after anything that was told before
  await new Promise((answered) => none?.client.emit('yard:join', 'yard-a', answered));
  expect(none?.told).toEqual([]);
});

test('an alert is raised from what the collector says, and shows itself in the state', async () => {
  const { broker, url } = await startBroker();
  const server = await build({ MQTT_URL: url });
  const cookie = await server.login();
  const numbers = { ...WELL.numbers, trouble: 'SQLITE_FULL: disk full' } as NonNullable<typeof WELL.numbers>;
  await vi.waitFor(async () => {
    await sayStatus(broker, { ...WELL, numbers });
    const { alerts } = (await server.get('/api/alerts', cookie)).json();
    expect(alerts.filter(({ code }: Alert) => code === 'COLLECTOR_TROUBLE')).toMatchObject([
      { code: 'COLLECTOR_TROUBLE', level: 'alarm', params: { trouble: 'SQLITE_FULL: disk full' } },
    ]);
  }, PATIENCE);
  const { condition, openAlerts }: { condition: string; openAlerts: number } = (
    await server.get('/api/system', cookie)
  ).json();
  expect(condition).toBe('collector-behind');
  expect(openAlerts).toBeGreaterThanOrEqual(1);
});
