import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { build, type TestServer, tempDir } from '../build.ts';

const at = (text: string) => Date.parse(`${text}+09:00`);
const HOUR = 3_600_000;
const ODD = '가람, "철강" (=cmd())';

/** Two yards with two suppliers, the buyer's works and another buyer. */
async function withFlows(): Promise<TestServer> {
  const file = join(await tempDir(), 'yards.json');
  await writeFile(file, JSON.stringify({ yards: {}, works: ['포항제철소'] }));
  const server = await build({ YARDS_FILE: file });
  const { rows } = server;
  for (const yard of ['yard-a', 'yard-b']) rows.yard(yard);
  const visit = (id: string, yard: string, closedAt: number, more: Partial<Parameters<typeof rows.visit>[0]>) =>
    rows.visit({ id, yard, openedAt: closedAt - HOUR, closedAt, ...more });
  visit('v1', 'yard-a', at('2026-11-02T10:00:00'), { partner: ODD, grades: { heavy: 10_000, light: 500 } });
  visit('v2', 'yard-a', at('2026-11-02T23:59:59.999'), { partner: '나래', grades: { heavy: 7_001 } });
  visit('v3', 'yard-a', at('2026-11-03T00:00:00'), { partner: ODD, grades: { heavy: 300 } });
  visit('v4', 'yard-b', at('2026-11-03T09:00:00'), { grades: { cast: 40 } });
  visit('v5', 'yard-a', at('2026-11-04T09:00:00'), {
    ...{ direction: 'outbound', partner: '포항제철소', grades: { heavy: 9_000 } },
  });
  visit('v6', 'yard-b', at('2026-11-04T09:00:00'), {
    ...{ direction: 'outbound', partner: '다른제강', grades: { cast: 20 } },
  });
  return server;
}

const SPAN = 'from=2026-11-01&to=2026-11-30';

test('flows are told by day, yard, direction, partner and grade, only what is not zero', async () => {
  const { get, login } = await withFlows();
  const answer = await get(`/api/flows?${SPAN}`, await login());
  expect(answer.statusCode).toBe(200);
  const { time, yard, direction, partner, grade, kg } = answer.json();
  const lines = kg.map((kilograms: number, row: number) =>
    [time[row].slice(0, 10), yard[row], direction[row], partner[row], grade[row], kilograms].join(' '),
  );
  expect(lines).toEqual([
    `2026-11-02 yard-a inbound ${ODD} heavy 10000`,
    `2026-11-02 yard-a inbound ${ODD} light 500`,
    '2026-11-02 yard-a inbound 나래 heavy 7001',
    `2026-11-03 yard-a inbound ${ODD} heavy 300`,
    '2026-11-03 yard-b inbound  cast 40',
    '2026-11-04 yard-a outbound 포항제철소 heavy 9000',
    '2026-11-04 yard-b outbound 다른제강 cast 20',
  ]);
});

test.each([
  ['all', ['2026-11-01T00:00:00.000+09:00']],
  ['1w', ['2026-11-02T00:00:00.000+09:00']],
  ['1mo', ['2026-11-01T00:00:00.000+09:00']],
  ['1h', ['2026-11-02T10:00:00.000+09:00', '2026-11-02T23:00:00.000+09:00', '2026-11-03T00:00:00.000+09:00']],
])('buckets of %s begin on KST boundaries', async (every, times) => {
  const { get, login } = await withFlows();
  const { time } = (
    await get(`/api/flows?${SPAN}&every=${every}&direction=inbound&yards=yard-a`, await login())
  ).json();
  expect([...new Set(time)]).toEqual(times);
});

test('names with commas, quotes and formula signs select, and nameless visits have a name of their own', async () => {
  const { get, login } = await withFlows();
  const cookie = await login();
  const sumOf = async (query: string) => {
    const { kg } = (await get(`/api/flows?${SPAN}&every=all&${query}`, cookie)).json();
    return kg.reduce((sum: number, one: number) => sum + one, 0);
  };
  const list = (...names: string[]) => encodeURIComponent(names.map(encodeURIComponent).join(','));
  expect(await sumOf(`partners=${list(ODD)}`)).toBe(10_800);
  expect(await sumOf(`partners=${list(ODD, '나래')}`)).toBe(17_801);
  expect(await sumOf(`partners=${encodeURIComponent('%-')}`)).toBe(40);
  expect(await sumOf(`partners=${list('없는 곳')}`)).toBe(0);
  expect(await sumOf(`grades=heavy,cast&yards=yard-b`)).toBe(60);
  expect(await sumOf('')).toBe(26_861);
});

test('Arrow says what JSON says', async () => {
  const { get, login } = await withFlows();
  const cookie = await login();
  const json = (await get(`/api/flows?${SPAN}`, cookie)).json();
  const table = tableFromIPC((await get(`/api/flows?${SPAN}&format=arrow`, cookie)).rawPayload);
  expect([...(table.getChild('kg') ?? [])].map(Number)).toEqual(json.kg);
  for (const name of ['yard', 'direction', 'partner', 'grade'])
    expect([...(table.getChild(name) ?? [])]).toEqual(json[name]);
});

test.each([
  ['from=2026-11-05&to=2026-11-01', 422, 'RANGE_REFUSED', '앞섭니다'],
  ['from=2006-11-05&to=2026-11-01', 422, 'RANGE_REFUSED', '10년'],
  ['from=2025-01-01&to=2026-11-01&every=1h', 422, 'RANGE_REFUSED', '1d'],
  [`${SPAN}&every=1s`, 400, 'BAD_REQUEST', ''],
  [`${SPAN}&yards=no-such-yard`, 400, 'BAD_REQUEST', '없는 야드'],
  [`${SPAN}&grades=gold`, 400, 'BAD_REQUEST', '없는 등급'],
  ['from=2026-02-30&to=2026-11-01', 400, 'BAD_REQUEST', 'from'],
  ['from=2026-11-01', 400, 'BAD_REQUEST', 'to'],
])('%s is refused with what to do instead', async (query, status, code, words) => {
  const { get, login } = await withFlows();
  const answer = await get(`/api/flows?${query}`, await login());
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  expect(answer.json().message).toContain(words);
});

test('procurement sees what was brought and what went to the works, and no other buyer', async () => {
  const { get, loginAs } = await withFlows();
  const cookie = await loginAs({ name: 'buyer', role: 'procurement', yards: null });
  const { partner, kg } = (await get(`/api/flows?${SPAN}&every=all`, cookie)).json();
  expect(new Set(partner)).toEqual(new Set([ODD, '나래', '', '포항제철소']));
  expect(kg.reduce((sum: number, one: number) => sum + one, 0)).toBe(26_841);
  const visits = (await get(`/api/flows/visits?${SPAN}`, cookie)).json();
  expect([visits.total, visits.visits.map(({ id }: { id: string }) => id)]).toEqual([
    5,
    ['v5', 'v4', 'v3', 'v2', 'v1'],
  ]);
  expect((await get(`/api/flows?${SPAN}&partners=${encodeURIComponent('다른제강')}`, cookie)).json().kg).toEqual([]);
});

test('a plant of one yard is told of it alone, and refused another by name', async () => {
  const { get, loginAs } = await withFlows();
  const cookie = await loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  expect(new Set((await get(`/api/flows?${SPAN}`, cookie)).json().yard)).toEqual(new Set(['yard-a']));
  expect((await get(`/api/flows?${SPAN}&yards=yard-b`, cookie)).statusCode).toBe(403);
  expect((await get(`/api/flows/visits?${SPAN}&yards=yard-a,yard-b`, cookie)).statusCode).toBe(403);
});

test('visits behind a figure come page by page, with their first photo', async () => {
  const { get, rows, login } = await withFlows();
  const cookie = await login();
  const sha256 = 'ab'.repeat(32);
  const frame = { yard: 'yard-a', kind: 'frame', role: 'frame', visit: 'v1' } as const;
  rows.event({ ...frame, id: 'late', at: 2_000, sha256: 'cd'.repeat(32) });
  rows.event({ ...frame, id: 'first', at: 1_000, sha256 });
  rows.event({ ...frame, id: 'refused', at: 500, sha256: 'ef'.repeat(32), role: 'refused' });
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = (await get(`/api/flows/visits?${SPAN}&limit=4${cursor && `&cursor=${cursor}`}`, cookie)).json();
    expect(page.total).toBe(6);
    seen.push(
      ...page.visits.map(({ id, photo }: { id: string; photo: string | null }) => `${id} ${photo?.slice(0, 2)}`),
    );
    cursor = page.next ?? '';
  } while (cursor !== '');
  expect(seen).toEqual([...['v6 undefined', 'v5 undefined', 'v4 undefined', 'v3 undefined', 'v2 undefined', 'v1 ab']]);
  expect((await get(`/api/flows/visits?${SPAN}&cursor=nonsense`, cookie)).statusCode).toBe(400);
});
