import { expect, test } from 'vitest';
import { DAY_MS } from '../../../domain/units.ts';
import type { ReviewQueue } from '../../../domain/wire/http-api.ts';
import { build, type TestServer } from '../build.ts';
import type { VisitRow } from '../ledger-rows.ts';

const NOW = Date.now();

async function withQueue(): Promise<
  TestServer & { cookie: string; add: (row: Partial<VisitRow> & { id: string }) => void }
> {
  const server = await build();
  for (const yard of ['yard-a', 'yard-b']) server.rows.yard(yard);
  const add = (row: Partial<VisitRow> & { id: string }) => {
    const closedAt = row.closedAt ?? NOW - DAY_MS;
    const standing = { yard: 'yard-a', grades: { heavy: 9_000, cast: 1_000 }, review: 'LOW_CONFIDENCE' } as const;
    server.rows.visit({ ...standing, confidence: 0.5, ...row, openedAt: closedAt - 1, closedAt });
  };
  return { ...server, cookie: await server.login(), add };
}

const queueOf = async ({ get }: TestServer, cookie: string, query = ''): Promise<ReviewQueue> => {
  const answer = await get(`/api/review${query}`, cookie);
  expect(answer.statusCode).toBe(200);
  return answer.json();
};

test('the queue is ordered by tonnes x price gap x doubt, and what can wait is not in it', async () => {
  const server = await withQueue();
  const { add, cookie } = server;
  add({ id: 'sure', confidence: 0.9 });
  add({ id: 'doubtful', confidence: 0.2 });
  add({ id: 'large', grades: { heavy: 18_000, cast: 2_000 } });
  add({ id: 'unjudged', grades: { unjudged: 10_000 }, confidence: null, review: 'UNJUDGED', basis: 'none' });
  add({ id: 'wide', grades: { heavy: 9_000, foreign: 1_000 } });
  add({ id: 'pending', review: 'GRADING_PENDING' });
  add({ id: 'fine', review: null });
  add({ id: 'old', closedAt: NOW - 31 * DAY_MS });
  const { items, total } = await queueOf(server, cookie);
  // heavy is 90 and cast 73 of 395,000 won a tonne; 10 t at half a doubt
  expect(items.map(({ visit, moneyAtRisk }) => [visit.id, moneyAtRisk])).toEqual([
    ['unjudged', 3_950_000],
    ['wide', 1_777_500],
    ['large', 671_500],
    ['doubtful', 537_200],
    ['sure', 67_150],
  ]);
  expect(total).toBe(5);
  expect(items.map(({ likeliest }) => likeliest)).toEqual([
    [],
    ['heavy', 'foreign'],
    ['heavy', 'cast'],
    ['heavy', 'cast'],
    ['heavy', 'cast'],
  ]);
});

test('it is bounded and says how many there are in all', async () => {
  const server = await withQueue();
  for (let n = 0; n < 60; n++) server.add({ id: `v${n}` });
  const lengthOf = async (query: string) => (await queueOf(server, server.cookie, query)).items.length;
  expect(await queueOf(server, server.cookie)).toMatchObject({ total: 60 });
  expect([await lengthOf(''), await lengthOf('?limit=3'), await lengthOf('?limit=200')]).toEqual([50, 3, 60]);
  for (const limit of ['0', '201', 'all']) {
    expect((await server.get(`/api/review?limit=${limit}`, server.cookie)).statusCode).toBe(400);
  }
});

test('the photos in doubt come first, and the foreign share of what they say suggests a deduction', async () => {
  const server = await withQueue();
  const { rows, add, cookie } = server;
  add({ id: 'v1', grades: { heavy: 10_000 }, rule: 'dominant@1', confidence: 0.6 });
  const of = { yard: 'yard-a', visit: 'v1', kind: 'frame', role: 'frame' };
  const frame = (id: string, at: number) => rows.event({ ...of, id, at, sha256: id });
  rows.judged(frame('sure', 1), 'heavy', 1);
  rows.judged(frame('doubtful', 2), 'foreign', 0.6);
  rows.judged(frame('strange', 3), 'heavy', 0.9, { outOfDomain: true });
  rows.judged(frame('dark', 4), 'heavy', 0.9, { unusable: 'DARK' });
  rows.judged(frame('broken', 5), 'heavy', 0, { failure: 'DECODE' });
  const { items } = await queueOf(server, cookie);
  expect(items[0]?.frames.map(({ id }) => id)).toEqual(['dark', 'strange', 'broken', 'doubtful', 'sure']);
  // booked as one grade by its rule, judged half and half: what is above one percent, in steps of 10 kg
  expect(items[0]).toMatchObject({
    likeliest: ['heavy', 'foreign'],
    moneyAtRisk: 1_422_000,
    suggestedDeduction: 4_900,
  });
});

test("a queue covers the caller's yards; those who only read have none", async () => {
  const server = await withQueue();
  server.add({ id: 'a' });
  server.add({ id: 'b', yard: 'yard-b' });
  const ids = async (cookie: string, query = '') =>
    (await queueOf(server, cookie, query)).items.map(({ visit }) => visit.id).sort();
  expect(await ids(server.cookie)).toEqual(['a', 'b']);
  expect(await ids(server.cookie, '?yard=yard-b')).toEqual(['b']);
  const kim = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  expect(await ids(kim)).toEqual(['a']);
  expect((await server.get('/api/review?yard=yard-b', kim)).statusCode).toBe(403);
  for (const role of ['procurement', 'programme'] as const) {
    const reader = await server.loginAs({ name: role, role, yards: null });
    expect((await server.get('/api/review', reader)).statusCode).toBe(403);
  }
});
