import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { formatKst } from '../../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import { build, PATIENCE, startBroker, type TestServer, tempDir } from '../build.ts';
import { collectorNumbers, projectionIn, sayStatus, WELL } from '../collector-status.ts';

const EVERY_DAY = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** yard-a is always open, yard-b is never. */
async function yardsFile(): Promise<string> {
  const path = join(await tempDir(), 'yards.json');
  const open = Object.fromEntries(EVERY_DAY.map((day) => [day, ['00:00', '24:00']]));
  writeFileSync(
    path,
    JSON.stringify({ yards: { 'yard-a': { name: '가 야드', hours: open }, 'yard-b': { hours: {} } } }),
  );
  return path;
}

function fill({ rows }: TestServer): void {
  const now = Date.now();
  for (const yard of ['yard-a', 'yard-b']) {
    rows.yard(yard);
    rows.account(yard, 'wb01', 10, 2, 1);
    rows.device(yard, 'wb01', { heardAt: now - 3 * HOUR_MS });
    rows.device(yard, 'wb02', { heardAt: now - MINUTE_MS, clockOffsetMs: HOUR_MS });
    rows.device(yard, 'wb03', { heardAt: now - MINUTE_MS, online: false });
    rows.event({ yard, device: 'wb01', kind: 'weighing', id: 'w1', at: now - 4 * HOUR_MS, role: 'first' });
  }
  rows.account('', '', 0, 1);
  rows.run(
    "INSERT INTO verification_row (at, from_day, to_day, compared, differing, repaired, detail) VALUES (?, '2026-11-20', '2026-11-21', 40, 2, 2, ?)",
    now - MINUTE_MS,
    JSON.stringify(
      ['yard-a', 'yard-b'].map((yard) => ({
        yard,
        day: '2026-11-20',
        grade: 'heavy',
        ledgerKg: 5,
        influxKg: 4,
        repaired: true,
      })),
    ),
  );
  for (const yard of ['yard-a', 'yard-b', null]) {
    rows.run(
      "INSERT INTO dead_letter (received_at, topic, yard, code, detail, first_bytes, size) VALUES (?, 't', ?, 'KG_INVALID', '', x'', 0)",
      now - 2 * DAY_MS,
      yard,
    );
  }
}

const state = async (server: TestServer, cookie: string) => (await server.get('/api/system', cookie)).json();
const conditions = (yard: { devices: { device: string; condition: string }[] }) =>
  Object.fromEntries(yard.devices.map(({ device, condition }) => [device, condition]));

test('the state tells a closed yard, a silent sensor, an unplugged device and an absent collector apart', async () => {
  const { broker, url } = await startBroker();
  const server = await build({ MQTT_URL: url, YARDS_FILE: await yardsFile() });
  fill(server);
  const cookie = await server.login();
  const before = await state(server, cookie);
  expect(before).toMatchObject({
    ...{ condition: 'collector-away', history: 'ledger', deadLetters: 3 },
    collector: { online: false, numbers: null },
    verification: { fromDay: '2026-11-20', compared: 40, differing: 2, repaired: 2 },
    server: { version: '9.9.9', clients: 0 },
  });
  expect(before.server.rssMb).toBeGreaterThan(10);
  // nobody has listened, so nobody can say that a sensor is silent
  expect(conditions(before.yards[0])).toEqual({ wb01: 'speaking', wb02: 'speaking', wb03: 'offline' });
  expect(before.yards[0]).toMatchObject({ yard: 'yard-a', name: '가 야드', open: true, changesAt: null });
  expect(before.yards[0].account).toMatchObject({ received: 12, written: 10, rejected: 2, duplicates: 1 });
  expect(before.yards[0].devices[1]).toMatchObject({ area: 'weigh', device: 'wb02', clockOff: true });
  expect(before.yards[1]).toMatchObject({ yard: 'yard-b', open: false, changesAt: null });
  expect(conditions(before.yards[1])).toEqual({ wb01: 'resting', wb02: 'resting', wb03: 'resting' });

  const numbers = collectorNumbers({ projection: projectionIn('away', { due: 7 }) });
  await vi.waitFor(async () => {
    await sayStatus(broker, { ...WELL, numbers });
    const now = await state(server, cookie);
    expect(now).toMatchObject({ condition: 'database-away', collector: { online: true, numbers } });
  }, PATIENCE);
  const spooledOldestAt = formatKst(Date.now() - 2 * MINUTE_MS);
  await vi.waitFor(async () => {
    await sayStatus(broker, { ...WELL, numbers: { ...numbers, spooled: 9, spooledOldestAt } });
    expect((await state(server, cookie)).condition).toBe('collector-behind');
  }, PATIENCE);
});

test('a plant manager sees the state with the rows of their yards', async () => {
  const server = await build();
  fill(server);
  const cookie = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  const seen = await state(server, cookie);
  expect(seen.yards.map(({ yard }: { yard: string }) => yard)).toEqual(['yard-a']);
  expect(seen.verification.differences.map(({ yard }: { yard: string }) => yard)).toEqual(['yard-a']);
  expect(seen.deadLetters).toBe(1);
  expect(JSON.stringify(seen)).not.toContain('yard-b');
});

test.each(['procurement', 'programme'] as const)('%s has no part in running the system', async (role) => {
  const server = await build();
  fill(server);
  const cookie = await server.loginAs({ name: 'lee', role, yards: null });
  for (const url of ['/api/system', '/api/alerts', '/api/dead-letters', '/api/rejected-points']) {
    expect([url, (await server.get(url, cookie)).statusCode]).toEqual([url, 403]);
  }
  expect((await server.send('POST', '/api/alerts/1/seen', cookie)).statusCode).toBe(403);
  expect((await server.send('POST', '/api/dead-letters/1/retry', cookie, { reason: 'x' })).statusCode).toBe(403);
});
