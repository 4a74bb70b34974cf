import { expect, it } from 'vitest';
import { HeardState } from '../../../server/live/heard-state.ts';

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
