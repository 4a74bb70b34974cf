import type { AddressInfo } from 'node:net';
import type { Aedes } from 'aedes';
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ClientEvents, JoinAnswer, ServerEvents, YardChange } from '../../../domain/wire/socket-events.ts';
import { build, cookieOf, startBroker, type TestServer } from '../build.ts';

type Client = Socket<ServerEvents, ClientEvents>;

interface LiveServer extends TestServer {
  readonly broker: Aedes;
  readonly url: string;
  connect(cookie: string, headers?: Record<string, string>): Client;
  say(topic: string, body: object): Promise<void>;
}

async function live(): Promise<LiveServer> {
  const { broker, url: mqttUrl } = await startBroker();
  const server = await build({ MQTT_URL: mqttUrl });
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(server.http.server.address() as AddressInfo).port}`;
  server.rows.yard('yard-a', 'hanbit', 10);
  server.rows.yard('yard-b', 'hanbit', 10);
  await vi.waitFor(async () => expect((await server.get('/api/health')).json().parts.broker.status).toBe('ok'));
  return {
    ...server,
    broker,
    url,
    connect: (cookie, headers = {}) => {
      const client: Client = io(url, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        extraHeaders: { cookie, ...headers },
      });
      onTestFinished(() => {
        client.disconnect();
      });
      return client;
    },
    say: (topic, body) =>
      new Promise((done, failed) => {
        const payload = Buffer.from(JSON.stringify(body));
        const packet = { cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false } as const;
        broker.publish(packet, (error) => (error ? failed(error) : done()));
      }),
  };
}

const join = (client: Client, yard: string): Promise<JoinAnswer> =>
  new Promise((answered) => client.emit('yard:join', yard, answered));

/** Collects frames; acknowledges each unless told not to. */
function collect(client: Client, isAcknowledging = true): YardChange[] {
  const frames: YardChange[] = [];
  client.on('yard:changed', (change, received) => {
    frames.push(change);
    if (isAcknowledging) received();
  });
  return frames;
}

const factTopic = (kind: string) => `scrap-facts/v1/hanbit/yard-a/${kind}`;

test('joining gives the snapshot, a fact gives the change with the visit', async () => {
  const server = await live();
  const client = server.connect(await server.login());
  const frames = collect(client);
  const joined = await join(client, 'yard-a');
  expect(joined).toMatchObject({
    ok: true,
    snapshot: { frame: 0, summary: { yard: 'yard-a', seq: 10, openVisits: [] } },
  });
  const now = Date.now();
  const visit = server.rows.visit({
    id: 'v1',
    yard: 'yard-a',
    openedAt: now,
    closedAt: now,
    grades: { heavy: 24_000 },
  });
  await server.say(factTopic('visit'), { seq: 11, at: '', cause: 'weighing', visit });
  await vi.waitFor(() => expect(frames.some(({ visits }) => visits.length > 0)).toBe(true));
  const change = frames.find(({ visits }) => visits.length > 0);
  expect(change).toMatchObject({ seq: 11, visits: [{ id: 'v1', net: 24_000 }] });
  expect(change?.sections.today).toMatchObject({ trucks: 1, inboundKg: 24_000 });
  expect(frames.map(({ frame }) => frame)).toEqual(frames.map((_, index) => index + 1));
});

test('a live scale reading reaches the screen and is nowhere recorded', async () => {
  const server = await live();
  const client = server.connect(await server.login());
  const frames = collect(client);
  await join(client, 'yard-a');
  const at = '2026-11-22T09:30:00.123+09:00';
  await server.say('scrap/v1/hanbit/yard-a/weigh/wb01/load', { at, kg: 12_040, stable: false });
  await vi.waitFor(() => expect(frames.some(({ sections }) => sections.scales)).toBe(true));
  const scales = frames.find(({ sections }) => sections.scales)?.sections.scales;
  expect(scales).toEqual([{ area: 'weigh', device: 'wb01', at, kg: 12_040, stable: false }]);
});

test('a reading that claims another tenant or is no reading is not shown', async () => {
  const server = await live();
  const client = server.connect(await server.login());
  const frames = collect(client);
  await join(client, 'yard-a');
  const at = '2026-11-22T09:30:00.123+09:00';
  await server.say('scrap/v1/other/yard-a/weigh/wb01/load', { at, kg: 1, stable: true });
  await server.say('scrap/v1/hanbit/yard-a/weigh/wb01/load', { at, kg: 'heavy', stable: true });
  await server.say('scrap/v1/hanbit/yard-a/weigh/wb02/load', { at, kg: 2, stable: true });
  await vi.waitFor(() => expect(frames.some(({ sections }) => sections.scales)).toBe(true));
  expect(frames.flatMap(({ sections }) => sections.scales ?? []).map(({ kg }) => kg)).toEqual([2]);
});

test('a frame comes every second even when nothing happens, with the age of the data', async () => {
  const server = await live();
  const client = server.connect(await server.login());
  const frames = collect(client);
  await join(client, 'yard-a');
  await vi.waitFor(() => expect(frames.length).toBeGreaterThanOrEqual(2), { timeout: 3_500 });
  expect(frames.every(({ sections }) => sections.collector?.online === false)).toBe(true);
});

test('a client that never acknowledges gets one frame and no more, however much happens', async () => {
  const server = await live();
  const cookie = await server.login();
  const [slow, brisk] = [server.connect(cookie), server.connect(cookie)];
  const slowFrames = collect(slow, false);
  const briskFrames = collect(brisk);
  await Promise.all([join(slow, 'yard-a'), join(brisk, 'yard-a')]);
  for (let n = 0; n < 20; n++) {
    const at = '2026-11-22T09:30:00.123+09:00';
    await server.say('scrap/v1/hanbit/yard-a/weigh/wb01/load', { at, kg: n, stable: false });
    await vi.waitFor(async () => expect((await server.get('/api/health')).statusCode).toBe(200));
  }
  await vi.waitFor(() => expect(briskFrames.length).toBeGreaterThanOrEqual(3), { timeout: 5_000 });
  expect(slowFrames).toHaveLength(1);
  const again = await join(slow, 'yard-a');
  expect(again).toMatchObject({ ok: true, snapshot: { frame: 0, summary: { scales: [{ kg: 19 }] } } });
});

test('a gap in the facts makes the whole summary anew', async () => {
  const server = await live();
  const client = server.connect(await server.login());
  const frames = collect(client);
  await join(client, 'yard-a');
  await server.say(factTopic('weighing'), { seq: 11, at: '', weighing: {} });
  server.rows.visit({ id: 'v1', yard: 'yard-a', openedAt: Date.now() });
  await server.say(factTopic('weighing'), { seq: 13, at: '', weighing: {} });
  await vi.waitFor(() => expect(frames.some(({ sections }) => sections.openVisits)).toBe(true));
  expect(frames.find(({ sections }) => sections.openVisits)?.sections.openVisits).toMatchObject([{ id: 'v1' }]);
});

test('a ledger that cannot be read for a while is read again later', async () => {
  const server = await live();
  const client = server.connect(await server.login());
  const frames = collect(client);
  await join(client, 'yard-a');
  server.rows.run('ALTER TABLE visit RENAME TO visit_elsewhere');
  await server.say(factTopic('visit'), { seq: 11, at: '', cause: 'weighing', visit: { id: 'v1' } });
  await vi.waitFor(() => expect(server.errors).toContain('summary could not be made'));
  server.rows.run('ALTER TABLE visit_elsewhere RENAME TO visit');
  server.rows.visit({ id: 'v1', yard: 'yard-a', openedAt: Date.now() });
  await vi.waitFor(() => expect(frames.some(({ sections }) => sections.openVisits)).toBe(true), { timeout: 4_000 });
  expect(client.connected).toBe(true);
});

test('joining needs the yard to be in scope and to exist', async () => {
  const server = await live();
  const client = server.connect(await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a', 'yard-z'] }));
  expect(await join(client, 'yard-b')).toEqual({ ok: false, code: 'FORBIDDEN' });
  expect(await join(client, 'yard-z')).toEqual({ ok: false, code: 'NOT_FOUND' });
  expect(await join(client, 'yard-a')).toMatchObject({ ok: true });
});

test('joining another yard leaves the first', async () => {
  const server = await live();
  const client = server.connect(await server.login());
  const frames = collect(client);
  await join(client, 'yard-a');
  await join(client, 'yard-b');
  const seen = frames.length;
  const visit = server.rows.visit({ id: 'v1', yard: 'yard-a', openedAt: 1 });
  await server.say(factTopic('visit'), { seq: 11, at: '', cause: 'weighing', visit });
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(seen + 1), { timeout: 4_000 });
  expect(frames.flatMap(({ visits }) => visits)).toEqual([]);
});

test.each([
  ['no cookie', '', {}],
  ['a made-up cookie', 'scalehouse_session=AAAA', {}],
])('a connection with %s is refused', async (_case, cookie, headers) => {
  const server = await live();
  const client = server.connect(cookie, headers);
  await expect(new Promise((_, failed) => client.on('connect_error', failed))).rejects.toThrow('websocket error');
});

test('a page of another site cannot use the cookie to listen', async () => {
  const server = await live();
  const client = server.connect(await server.login(), { origin: 'https://evil.example' });
  await expect(new Promise((_, failed) => client.on('connect_error', failed))).rejects.toThrow('websocket error');
});

test('revoking a wall token closes its screen at once', async () => {
  const server = await live();
  const admin = await server.login();
  const grant = (await server.send('POST', '/api/wall-tokens', admin, { yard: 'yard-a', name: 'x' })).json();
  const cookie = cookieOf(await server.send('POST', '/api/wall-session', undefined, { token: grant.token }));
  const client = server.connect(cookie);
  expect(await join(client, 'yard-a')).toMatchObject({ ok: true });
  const closed = new Promise((reason) => client.on('disconnect', reason));
  await server.send('DELETE', `/api/wall-tokens/${grant.id}`, admin);
  expect(await closed).toBe('io server disconnect');
});

test('noise on the topics disturbs nobody', async () => {
  const server = await live();
  const client = server.connect(await server.login());
  const frames = collect(client);
  await join(client, 'yard-a');
  await server.say(factTopic('visit'), { seq: 'x' });
  await server.say(factTopic('visit'), { seq: 11 });
  await server.say(factTopic('nonsense'), { seq: 12 });
  await server.say('scrap-status/v1/collector', []);
  await server.say('scrap/v1/hanbit/yard-a/weigh/wb01/load', { at: '2026-11-22T09:30:00+09:00', kg: 5, stable: true });
  await vi.waitFor(() => expect(frames.some(({ sections }) => sections.scales?.[0]?.kg === 5)).toBe(true));
});

test('changed flows are told by yard to those who see the truck, at most every two seconds', async () => {
  const server = await live();
  const told: Record<string, { at: number; yards: readonly string[] }[]> = {};
  const follow = async (name: string, role: 'plant' | 'procurement' | 'programme', yards: string[] | null) => {
    told[name] = [];
    const client = server.connect(await server.loginAs({ name, role, yards }));
    client.on('flows:changed', ({ yards: changed }) => told[name]?.push({ at: performance.now(), yards: changed }));
    await vi.waitFor(() => expect(client.connected).toBe(true));
  };
  await follow('kim', 'plant', ['yard-a']);
  await follow('lee', 'plant', ['yard-b']);
  await follow('yoon', 'procurement', null);
  await follow('han', 'programme', null);
  const now = Date.now();
  const row = { yard: 'yard-a', openedAt: now, closedAt: now, grades: { heavy: 1 } };
  let seq = 10;
  const say = (visit: object) => {
    seq += 1;
    return server.say(factTopic('visit'), { seq, at: '', cause: 'weighing', visit });
  };
  // an open truck is no flow yet, and another buyer's is none of procurement's
  await say(server.rows.visit({ id: 'open', yard: 'yard-a', openedAt: now }));
  await say(server.rows.visit({ ...row, id: 'sold', direction: 'outbound', partner: '다른제강' }));
  await vi.waitFor(() => expect(told.kim).toHaveLength(1));
  await say(server.rows.visit({ ...row, id: 'v1', partner: '가람' }));
  await say(server.rows.visit({ ...row, id: 'v2', partner: '나래' }));
  await vi.waitFor(() => expect(told.kim).toHaveLength(2), { timeout: 10_000 });
  expect(told.kim?.map(({ yards }) => yards)).toEqual([['yard-a'], ['yard-a']]);
  expect((told.kim?.[1]?.at ?? 0) - (told.kim?.[0]?.at ?? 0)).toBeGreaterThan(1_900);
  expect(told.yoon?.map(({ yards }) => yards)).toEqual([['yard-a']]);
  expect([told.lee, told.han]).toEqual([[], []]);
});
