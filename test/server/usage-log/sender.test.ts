import { writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { PORTAL_KEY, type StandInPortal, startPortal } from '../../usage-log/portal.ts';
import { type Clock, openLog } from '../../usage-log/usage-log-setup.ts';
import { tempDir } from '../build.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = Date.parse('2026-11-23T09:00:00.250+09:00');

let clock: Clock;
let portal: StandInPortal;

beforeEach(async () => {
  clock = { now: NINE };
  portal = await startPortal(() => clock.now);
});

const codes = () => portal.requests.map(({ code }) => code);
const acts = () => portal.stored.map(({ entry }) => entry.useSe);

describe('the sender', () => {
  it('sends what a person did in the fields of the portal', async () => {
    const log = await openLog({ url: portal.url, clock });
    log.act('login');
    await log.usageLog.turn();
    expect(portal.requests).toEqual([
      {
        ...{ at: NINE, path: '/apisvc/sendLogData.json', method: 'POST', code: 'AP1002' },
        entry: {
          ...{ crtfcKey: PORTAL_KEY, logDt: '2026-11-23 09:00:00.250', useSe: 'DO6001' },
          ...{ sysUser: 'admin', conectIp: '203.0.113.7', dataUsgqty: 1_234 },
        },
      },
    ]);
    const time = '2026-11-23T09:00:00.250+09:00';
    expect(log.usageLog.status()).toMatchObject({
      ...{ state: 'on', reason: null, key: '****2a9c', silentDays: 0, nextSendAt: null },
      today: { stored: 1, storedAtMost: 144, waiting: 0, refused: 0, requests: 1, requestsAtMost: 5_000 },
      lastAnswer: { at: time, outcome: 'stored', code: 'AP1002', isTest: false },
      lastStoredAt: time,
    });
  });

  it('sends nothing where nobody did anything', async () => {
    const log = await openLog({ url: portal.url, clock });
    await log.pass(26 * HOUR, 10 * MINUTE);
    expect(portal.requests).toEqual([]);
    expect(log.usageLog.status()).toMatchObject({ silentDays: 0, expired: { count: 0 } });
  });

  it('keeps ten and a half minutes between records and sends by what they are, the older first', async () => {
    const log = await openLog({ url: portal.url, clock });
    for (const act of ['view', 'change', 'create', 'delete', 'view', 'logout', 'login'] as const) log.act(act);
    await log.pass(2 * HOUR);
    expect(acts()).toEqual(['DO6001', 'DO6002', 'DO6006', 'DO6004', 'DO6005', 'DO6003', 'DO6003']);
    expect(new Set(codes())).toEqual(new Set(['AP1002']));
    const gaps = portal.stored.slice(1).map(({ at }, index) => at - (portal.stored[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBe(630_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(660_000);
  });

  it('keeps what came inside the window of another until the portal stores it', async () => {
    const log = await openLog({ url: portal.url, clock });
    portal.forcedCode = 'AP1029';
    log.act('view');
    await log.pass(MINUTE);
    expect(log.usageLog.status()).toMatchObject({ state: 'on', today: { stored: 0, waiting: 1 } });
    portal.forcedCode = null;
    await log.pass(11 * MINUTE);
    expect(codes()).toEqual(['AP1029', 'AP1002']);
    expect(log.usageLog.status().today).toMatchObject({ stored: 1, waiting: 0 });
  });

  it('lets what was not stored expire with its KST day and never sends it on the next', async () => {
    clock.now = Date.parse('2026-11-23T23:50:00+09:00');
    const log = await openLog({ url: portal.url, clock });
    for (let i = 0; i < 4; i += 1) log.act('view');
    await log.pass(20 * MINUTE);
    expect(portal.requests.map(({ at }) => at < Date.parse('2026-11-24T00:00:00+09:00'))).toEqual([true]);
    expect(log.usageLog.status()).toMatchObject({
      day: '2026-11-24',
      today: { stored: 0, waiting: 0 },
      expired: { count: 3, lastDay: '2026-11-23', lastDayCount: 3 },
    });
    expect(log.usageLog.csv('2026-11-23', '2026-11-23').match(/expired,NOT_SENT/g)).toHaveLength(3);
  });

  it('says of what expired what the portal said last', async () => {
    const log = await openLog({ url: portal.url, clock });
    portal.forcedCode = 'AP1029';
    log.act('view');
    await log.pass(15 * HOUR + MINUTE, 5 * MINUTE);
    expect(log.usageLog.csv('2026-11-23', '2026-11-23')).toContain('expired,AP1029');
  });

  it('sends nothing in the last 20 seconds of a day', async () => {
    clock.now = Date.parse('2026-11-23T23:59:41+09:00');
    const log = await openLog({ url: portal.url, clock });
    log.act('login');
    await log.usageLog.turn();
    expect(portal.requests).toEqual([]);
  });

  it.each(['AP1030', 'AP1031', 'AP1032', 'AP1033'])('stops for the day at %s, also after a restart', async (code) => {
    const log = await openLog({ url: portal.url, clock });
    portal.forcedCode = code;
    log.act('view');
    await log.pass(MINUTE);
    portal.forcedCode = null;
    await log.restart();
    await log.pass(HOUR);
    expect(codes()).toEqual([code]);
    expect(log.usageLog.status()).toMatchObject({ state: 'stopped', reason: code, nextSendAt: null });
    await log.pass(15 * HOUR, 10 * MINUTE);
    expect(log.usageLog.csv('2026-11-23', '2026-11-23')).toContain(`expired,${code}`);
    log.act('view');
    await log.pass(MINUTE);
    expect(codes()).toEqual([code, 'AP1002']);
    expect(log.usageLog.status().state).toBe('on');
  });

  it.each(['AP1004', 'AP1011', 'AP1012', 'AP1019', 'AP1022', 'AP1023', 'AP1026'])(
    'gives a record up that is refused with %s, and sends the next',
    async (code) => {
      const log = await openLog({ url: portal.url, clock });
      portal.forcedCode = code;
      log.act('login');
      await log.usageLog.turn();
      portal.forcedCode = null;
      log.act('view');
      await log.pass(11 * MINUTE);
      expect(codes()).toEqual([code, 'AP1002']);
      expect(log.usageLog.status().today).toMatchObject({ stored: 1, refused: 1, waiting: 0 });
      expect(log.usageLog.csv('2026-11-23', '2026-11-23')).toContain(`refused,${code}`);
    },
  );

  it.each(['AP1001', 'AP1010', 'AP1025', 'AP4711'])('tries again after %s, with the others before it', async (code) => {
    const log = await openLog({ url: portal.url, clock });
    portal.forcedCode = code;
    log.act('login');
    await log.usageLog.turn();
    portal.forcedCode = null;
    log.act('view');
    await log.pass(22 * MINUTE);
    expect(acts()).toEqual(['DO6003', 'DO6001']);
    expect(log.usageLog.status().today).toMatchObject({ stored: 2, waiting: 0 });
  });

  it('makes no more requests in a day than the portal bears', async () => {
    const configFile = `${await tempDir()}/usage-log.json`;
    await writeFile(configFile, JSON.stringify({ limits: { requestsPerDay: 3 } }));
    const log = await openLog({ url: portal.url, clock, configFile });
    for (let i = 0; i < 9; i += 1) log.act('view');
    await log.pass(2 * HOUR);
    expect(codes()).toHaveLength(3);
    expect(log.usageLog.status()).toMatchObject({ state: 'stopped', reason: 'REQUEST_LIMIT' });
    expect(await log.usageLog.test(log.person, '203.0.113.7')).toBeNull();
  });

  it('stops when the portal says that 5,000 requests were made with this key', async () => {
    const others = { at: NINE, path: '', method: 'POST', code: 'AP1029', entry: {} };
    portal.requests.push(...Array.from({ length: 5_000 }, () => others));
    const log = await openLog({ url: portal.url, clock });
    log.act('login');
    await log.pass(3 * HOUR);
    expect(codes().slice(5_000)).toEqual(['AP1031']);
    expect(log.usageLog.status()).toMatchObject({ state: 'stopped', reason: 'AP1031' });
  });

  it.each([
    ['json', 'url'],
    ['form', 'url'],
    ['logData', 'logDataUrl'],
  ] as const)('knows the form %s', async (form, address) => {
    const configFile = `${await tempDir()}/usage-log.json`;
    await writeFile(configFile, JSON.stringify({ form }));
    const log = await openLog({ url: portal[address], clock, configFile });
    log.act('login');
    await log.usageLog.turn();
    expect(codes()).toEqual(['AP1002']);
    expect(portal.stored[0]?.entry).toMatchObject({ sysUser: 'admin', logDt: '2026-11-23 09:00:00.250' });
  });

  it('tests the portal in the name of a person, and stores nothing by it', async () => {
    const log = await openLog({ url: portal.url, clock });
    expect(log.usageLog.testPauseMs()).toBe(0);
    const answer = await log.usageLog.test(log.person, '203.0.113.7');
    expect(answer).toMatchObject({ outcome: 'tested', code: 'AP1028', isTest: true });
    expect(portal.requests[0]?.entry).toMatchObject({ useSe: 'DO6999', sysUser: 'admin' });
    expect(portal.stored).toEqual([]);
    expect(log.usageLog.testPauseMs()).toBe(MINUTE);
    expect(log.usageLog.status().today).toMatchObject({ stored: 0, requests: 1 });
    log.act('login');
    await log.usageLog.turn();
    expect(codes()).toEqual(['AP1028', 'AP1002']);
  });

  it.each([
    ['without a key', { key: null }, 'KEY_MISSING'],
    ['of a demo', { demo: true }, 'DEMO'],
  ] as const)('%s sends nothing, and says so of what expired', async (_, options, reason) => {
    const log = await openLog({ url: portal.url, clock, ...options });
    log.act('login');
    await log.pass(16 * HOUR, 10 * MINUTE);
    expect(await log.usageLog.test(log.person, '203.0.113.7')).toBeNull();
    expect(portal.requests).toEqual([]);
    expect(log.usageLog.status()).toMatchObject({ state: 'off', reason, expired: { count: 1 }, silentDays: 1 });
    expect(log.usageLog.csv('2026-11-23', '2026-11-23')).toContain(`expired,${reason}`);
  });

  it('gets 138 records of a whole day stored, where the portal would take 144', async () => {
    clock.now = Date.parse('2026-11-23T00:00:00+09:00');
    const log = await openLog({ url: portal.url, clock });
    for (let i = 0; i < 200; i += 1) log.act('view');
    await log.pass(24 * HOUR, 30_000);
    expect(portal.stored).toHaveLength(138); // the first at 30 s, then every 630 s up to 23:59:40
    expect(log.usageLog.status().expired).toMatchObject({ count: 62 });
  });
});
