import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { YardSummary } from '../../../domain/wire/http-api.ts';
import { build, type TestServer } from '../build.ts';

const kst = (text: string) => Date.parse(`${text}+09:00`);
const NOW = kst('2026-11-22T10:30:00');

async function summaryAt(now: number, server: TestServer): Promise<YardSummary> {
  const cookie = await server.login();
  vi.useFakeTimers({ toFake: ['Date'], now });
  try {
    const answer = await server.get('/api/yards/yard-a/summary', cookie);
    expect(answer.statusCode).toBe(200);
    return answer.json();
  } finally {
    vi.useRealTimers();
  }
}

function closed(server: TestServer, id: string, closedAt: number, kg: number, direction?: 'inbound' | 'outbound') {
  const grades = { heavy: kg - 1, light: 1 };
  const at = { openedAt: closedAt - 60_000, closedAt };
  server.rows.visit({ id, yard: 'yard-a', grades, ...at, ...(direction ? { direction } : {}) });
}

test('today, this hour and yesterday so far are the closings of those KST spans', async () => {
  const server = await build();
  server.rows.yard('yard-a', 'hanbit', 42);
  closed(server, 'v1', kst('2026-11-21T10:29:59'), 1_000);
  closed(server, 'v2', kst('2026-11-21T10:30:00'), 2_000);
  closed(server, 'v3', kst('2026-11-21T23:59:59.999'), 3_000);
  closed(server, 'v4', kst('2026-11-22T00:00:00'), 4_000);
  closed(server, 'v5', kst('2026-11-22T09:59:59.999'), 5_000, 'outbound');
  closed(server, 'v6', kst('2026-11-22T10:00:00'), 6_000);
  const summary = await summaryAt(NOW, server);
  expect(summary).toMatchObject({ yard: 'yard-a', tenant: 'hanbit', name: 'yard-a', seq: 42, day: '2026-11-22' });
  expect(summary.today).toEqual({
    trucks: 3,
    inboundKg: 10_000,
    outboundKg: 5_000,
    grades: { heavy: 14_997, light: 3 },
  });
  expect(summary.hour).toMatchObject({ trucks: 1, inboundKg: 6_000, outboundKg: 0 });
  expect(summary.yesterdaySoFar).toMatchObject({ trucks: 1, inboundKg: 1_000 });
  expect(summary.hours).toHaveLength(24);
  expect(summary.hours[0]).toEqual({ start: '2026-11-22T00:00:00.000+09:00', grades: { heavy: 3_999, light: 1 } });
  expect(summary.hours[9]?.grades).toEqual({ heavy: 4_999, light: 1 });
  const ofHours = summary.hours.flatMap(({ grades }) => Object.values(grades)).reduce((a, b) => a + b, 0);
  expect(ofHours).toBe(summary.today.inboundKg + summary.today.outboundKg);
});

test('a cancelled visit counts nowhere', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  const closedAt = NOW - 60_000;
  server.rows.visit({ id: 'v1', yard: 'yard-a', openedAt: closedAt, closedAt, grades: {}, status: 'cancelled' });
  const summary = await summaryAt(NOW, server);
  expect(summary.today).toEqual({ trucks: 0, inboundKg: 0, outboundKg: 0, grades: {} });
  expect(summary.openVisits).toEqual([]);
});

test('trucks in the yard come longest wait first, photos newest first', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  server.rows.visit({ id: 'late', yard: 'yard-a', openedAt: NOW - 60_000 });
  server.rows.visit({ id: 'early', yard: 'yard-a', openedAt: NOW - 600_000 });
  const at = { yard: 'yard-a', kind: 'frame', role: 'frame', visit: 'early' };
  const lift = server.rows.event({ ...at, kind: 'lift', role: 'lift', id: 'l1', at: NOW - 9, kg: 1_480, lift: 3 });
  for (let n = 0; n < 8; n++) {
    const frame = server.rows.event({ ...at, id: `f${n}`, at: NOW + n, sha256: `${n}`, liftEvent: lift });
    if (n !== 7) server.rows.judged(frame, 'heavy', 0.5 + n / 100);
  }
  const { openVisits, judged } = await summaryAt(NOW, server);
  expect(openVisits.map(({ id }) => id)).toEqual(['early', 'late']);
  expect(judged.map(({ id }) => id)).toEqual(['f6', 'f5', 'f4', 'f3', 'f2', 'f1']);
  expect(judged[0]).toMatchObject({ visit: 'early', lift: 3, liftKg: 1_480, grade: 'heavy', confidence: 0.56 });
});

test("photos just judged are the current model's, and those without a say are marked", async () => {
  const server = await build();
  server.rows.yard('yard-a');
  const frame = (id: string, at: number) =>
    server.rows.event({ yard: 'yard-a', kind: 'frame', role: 'frame', id, at, sha256: id });
  const first = frame('f1', NOW - 3);
  server.rows.judged(first, 'heavy', 0.9);
  server.rows.judged(first, 'cast', 0.7, { role: 'shadow', version: '2' });
  server.rows.judged(frame('f2', NOW - 2), 'heavy', 0.8, { outOfDomain: true });
  server.rows.judged(frame('f3', NOW - 1), 'heavy', 0.8, { unusable: 'BLOCKED' });
  const { judged } = await summaryAt(NOW, server);
  expect(judged).toMatchObject([
    { id: 'f3', unusable: 'BLOCKED' },
    { id: 'f2', outOfDomain: true },
    { id: 'f1', grade: 'heavy', model: 'grading 1' },
  ]);
  expect(judged[2]).not.toHaveProperty('outOfDomain');
  expect(judged[2]).not.toHaveProperty('unusable');
});

test('problems are silent devices, wrong clocks, fresh alarms and an absent collector, alarms first', async () => {
  const server = await build();
  const { rows } = server;
  rows.yard('yard-a');
  rows.device('yard-a', 'cam01', { online: false, heardAt: NOW - 1_000 });
  rows.device('yard-a', 'wb01', { clockOffsetMs: -400_000, heardAt: NOW - 2_000 });
  rows.device('yard-a', 'ok01', { heardAt: NOW });
  const alarm = { yard: 'yard-a', kind: 'radiation', role: 'radiation', visit: 'v1' };
  rows.event({ ...alarm, id: 'r1', at: NOW - 60_000, body: { alarm: true, microSvPerHour: 2.5 } });
  rows.event({ ...alarm, id: 'r2', at: NOW - 7_200_000, body: { alarm: true, microSvPerHour: 9 } });
  rows.event({ ...alarm, id: 'r3', at: NOW - 50_000, body: { alarm: false, microSvPerHour: 0.1 } });
  const visit = rows.visit({ id: 'v1', yard: 'yard-a', openedAt: NOW - 60_000 });
  const raise = (code: string, raised: number) =>
    rows.run(
      `INSERT INTO exception_row (visit, code, params, raised, recorded_at, visit_row) VALUES (?, ?, '{"kg":5}', ?, ?, 4)`,
      ...[visit.id, code, raised, NOW - 1_000],
    );
  raise('EXTRA_WEIGHING', 1);
  raise('OPEN_TOO_LONG', 1);
  raise('OPEN_TOO_LONG', 0);
  const { problems } = await summaryAt(NOW, server);
  expect(problems.map(({ level, code }) => `${level} ${code}`).sort()).toEqual([
    'alarm COLLECTOR_AWAY',
    'alarm RADIATION_ALARM',
    'warning DEVICE_CLOCK_OFF',
    'warning DEVICE_OFFLINE',
    'warning EXTRA_WEIGHING',
  ]);
  expect(problems.slice(0, 2).map(({ level }) => level)).toEqual(['alarm', 'alarm']);
  expect(problems.find(({ code }) => code === 'RADIATION_ALARM')).toMatchObject({
    visit: 'v1',
    device: 'weigh/wb01',
    params: { microSvPerHour: 2.5 },
  });
});

test('names, plans and shifts come from the file of yards', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  const file = join(server.dataDir, 'yards.json');
  const shifts = [
    { name: '야간', start: '22:30' },
    { name: '주간', start: '06:00' },
  ];
  writeFileSync(file, JSON.stringify({ yards: { 'yard-a': { name: '한빛 부산', dayPlanKg: 390_000, shifts } } }));
  expect(await summaryAt(Date.now() + 60_000, server)).toMatchObject({
    name: '한빛 부산',
    planKg: 390_000,
    shifts: shifts.toReversed(),
  });
});

test('a yard nobody heard of is not found', async () => {
  const { get, login } = await build();
  const answer = await get('/api/yards/nowhere/summary', await login());
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'NOT_FOUND']);
});

test('the account adds up per device and in all', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  server.rows.account('yard-a', 'wb01', 10, 2, 3);
  server.rows.account('yard-a', 'cam01', 5, 0);
  const { account } = await summaryAt(NOW, server);
  expect(account).toMatchObject({ received: 17, written: 15, pending: 0, rejected: 2, duplicates: 3 });
  for (const row of [account, ...account.byDevice]) {
    expect(row.received).toBe(row.written + row.pending + row.rejected);
  }
});
