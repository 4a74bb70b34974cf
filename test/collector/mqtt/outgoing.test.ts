import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Outgoing } from '../../../collector/mqtt/outgoing.ts';
import { COLLECTOR_STATUS_TOPIC } from '../../../domain/wire/mqtt-topics.ts';
import { eventually, line, listen, testBroker } from './real-broker.ts';

const inside = { username: 'scalehouse', password: 'inside' };
const SCALE = { tenant: 't', yard: 'y', area: 'weigh', device: 'wb01' };
const CRANE = { tenant: 't', yard: 'y', area: 'bay1', device: 'crane01' };

async function speaking() {
  const broker = await testBroker({ mqttUsername: inside.username, mqttPassword: inside.password });
  const wire = await line(broker.port);
  const outgoing = new Outgoing({ url: wire.url, ...inside }, 'collector-out');
  onTestFinished(() => outgoing.close());
  await eventually(() => expect(outgoing.connected).toBe(true));
  return { outgoing, url: broker.url, wire };
}

describe('receipts', () => {
  it('go to each device with its own events, the refused ones apart', async () => {
    const { outgoing, url } = await speaking();
    const heard = await listen(url, 'scrap/v1/+/+/+/+/receipt');
    await outgoing.sendReceipts([
      { address: SCALE, id: 'w1', code: null },
      { address: CRANE, id: 'l1', code: 'KG_INVALID' },
      { address: null, id: 'nobody', code: 'TOPIC_UNKNOWN' },
      { address: SCALE, id: 'w2', code: null },
      { address: SCALE, id: 'w3', code: 'WEIGHING_UNSTABLE' },
    ]);
    await eventually(() => expect(heard).toHaveLength(2));
    expect(heard.map(({ topic, text, retain }) => ({ topic, retain, body: JSON.parse(text) }))).toEqual([
      {
        topic: 'scrap/v1/t/y/weigh/wb01/receipt',
        retain: false,
        body: { ids: ['w1', 'w2'], rejected: [{ id: 'w3', code: 'WEIGHING_UNSTABLE' }] },
      },
      {
        topic: 'scrap/v1/t/y/bay1/crane01/receipt',
        retain: false,
        body: { ids: [], rejected: [{ id: 'l1', code: 'KG_INVALID' }] },
      },
    ]);
  });

  it('name no refusals where there are none, and at most 200 events each', async () => {
    const { outgoing, url } = await speaking();
    const heard = await listen(url, 'scrap/v1/+/+/+/+/receipt');
    const ids = Array.from({ length: 401 }, (_, index) => `w${index}`);
    await outgoing.sendReceipts(ids.map((id) => ({ address: SCALE, id, code: null })));
    await eventually(() => expect(heard).toHaveLength(3));
    const bodies = heard.map(({ text }) => JSON.parse(text) as { ids: string[] });
    expect(bodies.map((body) => [Object.keys(body), body.ids.length])).toEqual([
      [['ids'], 200],
      [['ids'], 200],
      [['ids'], 1],
    ]);
    expect(bodies.flatMap((body) => body.ids)).toEqual(ids);
  });

  it('are not sent while the broker is away: a device asks again', async () => {
    const nowhere = new Outgoing({ url: 'mqtt://127.0.0.1:1', username: null, password: null }, 'alone');
    onTestFinished(() => nowhere.close());
    expect(nowhere.connected).toBe(false);
    await expect(nowhere.sendReceipts([{ address: SCALE, id: 'w1', code: null }])).resolves.toBeUndefined();
    await expect(nowhere.sendStatus({ online: true })).resolves.toBeUndefined();
  });
});

describe('messages', () => {
  it('go out in order, retained where they are to be, and are done when the broker has them all', async () => {
    const { outgoing, url } = await speaking();
    const heard = await listen(url, 'scrap-facts/v1/#');
    const messages = Array.from({ length: 250 }, (_, index) => ({
      topic: 'scrap-facts/v1/t/y/visit',
      payload: `${index}`,
      retain: false,
    }));
    await outgoing.publish([...messages, { topic: 'scrap-facts/v1/t/y/day', payload: 'today', retain: true }]);
    await eventually(() => expect(heard).toHaveLength(251));
    expect(heard.map(({ text }) => text)).toEqual([...messages.map(({ payload }) => payload), 'today']);
    const late = await listen(url, 'scrap-facts/v1/#');
    await eventually(() => expect(late).toEqual([{ topic: 'scrap-facts/v1/t/y/day', text: 'today', retain: true }]));
  });

  it('that did not reach the broker fail', async () => {
    const { outgoing } = await speaking();
    await outgoing.close();
    await expect(outgoing.publish([{ topic: 'scrap-facts/v1/t/y/day', payload: 'x', retain: true }])).rejects.toThrow();
  });
});

describe('the status of the collector', () => {
  const statusOf = async (url: string, status: object) => {
    const late = await listen(url, COLLECTOR_STATUS_TOPIC);
    await eventually(() => expect(late.map(({ text }) => JSON.parse(text))).toEqual([status]));
  };

  it('is retained', async () => {
    const { outgoing, url } = await speaking();
    const heard = await listen(url, COLLECTOR_STATUS_TOPIC);
    await outgoing.sendStatus({ online: true, outbox: 3 });
    await eventually(() => expect(heard).toHaveLength(1));
    await statusOf(url, { online: true, outbox: 3 });
  });

  it('is offline by its last will when the line is cut', async () => {
    const { outgoing, url, wire } = await speaking();
    const heard = await listen(url, COLLECTOR_STATUS_TOPIC);
    await outgoing.sendStatus({ online: true });
    await eventually(() => expect(heard).toHaveLength(1));
    wire.cut();
    await eventually(() => expect(heard.map(({ text }) => JSON.parse(text))[1]).toEqual({ online: false }));
    await statusOf(url, { online: false });
  });

  it('is offline when it leaves', async () => {
    const { outgoing, url } = await speaking();
    const heard = await listen(url, COLLECTOR_STATUS_TOPIC);
    await outgoing.sendStatus({ online: true });
    await outgoing.close();
    await eventually(() => expect(heard.map(({ text }) => JSON.parse(text).online)).toEqual([true, false]));
  });

  it('can be said anew on every connection', async () => {
    const { outgoing, wire } = await speaking();
    const connected = vi.fn();
    outgoing.onConnect(connected);
    wire.cut();
    await eventually(() => expect(connected).toHaveBeenCalledTimes(1));
  });
});
