import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';
import mqtt, { type IConnackPacket } from 'mqtt';
import mqttPacket, { type Packet } from 'mqtt-packet';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decode } from '../../../collector/mqtt/decode.ts';
import { messageDigest } from '../../../collector/mqtt/payload.ts';
import { protocolLevel } from '../../../collector/mqtt/v5-door.ts';
import { jpeg } from '../../fixtures/jpegs.ts';
import { client, eventually, freshFolder, heardBy, listen, testBroker } from './real-broker.ts';

const V4 = { protocolVersion: 4 } as const;
const V5 = { protocolVersion: 5 } as const;
const WEIGHING = 'scrap/v1/t/y/weigh/wb01/weighing';
const FRAME = 'scrap/v1/t/y/bay1/cam01/frame';
const DURABLE = { ...V5, clean: false, properties: { sessionExpiryInterval: 3_600 } };

/** A bare socket that speaks packets, for what mqtt.js would not say. */
async function packetsTo(url: string): Promise<{ socket: Socket; send: (packet: Packet) => void; heard: Packet[] }> {
  const socket = connectSocket(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  const heard: Packet[] = [];
  const parser = mqttPacket.parser({ protocolVersion: 5 });
  parser.on('packet', (packet: Packet) => heard.push(packet));
  socket.on('data', (chunk: Buffer) => parser.parse(chunk));
  socket.on('error', () => {});
  return { socket, send: (packet) => socket.write(mqttPacket.generate(packet, { protocolVersion: 5 })), heard };
}

const connectPacket = (clientId: string): Packet => ({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 5,
  clean: true,
  clientId,
  keepalive: 60,
});

describe('MQTT 3.1.1 and 5', () => {
  it.each([
    ['3.1.1', '5', V4, V5],
    ['5', '3.1.1', V5, V4],
    ['5', '5', V5, V5],
    ['3.1.1', '3.1.1', V4, V4],
  ])('a client of %s is heard by one of %s, with every quality of service', async (_from, _to, from, to) => {
    const { url } = await testBroker();
    const heard = await listen(url, 'scrap/v1/#', to);
    const speaker = await client(url, from);
    for (const qos of [0, 1, 2] as const) await speaker.publishAsync(WEIGHING, `qos ${qos}`, { qos });
    await eventually(() => expect(heard.map(({ text }) => text)).toEqual(['qos 0', 'qos 1', 'qos 2']));
  });

  it.each([
    ['3.1.1', V4],
    ['5', V5],
  ])('a retained message waits for a client of %s', async (_, version) => {
    const { url } = await testBroker();
    const speaker = await client(url, V5);
    await speaker.publishAsync('scrap/v1/t/y/w/d/state', 'on', { qos: 1, retain: true });
    const heard = await listen(url, 'scrap/v1/#', version);
    await eventually(() => expect(heard).toEqual([{ topic: 'scrap/v1/t/y/w/d/state', text: 'on', retain: true }]));
  });
});

describe('a raw photo with user properties', () => {
  const properties = { id: 'cam01-7', at: '2026-11-22T09:30:00.123+09:00', plate: '부산86바1234', lift: '3' };

  it.each([
    ['3.1.1', V4],
    ['5', V5],
  ])('arrives at a client of %s as the JSON photo of the contract', async (_, version) => {
    const { url } = await testBroker();
    const heard = await listen(url, FRAME, version);
    const camera = await client(url, V5);
    const photo = await jpeg();
    await camera.publishAsync(FRAME, photo, { qos: 1, properties: { userProperties: properties } });
    await eventually(() => expect(heard).toHaveLength(1));
    const message = JSON.parse(heard[0]?.text ?? '{}');
    expect(message).toEqual({ ...properties, lift: 3, jpeg: photo.toString('base64') });
  });

  it('is the same event whether it passed this broker or one that keeps user properties', async () => {
    const { url } = await testBroker();
    const heard = await listen(url, FRAME, V4);
    const camera = await client(url, V5);
    const photo = await jpeg();
    const receivedAt = Date.parse(properties.at);
    for (const userProperties of [properties, { at: String(receivedAt) }]) {
      await camera.publishAsync(FRAME, photo, { qos: 1, properties: { userProperties } });
      await eventually(() => expect(heard).toHaveLength(1));
      const passed = Buffer.from(heard.splice(0)[0]?.text ?? '');
      const here = decode({ topic: FRAME, payload: passed, properties: {}, receivedAt }, null);
      const elsewhere = decode({ topic: FRAME, payload: photo, properties: userProperties, receivedAt }, null);
      expect(here?.message).toMatchObject({ type: 'event', id: elsewhere?.message.id, kind: 'frame' });
      expect(here?.photo?.sha256).toBe(elsewhere?.photo?.sha256);
    }
  });

  it('that is no JPEG is refused under the id it stated', async () => {
    const { url } = await testBroker();
    const heard = await listen(url, FRAME, V4);
    const camera = await client(url, V5);
    await camera.publishAsync(FRAME, '<svg/>', { qos: 1, properties: { userProperties: properties } });
    await camera.publishAsync(FRAME, '<svg/>', { qos: 1 });
    await eventually(() => expect(heard).toHaveLength(2));
    const refused = heard.map(
      ({ text }) => decode({ topic: FRAME, payload: Buffer.from(text), properties: {}, receivedAt: 0 }, null)?.message,
    );
    expect(refused).toMatchObject([
      { code: 'FRAME_NOT_JPEG', id: 'cam01-7' },
      { code: 'FRAME_NOT_JPEG', id: messageDigest(FRAME, Buffer.from('<svg/>')) },
    ]);
  });

  it.each([
    ['another kind', WEIGHING, Buffer.from([0xff, 0xd8, 0xff])],
    ['a JSON photo', FRAME, Buffer.from('{"id":"x"}')],
    ['an empty photo', FRAME, Buffer.alloc(0)],
  ])('is told from %s, which passes as it is', async (_, topic, payload) => {
    const { url } = await testBroker();
    const listener = await client(url, V4);
    const heard: Buffer[] = [];
    listener.on('message', (_topic: string, bytes: Buffer) => heard.push(bytes));
    await listener.subscribeAsync('scrap/v1/#', { qos: 1 });
    const device = await client(url, V5);
    await device.publishAsync(topic, payload, { qos: 1, properties: { userProperties: properties } });
    await eventually(() => expect(heard).toEqual([payload]));
  });
});

describe('the last will of a client of MQTT 5', () => {
  const will = { topic: 'scrap/v1/t/y/w/d/state', payload: Buffer.from('gone'), qos: 1, retain: true } as const;

  it('is published when its line is cut', async () => {
    const { url } = await testBroker();
    const heard = await listen(url, 'scrap/v1/#');
    const device = await client(url, { ...V5, will });
    device.stream.destroy();
    await eventually(() => expect(heard).toMatchObject([{ text: 'gone' }]));
    const late = await listen(url, 'scrap/v1/#');
    await eventually(() => expect(late).toMatchObject([{ text: 'gone', retain: true }]));
  });

  it('is published when it says goodbye with its will (reason code 0x04)', async () => {
    const { url } = await testBroker();
    const heard = await listen(url, 'scrap/v1/#');
    const device = await client(url, { ...V5, will });
    await device.endAsync(false, { reasonCode: 4 });
    await eventually(() => expect(heard).toMatchObject([{ text: 'gone' }]));
  });

  it('is dropped when it says goodbye', async () => {
    const { url } = await testBroker();
    const heard = await listen(url, 'scrap/v1/#');
    const device = await client(url, { ...V5, will });
    await device.endAsync();
    const other = await client(url, V5);
    await other.publishAsync(WEIGHING, 'later', { qos: 1 });
    await eventually(() => expect(heard.map(({ text }) => text)).toEqual(['later']));
  });
});

describe('a session of MQTT 5', () => {
  it('keeps what was sent while its client was away', async () => {
    const { url } = await testBroker();
    const first = await client(url, { ...DURABLE, clientId: 'collector' });
    await first.subscribeAsync('scrap/v1/#', { qos: 1 });
    await first.endAsync();
    const speaker = await client(url, V4);
    await speaker.publishAsync(WEIGHING, 'missed', { qos: 1 });
    const heard = await returned(url);
    await eventually(() => expect(heard.messages).toMatchObject([{ text: 'missed' }]));
    expect(heard.connack.sessionPresent).toBe(true);
  });

  it('is on disk with its messages, and so is what is retained: a broker that starts again on the folder has them', async () => {
    const dataDir = await freshFolder();
    const before = await testBroker({ dataDir });
    const first = await client(before.url, { ...DURABLE, clientId: 'collector' });
    await first.subscribeAsync('scrap/v1/#', { qos: 1 });
    await first.endAsync();
    const speaker = await client(before.url, V5);
    await speaker.publishAsync(WEIGHING, 'missed', { qos: 1 });
    await speaker.publishAsync('scrap-facts/v1/t/y/other', 'refused to devices').catch(() => {});
    const keeper = await client(before.url, V5);
    await keeper.publishAsync('kept/state', 'on', { qos: 1, retain: true });
    await before.close();

    const after = await testBroker({ dataDir });
    const heard = await returned(after.url);
    await eventually(() => expect(heard.messages).toMatchObject([{ text: 'missed' }]));
    const retained = await listen(after.url, 'kept/#', V4);
    await eventually(() => expect(retained).toMatchObject([{ text: 'on', retain: true }]));
    const again = await client(after.url, V4);
    await again.publishAsync(WEIGHING, 'new', { qos: 1 });
    await eventually(() => expect(heard.messages.map(({ text }) => text)).toEqual(['missed', 'new']));
  });

  it('ends with its connection when the client does not ask for more', async () => {
    const { url } = await testBroker();
    const first = await client(url, { ...V5, clean: false, clientId: 'collector' });
    await first.subscribeAsync('scrap/v1/#', { qos: 1 });
    await first.endAsync();
    expect((await returned(url)).connack.sessionPresent).toBe(false);
  });

  /** The client comes back to its session without subscribing again. */
  async function returned(url: string) {
    const back = mqtt.connect(url, { ...DURABLE, clientId: 'collector', reconnectPeriod: 0 });
    onTestFinished(() => back.endAsync(true));
    const messages = heardBy(back);
    const connack = await new Promise<IConnackPacket>((resolve) => back.once('connect', resolve));
    return { messages, connack };
  }
});

describe('a client of MQTT 5', () => {
  it('without an id gets one and is told', async () => {
    const { url } = await testBroker();
    const { send, heard } = await packetsTo(url);
    send(connectPacket(''));
    await eventually(() => expect(heard).toHaveLength(1));
    const properties = { assignedClientIdentifier: expect.stringMatching(/^assigned-/), topicAliasMaximum: 0 };
    expect(heard[0]).toMatchObject({ cmd: 'connack', reasonCode: 0, properties });
  });

  it('keeps the id it states', async () => {
    const { url } = await testBroker();
    const { send, heard } = await packetsTo(url);
    send(connectPacket('crane'));
    await eventually(() => expect(heard).toHaveLength(1));
    expect((heard[0] as IConnackPacket).properties).not.toHaveProperty('assignedClientIdentifier');
  });

  it('unsubscribes, and each filter is answered', async () => {
    const { url } = await testBroker();
    const { send, heard } = await packetsTo(url);
    send(connectPacket('crane'));
    const subscriptions = ['a', 'b', 'c'].map((topic) => ({ topic, qos: 1 as const, nl: false, rap: false, rh: 0 }));
    send({ cmd: 'subscribe', messageId: 1, subscriptions });
    await eventually(() => expect(heard[1]).toMatchObject({ cmd: 'suback', granted: [1, 1, 1] }));
    send({ cmd: 'unsubscribe', messageId: 2, unsubscriptions: ['a', 'b'] });
    await eventually(() => expect(heard[2]).toMatchObject({ cmd: 'unsuback', granted: [0, 0] }));
    const speaker = await client(url);
    for (const topic of ['a', 'b', 'c']) await speaker.publishAsync(topic, 'x', { qos: 1 });
    await eventually(() => expect(heard.slice(3)).toMatchObject([{ cmd: 'publish', topic: 'c' }]));
  });

  it('whose first bytes trickle in is let in', async () => {
    const { url } = await testBroker();
    const { socket, heard } = await packetsTo(url);
    for (const byte of mqttPacket.generate(connectPacket('slow'), { protocolVersion: 5 })) {
      await new Promise<void>((resolve) => socket.write(Buffer.from([byte]), () => resolve()));
    }
    await eventually(() => expect(heard).toMatchObject([{ cmd: 'connack', reasonCode: 0 }]));
  });

  it.each([
    ['asks for enhanced authentication', { cmd: 'auth', reasonCode: 24 } as unknown as Packet],
    ['sends what no client may send', { cmd: 'connack', reasonCode: 0, sessionPresent: false } as Packet],
  ])('that %s is cut off', async (_, packet) => {
    const { url } = await testBroker();
    const { socket, send, heard } = await packetsTo(url);
    send(connectPacket('odd'));
    await eventually(() => expect(heard).toHaveLength(1));
    const closed = once(socket, 'close');
    send(packet);
    await closed;
    expect(await listen(url, '#')).toEqual([]);
  });

  it.each([
    ['no MQTT at all', Buffer.from('GET / HTTP/1.1\r\nHost: scalehouse\r\nAccept: text/html,application/json\r\n\r\n')],
    ['zeros', Buffer.alloc(100)],
    ['a CONNECT that goes wrong inside', Buffer.from([0x10, 0x08, 0, 4, 0x4d, 0x51, 0x54, 0x54, 5, 0xff])],
  ])('is not what sends %s: it is cut off, and the others stay', async (_, bytes) => {
    const { url } = await testBroker();
    const steady = await client(url, V5);
    const { socket } = await packetsTo(url);
    const closed = once(socket, 'close');
    socket.write(bytes);
    await closed;
    await steady.publishAsync(WEIGHING, 'still here', { qos: 1 });
    expect(steady.connected).toBe(true);
  });
});

describe('the protocol level', () => {
  const connect = (protocolVersion: 3 | 4 | 5, protocolId: 'MQTT' | 'MQIsdp', username = '') =>
    mqttPacket.generate(
      { cmd: 'connect', protocolId, protocolVersion, clean: true, clientId: 'c', keepalive: 0, username } as Packet,
      { protocolVersion },
    );
  it.each([
    ['3.1', connect(3, 'MQIsdp'), 3],
    ['3.1.1', connect(4, 'MQTT'), 4],
    ['5', connect(5, 'MQTT'), 5],
    ['a CONNECT whose length takes three bytes', connect(5, 'MQTT', 'u'.repeat(20_000)), 5],
  ])('of %s is read from its CONNECT, and from no fewer bytes', (_, bytes, level) => {
    expect(protocolLevel(bytes)).toBe(level);
    const from = bytes.indexOf('MQ') + (level === 3 ? 6 : 4);
    expect(protocolLevel(bytes.subarray(0, from))).toBeNull();
    expect(protocolLevel(bytes.subarray(0, from + 1))).toBe(level);
  });
});
