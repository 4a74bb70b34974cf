import { expect, it } from 'vitest';
import { postYardState } from '../../../collector/facts.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { findLostRows } from '../../../collector/ledger/lost-rows.ts';
import { nextNumber } from '../../../collector/ledger/slips.ts';
import { toldAccounts } from '../../../collector/mqtt/told-accounts.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import { client, testBroker } from '../mqtt/real-broker.ts';
import { DAY_START, type DayEvent, messageOf, TENANT, YARD } from '../visits/yard-day.ts';

const NOW = DAY_START;
const inside = { username: 'scalehouse', password: 'inside' };
const weighing = (id: string, minute: number): DayEvent => ({
  ...{ kind: 'weighing', id, area: 'weigh', at: DAY_START + minute * 60_000, ticket: id, plate: '부산86바1234' },
  ...{ kg: 30_000, lift: null, occupied: false, alarm: false, visit: null, declaredGrade: 'heavy', direction: null },
});

it('finds what a ledger that lost its end has told and no longer knows, and numbers facts above it', async () => {
  const broker = await testBroker({ mqttUsername: inside.username, mqttPassword: inside.password });
  const address = { url: `mqtt://127.0.0.1:${broker.internalPort}`, ...inside };
  const whole = new Ledger(':memory:');
  const torn = new Ledger(':memory:');
  const events = ['a', 'b', 'c'].map((id, index) => messageOf(weighing(id, index)));
  new Bookkeeper(whole, () => []).book(events, NOW);
  new Bookkeeper(torn, () => []).book(events.slice(0, 1), NOW);
  postYardState(whole, new Map([[YARD, TENANT]]), () => 0, NOW);
  const facts = await client(address.url, { protocolVersion: 5, ...inside });
  for (const { topic, payload, retain } of whole.all<{ topic: string; payload: string; retain: number }>(
    'SELECT topic, payload, retain FROM outbox ORDER BY seq',
  )) {
    await facts.publishAsync(topic, payload, { qos: 1, retain: retain === 1 });
  }
  await facts.publishAsync(`scrap-facts/v1/${TENANT}/other/account`, 'no account', { qos: 1, retain: true });

  const told = await toldAccounts(address, new AbortController().signal);
  const seqOf = (ledger: Ledger) => ledger.first<{ fact_seq: number }>('SELECT fact_seq FROM yard')?.fact_seq ?? 0;
  expect(told).toEqual(new Map([[YARD, { seq: seqOf(whole), received: 3 }]]));
  expect(findLostRows(whole, told ?? new Map(), DAY_START)).toEqual([]);
  const before = seqOf(torn);
  expect(findLostRows(torn, told ?? new Map(), DAY_START)).toEqual([
    { yard: YARD, facts: seqOf(whole) - before, messages: 2 },
  ]);
  expect(seqOf(torn)).toBeGreaterThan(seqOf(whole));
  expect([nextNumber(whole, YARD, '2026-03-02'), nextNumber(torn, YARD, '2026-03-02')]).toEqual([
    ...['20260302-0001', '20260302-5001'],
  ]);
  expect(findLostRows(torn, told ?? new Map(), DAY_START)).toEqual([]);
  expect(nextNumber(torn, YARD, '2026-03-02')).toBe('20260302-5001');
  whole.close();
  torn.close();
});

it('waits for a broker that is away, until it is told not to', async () => {
  const stop = new AbortController();
  const asked = toldAccounts({ url: 'mqtt://127.0.0.1:1', username: null, password: null }, stop.signal);
  stop.abort();
  expect(await asked).toBeNull();
});
