import { expect, test } from 'vitest';
import { formatKst, startOfKstHour } from '../../../domain/kst-time.ts';
import { INDICATORS } from '../../../domain/programme/data/indicator-definitions.ts';
import { INDICATOR_IDS } from '../../../domain/programme/indicators.ts';
import { build, type TestServer } from '../build.ts';

const HOUR_MS = 3_600_000;

async function measuredYard(): Promise<{ server: TestServer; cookie: string; hour: number }> {
  const server = await build();
  server.rows.yard('yard-a');
  const hour = startOfKstHour(Date.now());
  const measured = (indicator: string, at: number, value: number) =>
    server.rows.run(
      `INSERT INTO indicator_row (tenant, yard, indicator, hour, value, target, recorded_at)
       VALUES ('hanbit', 'yard-a', ?, ?, ?, 99, ?)`,
      ...[indicator, at, value, at],
    );
  measured('completeness', hour - HOUR_MS, 97.5);
  measured('completeness', hour, 98);
  measured('completeness', hour, 99.5);
  measured('latency-p95', hour, 12);
  return { server, cookie: await server.login(), hour };
}

test('indicators tell the latest value of each hour, their target and their trend', async () => {
  const { server, cookie, hour } = await measuredYard();
  const { indicators } = (await server.get('/api/yards/yard-a/indicators?days=2', cookie)).json();
  expect(indicators.map(({ id }: { id: string }) => id)).toEqual(INDICATOR_IDS);
  const of = (id: string) => indicators.find((one: { id: string }) => one.id === id);
  expect(of('completeness')).toMatchObject({
    ...{ value: 99.5, hour: formatKst(hour), target: INDICATORS.completeness.target.value, state: 'met' },
    trend: [
      { hour: formatKst(hour - HOUR_MS), value: 97.5 },
      { hour: formatKst(hour), value: 99.5 },
    ],
  });
  expect(of('latency-p95')).toMatchObject({ value: 12, state: 'unmet' });
  expect(of('retention')).toMatchObject({ value: null, hour: null, state: 'unmeasured', trend: [] });
});

test.each(INDICATOR_IDS)('the rows behind %s can be asked for', async (id) => {
  const { server, cookie } = await measuredYard();
  const answer = await server.get(`/api/yards/yard-a/indicators/${id}/rows`, cookie);
  expect([id, answer.statusCode]).toEqual([id, 200]);
  expect(answer.json()).toMatchObject({ indicator: id, yard: 'yard-a', rows: expect.any(Array) });
});

test('rows say what counts and what is missing, the missing first', async () => {
  const { server, cookie, hour } = await measuredYard();
  const at = hour - 2 * HOUR_MS;
  server.rows.visit({ id: 'v1', yard: 'yard-a', openedAt: at, closedAt: at + 1_000, grades: { heavy: 1_000 } });
  const lift = server.rows.event({ yard: 'yard-a', kind: 'lift', id: 'l1', at, kg: 500, visit: 'v1', role: 'lift' });
  server.rows.event({ yard: 'yard-a', kind: 'lift', id: 'l2', at: at + 1, kg: 500, visit: 'v1', role: 'lift' });
  const photo = { yard: 'yard-a', kind: 'frame', id: 'f1', at, sha256: 'a', visit: 'v1', role: 'frame' } as const;
  server.rows.event({ ...photo, liftEvent: lift });
  const behind = async (id: string, query = '') =>
    (await server.get(`/api/yards/yard-a/indicators/${id}/rows${query}`, cookie)).json();
  expect((await behind('completeness')).rows).toMatchObject([
    { counts: false, what: 'lift', at: formatKst(at + 1), visit: 'v1' },
    { counts: true, what: 'visit', visit: 'v1', value: 2 },
    { counts: true, what: 'lift', visit: 'v1' },
  ]);
  expect((await behind('retention')).rows).toMatchObject([{ counts: false, visit: 'v1' }]);
  expect((await behind('grades-automatic')).rows).toMatchObject([{ counts: true, visit: 'v1', value: 0.9 }]);
  const asked = await behind('completeness', `?hour=${encodeURIComponent(formatKst(at - 2 * HOUR_MS))}`);
  expect(asked).toMatchObject({ to: formatKst(at - HOUR_MS), rows: [] });
  expect((await server.get('/api/yards/yard-a/indicators/completeness/rows?hour=x', cookie)).statusCode).toBe(400);
  expect((await server.get('/api/yards/yard-a/indicators/none/rows', cookie)).statusCode).toBe(400);
});

test('are for those who run a yard or its programme', async () => {
  const { server } = await measuredYard();
  const status = async (role: 'plant' | 'programme' | 'procurement', yard: string) => {
    const cookie = await server.loginAs({ name: `${role}-${yard}`, role, yards: [yard] });
    const paths = ['indicators', 'indicators/completeness/rows'];
    return await Promise.all(
      paths.map(async (path) => (await server.get(`/api/yards/yard-a/${path}`, cookie)).statusCode),
    );
  };
  expect(await status('plant', 'yard-a')).toEqual([200, 200]);
  expect(await status('programme', 'yard-a')).toEqual([200, 200]);
  expect(await status('plant', 'yard-b')).toEqual([403, 403]);
  expect(await status('procurement', 'yard-a')).toEqual([403, 403]);
});
