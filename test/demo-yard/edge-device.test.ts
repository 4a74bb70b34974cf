import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GRADES } from '../../domain/grades.ts';
import { Clock } from './clock.ts';
import { answerCommand } from './devices/answer-command.ts';
import { EdgeDevice } from './devices/edge-device.ts';

const TOPIC = 'scrap/v1/demo/busan-gamcheon/bay1/crane01';
const event = {
  device: 'bay1/crane01',
  kind: 'lift',
  id: 'crane01-1',
  at: Date.UTC(2026, 10, 22),
  publishAt: Date.UTC(2026, 10, 22),
  body: { kg: 1_480, lift: 3, ticket: 't1' },
} as const;

let broker: Aedes;
let server: Server;
let device: EdgeDevice;
let heard: { topic: string; body: Record<string, unknown>; retain: boolean }[];

beforeEach(async () => {
  broker = await Aedes.createBroker();
  server = createServer(broker.handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  heard = [];
  broker.on('publish', ({ topic, payload, retain }) => {
    if (topic.startsWith(TOPIC)) heard.push({ topic, body: JSON.parse(payload.toString()), retain });
  });
  const photo = () => Promise.resolve(Buffer.alloc(0));
  device = new EdgeDevice({
    broker: { url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`, username: null, password: null },
    address: { tenant: 'demo', yard: 'busan-gamcheon', area: 'bay1', device: 'crane01' },
    device: { key: 'bay1/crane01', model: 'crane', firmware: '1', mqtt: 4 },
    dialect: { photoFormat: 'base64-json', hasNumericTimes: false },
    photos: { seriesMark: '', tag: '', grades: GRADES, isHonest: false, photo },
    clock: new Clock(1),
    log: () => undefined,
  });
});
afterEach(async () => {
  await device.stop();
  await new Promise<void>((resolve) => {
    broker.close(() => server.close(() => resolve()));
  });
});

const say = (kind: string, body: object): void => {
  const packet = { cmd: 'publish', qos: 1, dup: false, retain: false } as const;
  broker.publish({ ...packet, topic: `${TOPIC}/${kind}`, payload: Buffer.from(JSON.stringify(body)) }, () => undefined);
};
const heardOf = (kind: string) => heard.filter(({ topic }) => topic === `${TOPIC}/${kind}`);

describe('a device of the demo', () => {
  it('says that it is online, retained, and goodbye when it stops', async () => {
    await device.connect();
    await device.stop();
    const states = heardOf('state');
    expect(states.map(({ body, retain }) => [body.online, retain])).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(states[0]?.body).toMatchObject({ model: 'crane', firmware: '1' });
  });

  it('leaves its last will when it is cut off, and sends afterwards what it recorded meanwhile', async () => {
    await device.connect();
    device.cut();
    await vi.waitFor(() => expect(heardOf('state').at(-1)?.body.online).toBe(false));
    const recorded = device.record(event);
    expect(heardOf('lift')).toEqual([]);
    await device.connect();
    await recorded;
    expect(heardOf('state').at(-1)?.body.online).toBe(true);
    expect(heardOf('lift').map(({ body }) => body)).toEqual([
      { id: 'crane01-1', at: '2026-11-22T09:00:00.000+09:00', kg: 1_480, lift: 3, ticket: 't1' },
    ]);
  });

  it.each([
    ['committed', { ids: ['crane01-1'] }],
    ['refused', { ids: [], rejected: [{ id: 'crane01-1', code: 'FIELD_INVALID' }] }],
  ])('keeps an event until a receipt says it is %s', async (_, receipt) => {
    await device.connect();
    await device.record(event);
    expect(device.unreceipted).toBe(1);
    say('receipt', { wrong: true });
    say('receipt', receipt);
    await vi.waitFor(() => expect(device.unreceipted).toBe(0));
  });

  it.each([
    ['known', { id: 'c1', command: 'hold-crane' }, { id: 'c1', result: 'done' }],
    ['unknown', { id: 'c2', command: 'dance' }, { id: 'c2', result: 'failed', reason: 'unknown command' }],
    ['late', { id: 'c3', command: 'open-gate', expiresAt: 0 }, { id: 'c3', result: 'failed', reason: 'expired' }],
  ])('answers a command that is %s', async (_, command, answer) => {
    await device.connect();
    say('cmd', command);
    await vi.waitFor(() => expect(heardOf('ack')[0]?.body).toMatchObject(answer));
  });

  it('holds its crane until it is let go: lifts come then, what happened before comes at once', async () => {
    await device.connect();
    say('cmd', { id: 'h1', command: 'hold-crane' });
    await vi.waitFor(() => expect(heardOf('ack')).toHaveLength(1));
    expect(device.isHeld).toBe(true);
    const now = { ...event, id: 'crane01-2', at: Date.now() + 1_000 };
    const recorded = device.record(now);
    await device.record({ ...event, at: Date.now() - 60_000 });
    await vi.waitFor(() => expect(heardOf('lift').map(({ body }) => body.id)).toEqual(['crane01-1']));
    say('cmd', { id: 'h2', command: 'release-crane' });
    await recorded;
    expect(device.isHeld).toBe(false);
    await vi.waitFor(() => expect(heardOf('lift').map(({ body }) => body.id)).toEqual(['crane01-1', 'crane01-2']));
  });

  it('carries out a command once, and answers it as often as it comes', async () => {
    await device.connect();
    say('cmd', { id: 'h1', command: 'hold-crane' });
    say('cmd', { id: 'h2', command: 'release-crane' });
    say('cmd', { id: 'h1', command: 'hold-crane' });
    await vi.waitFor(() => expect(heardOf('ack').map(({ body }) => body.id)).toEqual(['h1', 'h2', 'h1']));
    expect(device.isHeld).toBe(false);
  });
});

describe('an answer', () => {
  it('of a device that is no crane says so to what only a crane can do', () => {
    expect(answerCommand({ id: 'c1', command: 'hold-crane' }, 0, false)).toMatchObject({ result: 'failed' });
    expect(answerCommand({ id: 'c1', command: 'show-bay' }, 0, false)).toMatchObject({ result: 'done' });
  });
});
