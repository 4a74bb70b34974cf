import { tableFromIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { build, type TestServer } from '../build.ts';

const kst = (text: string) => Date.parse(`${text}+09:00`);

async function withClosings(): Promise<TestServer & { cookie: string }> {
  const server = await build();
  server.rows.yard('yard-a');
  const closings: [string, number, 'inbound' | 'outbound', string][] = [
    ['2026-10-31T23:59:59.999', 1, 'inbound', '가람'],
    ['2026-11-01T00:00:00', 10, 'inbound', '나래'],
    ['2026-11-21T23:59:59.999', 100, 'outbound', '가람'],
    ['2026-11-22T00:00:00', 1_000, 'inbound', '가람'],
  ];
  for (const [n, [at, kg, direction, partner]] of closings.entries()) {
    const closedAt = kst(at);
    const grades = n === 3 ? { light: kg } : { heavy: kg };
    server.rows.visit({ id: `v${n}`, yard: 'yard-a', openedAt: closedAt - 9, closedAt, direction, partner, grades });
  }
  return { ...server, cookie: await server.login() };
}

const url = (query: string) => `/api/series/throughput?yard=yard-a&${query}`;

// the machine's own zone must not matter: the process is moved around the globe
test.each(['UTC', 'Asia/Seoul', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata'])(
  'days and months begin at midnight KST on a machine in %s',
  async (zone) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      const { get, cookie } = await withClosings();
      const days = (await get(url('from=2026-11-21&to=2026-11-22&every=1d&by=direction'), cookie)).json();
      expect(days).toEqual({
        time: [
          '2026-11-21T00:00:00.000+09:00',
          '2026-11-21T00:00:00.000+09:00',
          '2026-11-22T00:00:00.000+09:00',
          '2026-11-22T00:00:00.000+09:00',
        ],
        key: ['inbound', 'outbound', 'inbound', 'outbound'],
        kg: [0, 100, 1_000, 0],
      });
      const months = (await get(url('from=2026-10-01&to=2026-11-30&every=1mo&by=direction'), cookie)).json();
      expect(months.kg).toEqual([1, 0, 1_010, 100]);
      expect(months.time[2]).toBe('2026-11-01T00:00:00.000+09:00');
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  },
);

test('every grade that occurs stands in every hour, empty ones as 0', async () => {
  const { get, cookie } = await withClosings();
  const { time, key, kg } = (await get(url('from=2026-11-21&to=2026-11-22'), cookie)).json();
  expect([time.length, key.length, kg.length]).toEqual([96, 96, 96]);
  expect(key.slice(0, 2)).toEqual(['heavy', 'light']);
  expect(kg.reduce((a: number, b: number) => a + b, 0)).toBe(1_100);
  expect(kg[23 * 2]).toBe(100);
  expect(kg[24 * 2 + 1]).toBe(1_000);
});

test('a span without closings lists all grades with 0', async () => {
  const { get, cookie } = await withClosings();
  const { key, kg } = (await get(url('from=2025-01-01&to=2025-01-01&every=1d'), cookie)).json();
  expect(key).toHaveLength(10);
  expect(kg).toEqual(Array(10).fill(0));
});

test('partners are listed by name', async () => {
  const { get, cookie } = await withClosings();
  const { key, kg } = (await get(url('from=2026-11-01&to=2026-11-30&every=1mo&by=partner'), cookie)).json();
  expect([key, kg]).toEqual([
    ['가람', '나래'],
    [1_100, 10],
  ]);
});

test.each(['grade', 'direction', 'partner'])('arrow says the same as json by %s', async (by) => {
  const { get, cookie } = await withClosings();
  const query = `from=2026-10-31&to=2026-11-22&every=1d&by=${by}`;
  const json = (await get(url(query), cookie)).json();
  const answer = await get(url(`${query}&format=arrow`), cookie);
  expect(answer.headers['content-type']).toBe('application/vnd.apache.arrow.stream');
  const table = tableFromIPC(answer.rawPayload);
  expect(table.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'time Timestamp<MILLISECOND>',
    'key Dictionary<Int32, Utf8>',
    'kg Int32',
  ]);
  const column = (name: string) => [...(table.getChild(name) ?? [])];
  expect(column('time')).toEqual(json.time.map((time: string) => Date.parse(time)));
  expect(column('key')).toEqual(json.key);
  expect(column('kg')).toEqual(json.kg);
});

test('arrow without any key is an empty table', async () => {
  const { get, cookie } = await withClosings();
  const answer = await get(url('from=2025-01-01&to=2025-01-01&by=partner&format=arrow'), cookie);
  expect(tableFromIPC(answer.rawPayload).numRows).toBe(0);
});

test.each([
  ['from=2026-11-22&to=2026-11-20', 'to'],
  ['from=2000-01-01&to=2026-11-22&every=5m', 'every'],
  ['from=soon&to=2026-11-22', 'from'],
  ['from=2026-11-22&to=2026-11-22&every=2h', 'every'],
])('%s is refused', async (query, field) => {
  const { get, cookie } = await withClosings();
  const answer = await get(url(query), cookie);
  expect([answer.statusCode, answer.json().params.field]).toEqual([400, field]);
});

test('a yard nobody heard of is not found', async () => {
  const { get, cookie } = await withClosings();
  const answer = await get('/api/series/throughput?yard=nowhere&from=2026-11-22&to=2026-11-22', cookie);
  expect(answer.statusCode).toBe(404);
});
