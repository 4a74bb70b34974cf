import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readUsageLogConfig } from '../../../server/usage-log/config.ts';
import { PORTAL_KEY, type StandInPortal, startPortal } from '../../usage-log/portal.ts';
import { type Clock, openLog } from '../../usage-log/usage-log-setup.ts';
import { PATIENCE, tempDir } from '../build.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = Date.parse('2026-11-23T09:00:00+09:00');

let clock: Clock;
let portal: StandInPortal;

beforeEach(async () => {
  clock = { now: NINE };
  portal = await startPortal(() => clock.now);
});

/** A file of settings with a time limit that a test can wait for. */
async function impatient(): Promise<string> {
  const path = join(await tempDir(), 'usage-log.json');
  writeFileSync(path, JSON.stringify({ limits: { timeoutSeconds: 1 } }));
  return path;
}

describe('a portal that fails', () => {
  it.each([
    ['reset', 'ECONNRESET'],
    ['unavailable', 'HTTP_503'],
    ['page', 'ANSWER_UNREADABLE'],
    ['redirect', 'HTTP_307'],
    ['silent', 'TIMEOUT'],
  ] as const)('(%s) stores nothing by it; the record is sent when it is back', async (outage, code) => {
    const log = await openLog({ url: portal.url, clock, configFile: await impatient() });
    portal.outage = outage;
    log.act('login');
    await log.usageLog.turn();
    expect(log.usageLog.status()).toMatchObject({
      ...{ state: 'away', today: { stored: 0, waiting: 1, requests: 1 }, lastStoredAt: null },
      lastAnswer: { outcome: 'away', words: null },
    });
    // a connection that breaks has more than one name
    const heard = log.usageLog.status().reason;
    expect(heard).toBe(outage === 'reset' && heard === 'UND_ERR_SOCKET' ? 'UND_ERR_SOCKET' : code);
    portal.outage = null;
    await log.pass(MINUTE);
    expect(portal.requests.map((one) => one.code)).toEqual(['AP1002']);
    expect(log.usageLog.status()).toMatchObject({ state: 'on', today: { stored: 1, waiting: 0, requests: 2 } });
  });

  it('is tried later and later, up to every ten minutes', async () => {
    const log = await openLog({ url: 'http://127.0.0.1:1/', clock });
    log.act('view');
    await log.pass(2 * HOUR, 5_000);
    const tries = log.usageLog.file.rows<{ at: number }>('SELECT at FROM portal_request ORDER BY seq');
    const pauses = tries.slice(1).map(({ at }, i) => (at - (tries[i]?.at ?? 0)) / 1_000);
    expect(pauses.slice(0, 6)).toEqual([30, 60, 120, 240, 480, 600]);
    expect(new Set(pauses.slice(5))).toEqual(new Set([600]));
    expect(log.usageLog.status()).toMatchObject({ state: 'away', today: { stored: 0, waiting: 1 } });
    expect(log.usageLog.status().reason).toMatch(/^[A-Z_]+$/);
  });

  it('may have stored what it did not answer: the same record is sent again, never another in its place', async () => {
    const log = await openLog({ url: portal.url, clock });
    portal.outage = 'cut-after-storing';
    log.act('login');
    await log.usageLog.turn();
    expect(log.usageLog.status().today).toMatchObject({ stored: 0, waiting: 1 });
    portal.outage = null;
    await log.pass(15 * MINUTE);
    expect(portal.requests.map(({ code }) => code)).toEqual(['AP1002', 'AP1029', 'AP1002']);
    expect(new Set(portal.requests.map(({ entry }) => entry.logDt))).toEqual(new Set(['2026-11-23 09:00:00.000']));
    expect(log.usageLog.status().today).toMatchObject({ stored: 1, waiting: 0 });
  });
});

it('a clock that was a year ahead holds nothing up once it is right', async () => {
  clock.now = NINE + 365 * 24 * HOUR;
  const log = await openLog({ url: portal.url, clock });
  log.act('login');
  await log.usageLog.turn();
  clock.now = NINE;
  log.act('view');
  await log.usageLog.turn();
  expect(portal.requests.map(({ entry }) => entry.logDt)).toEqual([
    '2027-11-23 09:00:00.000',
    '2026-11-23 09:00:00.000',
  ]);
});

describe('a restart', () => {
  it('keeps the pace, the counts and what waits', async () => {
    const log = await openLog({ url: portal.url, clock });
    log.act('view');
    log.act('login');
    await log.usageLog.turn();
    await log.restart();
    await log.pass(10 * MINUTE);
    expect(portal.requests).toHaveLength(1);
    await log.pass(MINUTE);
    expect(portal.stored.map(({ entry }) => entry.useSe)).toEqual(['DO6001', 'DO6003']);
    expect(log.usageLog.status().today).toMatchObject({ stored: 2, waiting: 0, requests: 2 });
  });

  it('in the middle of a request sends its record again, once the window has passed', async () => {
    const log = await openLog({ url: portal.url, clock });
    portal.outage = 'silent';
    log.act('login');
    const turn = log.usageLog.turn();
    await vi.waitFor(() => expect(log.usageLog.status().today.requests).toBe(1), PATIENCE);
    await log.restart();
    await turn;
    portal.outage = null;
    await log.pass(10 * MINUTE);
    expect(portal.requests).toEqual([]);
    await log.pass(MINUTE);
    expect(portal.requests.map(({ code }) => code)).toEqual(['AP1002']);
    expect(log.usageLog.status().today).toMatchObject({ stored: 1, waiting: 0, requests: 2 });
  });

  it('on a later day expires what waited', async () => {
    const log = await openLog({ url: portal.url, clock, key: null });
    log.act('login');
    clock.now += 3 * 24 * HOUR;
    await log.restart();
    await log.usageLog.turn();
    expect(log.usageLog.status()).toMatchObject({
      expired: { count: 1, lastDay: '2026-11-23', lastDayCount: 1 },
      silentDays: 3,
    });
  });

  it('makes no view of a page that was left open', async () => {
    const log = await openLog({ url: portal.url, clock });
    const records = () => log.usageLog.file.row<{ n: number }>('SELECT count(*) AS n FROM usage_record')?.n;
    const { UsageRecorder } = await import('../../../server/usage-log/recorder.ts');
    const use = { act: 'view', subject: 'page', address: '203.0.113.7', bytes: 0 } as const;
    new UsageRecorder(log.usageLog.file, log.usageLog.now).record(log.person, use);
    clock.now += 5 * HOUR;
    const after = new UsageRecorder(log.usageLog.file, log.usageLog.now);
    clock.now += MINUTE;
    after.record(log.person, use);
    expect(records()).toBe(1);
    clock.now += 11 * MINUTE;
    after.record(log.person, use);
    expect(records()).toBe(2);
  });
});

describe('the key', () => {
  it('is told nobody: not in logs, answers, exports or on disk, even when the portal sends it back', async () => {
    const log = await openLog({ url: portal.url, clock });
    portal.words = `key ${PORTAL_KEY} is fine`;
    log.act('login');
    await log.usageLog.turn();
    portal.forcedCode = 'AP1030';
    log.act('view');
    await log.pass(11 * MINUTE);
    const status = log.usageLog.status();
    expect(status.lastAnswer).toMatchObject({ code: 'AP1030', words: 'key **** is fine' });
    expect(status.key).toBe('****2a9c');
    const config = readUsageLogConfig({ url: portal.url, key: PORTAL_KEY, keyFile: null, configFile: null });
    const told = [status, log.warnings, config].map((one) => JSON.stringify(one) + inspect(one, { depth: 9 }));
    const { usageLog } = log;
    usageLog.file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const { file } = usageLog.file.rows<{ file: string }>('PRAGMA database_list')[0] ?? { file: '' };
    for (const text of [...told, usageLog.csv('2026-11-23', '2026-11-23'), readFileSync(file, 'latin1')]) {
      expect(text).not.toContain(PORTAL_KEY);
    }
    expect(log.warnings.length).toBeGreaterThan(0);
  });
});
