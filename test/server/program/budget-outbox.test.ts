import { expect, test, vi } from 'vitest';
import { BudgetOutbox } from '../../../server/program/budget-outbox.ts';
import type { WrittenEntry } from '../../../server/program/budget-store.ts';
import { PATIENCE, withBroker } from '../build.ts';
import { ENTRY, FIELDS, made } from './projects.ts';

test('an entry is told as its author, in the project’s first yard, and once it is in the ledger no more', async () => {
  const { server, heard } = await withBroker();
  server.rows.yard('yard-a');
  const cookie = await server.loginAs({ name: 'park', role: 'programme', yards: null });
  const { id: project } = await made(server, cookie);
  const answer = await server.send('POST', `/api/projects/${project}/budget/entries`, cookie, ENTRY);
  const { id } = answer.json();
  await vi.waitFor(() => expect(heard).toHaveLength(1), PATIENCE);
  expect(heard[0]).toMatchObject({
    topic: 'scrap-commands/v1/hanbit/yard-a/budget',
    qos: 1,
    body: {
      ...{ id, by: 'park', project, funder: 'adopter', line: 'hardware', stage: 'paid', amountKrw: 10_000_000 },
      on: Date.parse('2026-08-01T00:00:00+09:00'),
    },
  });
});

function outboxOf({ isConnected = true, fails = 0 } = {}) {
  const entry = {
    ...{ ...ENTRY, id: 'e1', project: 'gp-1', at: 1, by: 'kim' },
  } satisfies WrittenEntry;
  const told: string[] = [];
  const booked: string[] = [];
  const inLedger: { entry: string }[] = [];
  let failures = fails;
  const outbox = new BudgetOutbox({
    budget: {
      unbooked: () => (booked.includes('e1') ? [] : [entry]),
      markBooked: (entries) => void booked.push(...entries),
    },
    ledger: { read: (query) => query({ rows: () => inLedger } as never) },
    yards: { find: (yard) => ({ id: yard, tenant: 'hanbit', seq: 0 }) },
    projectOf: (id) => ({ id, revision: 1, createdAt: '', changedAt: '', fields: FIELDS }),
    publish: (topic) => {
      failures -= 1;
      if (failures >= 0) return Promise.reject(new Error('the broker is gone'));
      told.push(topic);
      return Promise.resolve();
    },
    isBrokerConnected: () => isConnected,
    logger: { warn: () => undefined },
  });
  const look = async (now: number) => {
    outbox.wake(now);
    await outbox.idle();
  };
  return { look, told, booked, inLedger, outbox };
}

test('what the ledger does not show is told again after half a minute', async () => {
  const { look, told, booked, inLedger } = outboxOf();
  await look(0);
  await look(29_000);
  expect(told).toHaveLength(1);
  await look(30_000);
  expect(told).toHaveLength(2);
  inLedger.push({ entry: 'e1' });
  await look(31_000);
  await look(90_000);
  expect([told.length, booked]).toEqual([2, ['e1']]);
});

test('a broker that fails is tried again', async () => {
  const { look, told } = outboxOf({ fails: 1 });
  await look(0);
  expect(told).toEqual([]);
  await look(2_000);
  expect(told).toHaveLength(1);
});

test('nothing is told without a broker, or after the end', async () => {
  const away = outboxOf({ isConnected: false });
  await away.look(0);
  expect(away.told).toEqual([]);
  const ended = outboxOf();
  await ended.outbox.stop();
  await ended.look(0);
  expect(ended.told).toEqual([]);
});
