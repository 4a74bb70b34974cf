import { expect, test } from 'vitest';
import { build, type TestServer } from '../build.ts';

const DAY_1 = Date.parse('2026-11-20T10:00:00+09:00');
const DAY_2 = Date.parse('2026-11-21T23:59:59.999+09:00');

async function yard(): Promise<TestServer> {
  const server = await build();
  const { rows } = server;
  for (const id of ['yard-a', 'yard-b']) rows.yard(id);
  const visit = rows.visit({
    id: 'v1',
    yard: 'yard-a',
    openedAt: DAY_1,
    closedAt: DAY_1,
    grades: { heavy: 1_000, light: 500 },
  });
  rows.visit({
    id: 'v2',
    yard: 'yard-a',
    openedAt: DAY_2,
    closedAt: DAY_2,
    direction: 'outbound',
    grades: { heavy: 200 },
  });
  rows.visit({ id: 'v3', yard: 'yard-b', openedAt: DAY_1, closedAt: DAY_1, grades: { heavy: 7 } });
  rows.run("UPDATE visit SET body = json_set(body, '$.deduction', 30) WHERE id = 'v1'");
  const row = rows.visitRow(visit, 2, 'late');
  for (const [kind, id] of [
    ['correction', 'c1'],
    ['cancellation', 'c2'],
  ] as const) {
    rows.event({ yard: 'yard-a', area: 'office', device: 'server', kind, id, at: DAY_1, role: 'none' });
  }
  // an event of a device that bears the name of a correction is none
  rows.event({ yard: 'yard-a', kind: 'lift', id: 'c1', at: DAY_1, role: 'lift' });
  const causes = ['office/server/c1', 'office/server/c2', 'inference/f1', 'weigh/wb01/c1', 'pairing'];
  causes.forEach((cause, index) => {
    rows.run(
      `INSERT INTO restatement_row (tenant, yard, day, direction, grade, before_kg, after_kg, visit, visit_row, cause, by, recorded_at)
       VALUES ('hanbit', 'yard-a', '2026-11-20', 'inbound', 'heavy', ?, ?, 'v1', ?, ?, ?, ?)`,
      ...[1_000 + index * 10, 1_010 + index * 10, row, cause, index < 2 ? 'kim' : null, DAY_2 + index],
    );
  });
  rows.run(
    `INSERT INTO restatement_row (tenant, yard, day, direction, grade, before_kg, after_kg, visit, visit_row, cause, by, recorded_at)
     VALUES ('hanbit', 'yard-a', '2026-11-19', 'inbound', 'deduction', 30, 0, 'v1', ?, 'pairing', NULL, ?)`,
    ...[row, DAY_2],
  );
  return server;
}

test('a restatement says day, grade, before, after, difference, cause and who', async () => {
  const server = await yard();
  const cookie = await server.login();
  const get = async (span: string) =>
    (await server.get(`/api/yards/yard-a/restatements?${span}`, cookie)).json().restatements;
  const rows = await get('from=2026-11-20&to=2026-11-20');
  expect(rows.map(({ cause, by }: { cause: string; by: string | null }) => [cause, by])).toEqual([
    ['late-event', null],
    ['late-event', null],
    ['inspection', null],
    ['cancellation', 'kim'],
    ['correction', 'kim'],
  ]);
  expect(rows.at(-1)).toEqual({
    ...{ seq: 1, day: '2026-11-20', direction: 'inbound', grade: 'heavy', visit: 'v1', cause: 'correction', by: 'kim' },
    ...{ beforeKg: 1_000, afterKg: 1_010, differenceKg: 10, at: '2026-11-21T23:59:59.999+09:00' },
  });
  expect(await get('from=2026-11-19&to=2026-11-20')).toHaveLength(6);
  expect(await get('from=2026-11-19&to=2026-11-19')).toMatchObject([{ grade: 'deduction', differenceKg: -30 }]);
  expect(await get('from=2026-11-21&to=2026-11-30')).toEqual([]);
});

test('days are KST days, each with its totals, empty ones too, and the restated ones are marked', async () => {
  const server = await yard();
  const answer = await server.get('/api/yards/yard-a/days?from=2026-11-20&to=2026-11-22', await server.login());
  expect(answer.json()).toEqual({
    days: [
      {
        ...{ day: '2026-11-20', restated: true, deductionKg: 30, trucks: 1, inboundKg: 1_500, outboundKg: 0 },
        grades: { heavy: 1_000, light: 500 },
      },
      {
        ...{ day: '2026-11-21', restated: false, deductionKg: 0, trucks: 1, inboundKg: 0, outboundKg: 200 },
        grades: { heavy: 200 },
      },
      { day: '2026-11-22', restated: false, deductionKg: 0, trucks: 0, inboundKg: 0, outboundKg: 0, grades: {} },
    ],
  });
});

test('what is no span of days, or too long a one, is refused; a year and a leap day are not', async () => {
  const server = await yard();
  const cookie = await server.login();
  for (const path of ['days', 'restatements']) {
    const status = async (span: string) => (await server.get(`/api/yards/yard-a/${path}?${span}`, cookie)).statusCode;
    expect(await status('from=2024-01-01&to=2024-12-31')).toBe(200);
    for (const span of [
      'from=2026-11-20',
      'from=2026-11-20&to=2026-02-30',
      'from=2026-11-20T00:00:00Z&to=2026-11-21',
      'from=2026-11-21&to=2026-11-20',
      'from=2024-01-01&to=2026-01-01',
    ]) {
      expect([span, await status(span)]).toEqual([span, 400]);
    }
    expect((await server.get(`/api/yards/no-yard/${path}?from=2026-11-20&to=2026-11-20`, cookie)).statusCode).toBe(404);
    const plant = await server.loginAs({ name: `kim-${path}`, role: 'plant', yards: ['yard-b'] });
    expect((await server.get(`/api/yards/yard-a/${path}?from=2026-11-20&to=2026-11-20`, plant)).statusCode).toBe(403);
  }
});
