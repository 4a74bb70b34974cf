import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SessionCounts } from '../../../server/live/session-counts.ts';

const NOW = Date.parse('2026-11-22T09:10:00+09:00');
const counts = {
  'yard-a': { plant: 1, procurement: 0, programme: 0 },
  'yard-b': { plant: 0, procurement: 2, programme: 0 },
};
let sessions: Record<string, { plant: number; procurement: number; programme: number }>;
let told: [string, unknown][];
let isAway: boolean;
let session: SessionCounts;

beforeEach(() => {
  sessions = structuredClone(counts);
  told = [];
  isAway = false;
  session = new SessionCounts({
    audit: {
      sessionsByRole: (yard, from, to) => {
        expect(to - from).toBe(86_400_000);
        return sessions[yard] ?? { plant: 0, procurement: 0, programme: 0 };
      },
    },
    yards: { list: () => ['yard-a', 'yard-b'].map((id) => ({ id, name: id, tenant: 't' })) },
    publish: (topic, body) => {
      if (isAway) return Promise.reject(new Error('away'));
      told.push([topic, body]);
      return Promise.resolve();
    },
    logger: pino({ level: 'silent' }),
  });
});
afterEach(() => {
  session.stop();
});

it('tells the counts of every yard, again when one changed or an hour began', async () => {
  await session.tell(NOW);
  const command = (yard: 'yard-a' | 'yard-b', at = NOW) => [
    `scrap-commands/v1/t/${yard}/usage`,
    { id: expect.any(String), at, sessions: sessions[yard] },
  ];
  expect(told).toEqual([command('yard-a'), command('yard-b')]);
  await session.tell(NOW + 60_000);
  expect(told).toHaveLength(2);
  sessions['yard-b'] = { plant: 1, procurement: 2, programme: 0 };
  await session.tell(NOW + 120_000);
  expect(told.slice(2)).toEqual([command('yard-b', NOW + 120_000)]);
  await session.tell(NOW + 3_600_000);
  expect(told.slice(3)).toEqual([command('yard-a', NOW + 3_600_000), command('yard-b', NOW + 3_600_000)]);
});

it('tells later what could not be told while the broker was away', async () => {
  isAway = true;
  await session.tell(NOW);
  isAway = false;
  await session.tell(NOW + 60_000);
  expect(told.map(([topic]) => topic)).toEqual([
    'scrap-commands/v1/t/yard-a/usage',
    'scrap-commands/v1/t/yard-b/usage',
  ]);
});
