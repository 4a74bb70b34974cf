import { afterEach, beforeEach, expect, it } from 'vitest';
import { Ledger } from '../../collector/ledger/ledger.ts';
import { clearOutbox, postFact } from '../../collector/ledger/outbox.ts';
import { Numbers } from '../../collector/numbers.ts';
import { formatKst } from '../../domain/kst-time.ts';

const START = Date.parse('2026-11-22T09:00:00+09:00');
let ledger: Ledger;
let now: number;
let trouble: string | null;
let numbers: Numbers;

beforeEach(() => {
  ledger = new Ledger(':memory:');
  now = START;
  trouble = null;
  numbers = new Numbers({
    ...{ ledger, version: '1.2.3', projection: () => null },
    trouble: () => trouble,
    now: () => now,
  });
});
afterEach(() => {
  numbers.stop();
  ledger.close();
});

it('says that nothing waits and nothing was committed at the start', () => {
  expect(numbers.read()).toMatchObject({
    ...{ version: '1.2.3', uptimeS: 0, outbox: 0, outboxOldestAt: null, spooled: 0, spooledOldestAt: null },
    ...{ commitP50Ms: null, commitP95Ms: null, trouble: null, projection: null },
  });
});

it('tells the median and the 95th percentile of the latest 500 commits', () => {
  for (let latency = 1; latency <= 100; latency += 1) numbers.committed(latency);
  expect(numbers.read()).toMatchObject({ commitP50Ms: 50, commitP95Ms: 95 });
  for (let commit = 0; commit < 500; commit += 1) numbers.committed(7);
  expect(numbers.read()).toMatchObject({ commitP50Ms: 7, commitP95Ms: 7 });
});

it('takes a clock that was set back for no time at all', () => {
  numbers.committed(-3_600_000);
  expect(numbers.read().commitP50Ms).toBe(0);
});

it('counts the facts that wait and says since when the oldest does', () => {
  ledger.run("INSERT INTO yard (yard, tenant, first_at) VALUES ('y', 't', 0)");
  const at = (minute: number) => ({ tenant: 't', yard: 'y', now: START + minute * 60_000 });
  for (const minute of [0, 1, 2]) postFact(ledger, 'device', at(minute), { devices: [] });
  expect(numbers.read()).toMatchObject({ outbox: 3, outboxOldestAt: formatKst(START) });
  clearOutbox(ledger, 2);
  expect(numbers.read()).toMatchObject({ outbox: 1, outboxOldestAt: formatKst(START + 120_000) });
});

it('counts the messages that are safe on disk and not booked', () => {
  for (const [messages, minute] of [
    [40, 1],
    [2, 0],
  ] as const) {
    ledger.run(
      "INSERT INTO intake_group (received_at, messages, body) VALUES (?, ?, x'00')",
      START + minute * 60_000,
      messages,
    );
  }
  expect(numbers.read()).toMatchObject({ spooled: 42, spooledOldestAt: formatKst(START) });
});

it('tells what troubles the disk and how long the process runs', () => {
  trouble = 'SQLITE_FULL';
  now = START + 90_000;
  const told = numbers.read();
  expect(told).toMatchObject({ trouble: 'SQLITE_FULL', uptimeS: 90 });
  expect(told.rssMb).toBeGreaterThan(10);
});

it('sees an event loop that was held up', async () => {
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  // the first sample after a reset has nothing to be compared with, so two turns pass before the loop is held
  numbers.read();
  const until = (span: number) => {
    for (const end = performance.now() + span; performance.now() < end; );
  };
  for (const span of [30, 30, 150]) {
    until(span);
    await turn();
  }
  expect(numbers.read().loopLagMs).toBeGreaterThan(80);
});
