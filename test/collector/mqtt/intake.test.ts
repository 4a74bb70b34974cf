import type { Packet } from 'mqtt-packet';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Intake, type Pending } from '../../../collector/mqtt/intake.ts';
import { client, eventually, type Line, line, testBroker } from './real-broker.ts';

const TOPIC = 'scrap/v1/t/y/weigh/wb01/weighing';

interface Reading {
  readonly intake: Intake;
  readonly line: Line;
  readonly url: string;
  /** takes until so many messages are in hand */
  readonly takeUntil: (count: number) => Promise<Pending[]>;
  readonly states: boolean[];
}

/** An intake that reads the embedded broker over a line that can be cut. */
async function reading(): Promise<Reading> {
  const broker = await testBroker({ mqttUsername: 'scalehouse', mqttPassword: 'inside' });
  const wire = await line(broker.port);
  const states: boolean[] = [];
  const intake = new Intake({ url: wire.url, username: 'scalehouse', password: 'inside' }, 'collector', (connected) =>
    states.push(connected),
  );
  onTestFinished(() => intake.close());
  await intake.subscribed;
  const takeUntil = async (count: number) => {
    const taken: Pending[] = [];
    while (taken.length < count) taken.push(...(await intake.take(1_000)));
    return taken;
  };
  return { intake, line: wire, url: broker.url, takeUntil, states };
}

const acknowledgements = ({ sent }: Line) => sent.filter(({ cmd }: Packet) => cmd === 'puback').length;
const texts = (pending: readonly Pending[]) => pending.map(({ delivery }) => Buffer.from(delivery.payload).toString());

async function publish(url: string, payloads: readonly (string | Buffer)[], topic = TOPIC): Promise<void> {
  const device = await client(url);
  for (let from = 0; from < payloads.length; from += 100) {
    await Promise.all(
      payloads.slice(from, from + 100).map((payload) => device.publishAsync(topic, payload, { qos: 1 })),
    );
  }
}

describe('the intake', () => {
  it('hands over what devices and the server publish, with topic, bytes and the time it came', async () => {
    const { takeUntil, url } = await reading();
    const before = Date.now();
    await publish(url, [Buffer.from([0, 255, 1])]);
    const server = await client(url, { username: 'scalehouse', password: 'inside' });
    await server.publishAsync('scrap-commands/v1/t/y/correction', '{}', { qos: 1 });
    const [event, command] = await takeUntil(2);
    expect(event?.delivery).toMatchObject({ topic: TOPIC, payload: Buffer.from([0, 255, 1]), properties: {} });
    expect(event?.delivery.receivedAt).toBeGreaterThanOrEqual(before);
    expect(command?.delivery.topic).toBe('scrap-commands/v1/t/y/correction');
  });

  it('has many messages in hand at once, in order, and acknowledges none of them by itself', async () => {
    const { takeUntil, line: wire, url } = await reading();
    const payloads = Array.from({ length: 300 }, (_, index) => `${index}`);
    await publish(url, payloads);
    const taken = await takeUntil(300);
    expect(texts(taken).sort((a, b) => Number(a) - Number(b))).toEqual(payloads);
    expect(acknowledgements(wire)).toBe(0);
    for (const { acknowledge } of taken) acknowledge();
    await eventually(() => expect(acknowledgements(wire)).toBe(300));
  });

  it('gets again what it had not acknowledged when the line was cut, and nothing that it had', async () => {
    const { takeUntil, line: wire, url, states } = await reading();
    await publish(url, ['acknowledged', 'held']);
    for (const { delivery, acknowledge } of await takeUntil(2)) {
      if (Buffer.from(delivery.payload).toString() === 'acknowledged') acknowledge();
    }
    await eventually(() => expect(acknowledgements(wire)).toBe(1));
    wire.cut();
    await eventually(() => expect(states).toEqual([true, false, true]));
    const again = await takeUntil(1);
    expect(texts(again)).toEqual(['held']);
    again[0]?.acknowledge();
    await eventually(() => expect(acknowledgements(wire)).toBe(2));

    wire.cut();
    await eventually(() => expect(states).toEqual([true, false, true, false, true]));
    await publish(url, ['marker']);
    expect(texts(await takeUntil(1))).toEqual(['marker']);
  });

  it('does not acknowledge a message of a closed connection on the next one', async () => {
    const { takeUntil, line: wire, url } = await reading();
    await publish(url, ['held']);
    const [old] = await takeUntil(1);
    wire.cut();
    const [again] = await takeUntil(1);
    old?.acknowledge();
    expect(acknowledgements(wire)).toBe(0);
    again?.acknowledge();
    await eventually(() => expect(acknowledgements(wire)).toBe(1));
  });

  it('misses nothing that was published while it was away', async () => {
    const { intake, takeUntil, url } = await reading();
    await intake.close();
    await publish(url, ['while away']);
    const back = new Intake({ url, username: 'scalehouse', password: 'inside' }, 'collector', () => {});
    onTestFinished(() => back.close());
    expect(texts(await back.take(10))).toEqual(['while away']);
    intake.stop();
    expect(await takeUntil(0)).toEqual([]);
  });

  it('reads no further than 5,000 messages ahead, and goes on when they are taken', async () => {
    const { intake, takeUntil, url } = await reading();
    await publish(
      url,
      Array.from({ length: 5_200 }, (_, index) => `${index}`),
    );
    await eventually(() => expect(intake.depth).toBe(5_000));
    const late = await client(url);
    await late.publishAsync(TOPIC, 'late', { qos: 1 });
    expect(intake.depth).toBe(5_000);
    const taken = await takeUntil(5_201);
    expect(new Set(texts(taken)).size).toBe(5_201);
  });

  it('takes no more than it is asked for, and leaves the rest', async () => {
    const { intake, url } = await reading();
    await publish(url, ['a', 'b', 'c']);
    await eventually(() => expect(intake.depth).toBe(3));
    expect(await intake.take(2)).toHaveLength(2);
    expect(intake.depth).toBe(1);
  });

  it('stops waiting when it is told to, and hands over nothing more', async () => {
    const { intake, url } = await reading();
    const taking = intake.take(10);
    intake.stop();
    expect(await taking).toEqual([]);
    await publish(url, ['unread']);
    await eventually(() => expect(intake.depth).toBe(1));
    expect(await intake.take(10)).toEqual([]);
  });

  it('acknowledges nothing of a message that asks for no acknowledgement', async () => {
    const { intake, line: wire, url } = await reading();
    const device = await client(url);
    await device.publishAsync(TOPIC, 'live', { qos: 0 });
    await device.publishAsync(TOPIC, 'kept', { qos: 1 });
    await eventually(() => expect(intake.depth).toBe(2));
    for (const { acknowledge } of await intake.take(10)) acknowledge();
    await eventually(() => expect(acknowledgements(wire)).toBe(1));
  });
});
