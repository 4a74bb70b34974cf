import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

test('a year by partner as JSON is too much for a browser, and as columns is not', async () => {
  const { rows, get, cookie } = await withClosings();
  for (let n = 0; n < 10; n += 1) {
    const at = kst('2026-11-20T10:00:00') + n;
    rows.visit({ id: `p${n}`, yard: 'yard-a', openedAt: at - 9, closedAt: at, partner: `p${n}`, grades: { heavy: 1 } });
  }
  const quarters = 'from=2026-01-01&to=2026-12-31&every=15m&by=partner';
  const answer = await get(url(quarters), cookie);
  expect([answer.statusCode, answer.json().params.field]).toEqual([400, 'every']);
  const columns = tableFromIPC((await get(url(`${quarters}&format=arrow`), cookie)).rawPayload);
  expect(columns.numRows).toBe(365 * 96 * 12);
  expect(columns.batches.length).toBeGreaterThan(20);
});

async function withEverything(): Promise<TestServer & { cookie: string }> {
  const server = await withClosings();
  const at = kst('2026-11-21T10:00:00');
  const photo = server.rows.event({
    yard: 'yard-a',
    kind: 'frame',
    area: 'bay',
    device: 'cam01',
    id: 'f1',
    at,
    role: 'none',
    sha256: 'x',
  });
  server.rows.judged(photo, 'heavy', 0.75);
  const { rows } = server;
  rows.run(
    `INSERT INTO device_row (tenant, yard, area, device, online, at, received_at) VALUES ('hanbit', 'yard-a', 'bay', 'cam', 1, 0, ?)`,
    at,
  );
  rows.run(
    `INSERT INTO indicator_row (tenant, yard, indicator, hour, value, recorded_at) VALUES ('hanbit', 'yard-a', 'uptime', ?, 0.5, 0)`,
    at,
  );
  rows.run(
    `INSERT INTO budget_row (project, funder, line, stage, at, amount_krw, entry, recorded_at)
     VALUES ('p1', '국비', '장비', '집행', ?, 5000000000, '', 0)`,
    at,
  );
  return server;
}

const KINDS = [
  ['mix', 'yard=yard-a', ['grade', 'inboundKg', 'outboundKg'], ['heavy', 0, 100]],
  ['flows', 'yard=yard-a', ['partner', 'direction', 'grade', 'kg'], ['가람', 'outbound', 'heavy', 100]],
  ['inspections', 'yard=yard-a', ['camera', 'photos', 'outOfDomain', 'confidence'], ['bay/cam01', 1, 0, 0.75]],
  ['availability', 'yard=yard-a', ['device', 'online'], ['bay/cam', 1]],
  ['indicators', 'yard=yard-a', ['indicator', 'value', 'target'], ['uptime', 0.5, null]],
  ['budget', 'project=p1', ['funder', 'line', 'stage', 'amountKrw'], ['국비', '장비', '집행', 5_000_000_000]],
] as const;

test.each(KINDS)(
  '%s is told by day, as json and as columns, and by its schema in the documents',
  async (name, of, columns, row) => {
    const { get, cookie } = await withEverything();
    const path = `/api/series/${name}?${of}&from=2026-11-21&to=2026-11-21&every=1d`;
    const answer = await get(path, cookie);
    expect(answer.headers['x-series-source']).toBe('ledger');
    const json = answer.json();
    expect(Object.keys(json)).toEqual(['time', ...columns]);
    expect(json.time[0]).toBe('2026-11-21T00:00:00.000+09:00');
    expect(columns.map((column) => json[column][0])).toEqual(row);
    const table = tableFromIPC((await get(`${path}&format=arrow`, cookie)).rawPayload);
    const plain = (value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
    for (const column of columns) expect([...(table.getChild(column) ?? [])].map(plain)).toEqual(json[column]);
    const documents = (await get('/api/docs/json', cookie)).json().paths[`/api/series/${name}`].get;
    const { properties } = documents.responses['200'].content['application/json'].schema;
    expect(Object.keys(properties)).toEqual(['time', ...columns]);
  },
);

test('a yard without shifts is told what to do for them', async () => {
  const { get, cookie } = await withClosings();
  const answer = await get(url('from=2026-11-22&to=2026-11-22&every=shift'), cookie);
  expect([answer.statusCode, answer.json().params.field]).toEqual([400, 'every']);
  expect(answer.json().params.problem).toContain('shifts');
});

test('shifts come from the file of yards', async () => {
  const { get, dataDir, cookie } = await withClosings();
  const shifts = [
    { name: '주간', start: '07:30' },
    { name: '야간', start: '19:30' },
  ];
  await writeFile(join(dataDir, 'yards.json'), JSON.stringify({ yards: { 'yard-a': { shifts } } }));
  const again = await build({ YARDS_FILE: join(dataDir, 'yards.json'), DATA_DIR: dataDir });
  const { time, kg } = (
    await again.get(url('from=2026-11-21&to=2026-11-21&every=shift&by=direction'), await again.login())
  ).json();
  expect(time.filter((_: string, row: number) => row % 2 === 0)).toEqual(
    ['2026-11-20T19:30', '2026-11-21T07:30', '2026-11-21T19:30'].map((start) => `${start}:00.000+09:00`),
  );
  expect(kg).toEqual([0, 0, 0, 0, 0, 100]);
  expect((await get(url('from=2026-11-21&to=2026-11-21'), cookie)).statusCode).toBe(200);
});

test.each([
  ['admin', 200],
  ['programme', 200],
  ['plant', 403],
  ['procurement', 403],
] as const)('the budget is for the programme: %s gets %d', async (role, status) => {
  const { get, loginAs } = await withEverything();
  const cookie = await loginAs({ name: 'kim', role, yards: ['yard-a'] });
  expect((await get('/api/series/budget?project=p1&from=2026-11-21&to=2026-11-21', cookie)).statusCode).toBe(status);
});

test.each(KINDS.filter(([name]) => name !== 'budget'))('%s of another yard is refused', async (name) => {
  const { get, loginAs } = await withEverything();
  const cookie = await loginAs({ name: 'kim', role: 'plant', yards: ['yard-b'] });
  const answer = await get(`/api/series/${name}?yard=yard-a&from=2026-11-21&to=2026-11-21`, cookie);
  expect(answer.statusCode).toBe(403);
});

test('while InfluxDB is away the ledger answers and says so', async () => {
  const server = await build({ INFLUX_URL: 'http://127.0.0.1:1' });
  server.rows.yard('yard-a');
  const answer = await server.get(url('from=2026-11-21&to=2026-11-21'), await server.login());
  expect([answer.statusCode, answer.headers['x-series-source']]).toEqual([200, 'ledger-for-influx']);
});

test('a yard nobody heard of is not found', async () => {
  const { get, cookie } = await withClosings();
  const answer = await get('/api/series/throughput?yard=nowhere&from=2026-11-22&to=2026-11-22', cookie);
  expect(answer.statusCode).toBe(404);
});
