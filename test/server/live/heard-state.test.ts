import { expect, it } from 'vitest';
import { formatKst } from '../../../domain/kst-time.ts';
import type { CollectorStatus } from '../../../domain/wire/facts.ts';
import { HeardState } from '../../../server/live/heard-state.ts';
import { collectorNumbers, WELL } from '../collector-status.ts';

const AT = { tenant: 'acme', yard: 'busan', area: 'gate', device: 'wb01' };

it('counts as pending what the collector had received and the ledger does not have yet, never twice', () => {
  const heard = new HeardState();
  const counts = { received: 10, written: 7, pending: 2, rejected: 1, duplicates: 0 };
  const fact = { seq: 1, at: '', unassigned: { lifts: 0, frames: 0 }, ...counts, byDevice: [{ ...AT, ...counts }] };
  expect(heard.pendingOf({ ...AT, written: 7, rejected: 1 })).toBe(0);
  heard.hearAccount('busan', fact);
  expect(heard.pendingOf({ ...AT, written: 7, rejected: 1 })).toBe(2);
  expect(heard.pendingOf({ ...AT, written: 8, rejected: 1 })).toBe(1);
  expect(heard.pendingOf({ ...AT, written: 9, rejected: 1 })).toBe(0);
  expect(heard.pendingOf({ ...AT, written: 30, rejected: 1 })).toBe(0);
  expect(heard.pendingOf({ ...AT, device: 'wb02', written: 0, rejected: 0 })).toBe(0);
});

it('knows the collector’s numbers, and none that it does not understand', () => {
  const heard = new HeardState();
  expect(heard.numbers()).toBeNull();
  heard.hearCollector(WELL, false, 0);
  expect(heard.numbers()).toEqual(WELL.numbers);
  heard.hearCollector({ ...WELL, numbers: { outbox: 'many' } } as unknown as CollectorStatus, false, 0);
  expect(heard.numbers()).toBeNull();
});

it('knows since when the collector has listened without a break', () => {
  const START = Date.parse('2026-11-22T09:00:00+09:00');
  const heard = new HeardState();
  const second = (n: number) => START + n * 1_000;
  const hear = (n: number, status: CollectorStatus = WELL) => heard.hearCollector(status, false, second(n));
  expect(heard.listeningSince(second(0))).toBe(second(0));
  // what was retained from before is no word of now
  heard.hearCollector({ ...WELL, at: formatKst(second(-60)) }, true, second(0));
  expect(heard.listeningSince(second(1))).toBe(second(1));
  for (const n of [2, 4, 6]) hear(n);
  expect(heard.listeningSince(second(8))).toBe(second(2));
  // nothing for longer than five seconds
  expect(heard.listeningSince(second(12))).toBe(second(12));
  for (const n of [20, 22]) hear(n);
  expect(heard.listeningSince(second(23))).toBe(second(20));
  hear(24, { online: false });
  expect(heard.listeningSince(second(25))).toBe(second(25));
  hear(26);
  expect(heard.listeningSince(second(27))).toBe(second(26));
  // what devices say waits on its disk
  hear(28, { ...WELL, numbers: collectorNumbers({ spooled: 9, spooledOldestAt: formatKst(second(-120)) }) });
  expect(heard.listeningSince(second(29))).toBe(second(29));
  hear(30);
  expect(heard.listeningSince(second(31))).toBe(second(30));
});
