import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openForReading } from '../../../server/stores/sqlite.ts';
import { PORTAL_KEY, startPortal } from '../../usage-log/portal.ts';
import { build, tempDir } from '../build.ts';

const NINE = Date.parse('2026-11-23T09:00:00+09:00');

afterEach(() => vi.useRealTimers());

describe('GET /api/usage-log', () => {
  test('says without a key that nothing is sent, and what waits', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NINE });
    const { get, login } = await build();
    const cookie = await login();
    const answer = await get('/api/usage-log', cookie);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      ...{ state: 'off', reason: 'KEY_MISSING', key: null, portal: 'log.smart-factory.kr', day: '2026-11-23' },
      today: { stored: 0, storedAtMost: 144, waiting: 1, refused: 0, requests: 0, requestsAtMost: 5_000 },
      expired: { count: 0, lastDay: null, lastDayCount: 0 },
      ...{ lastAnswer: null, lastStoredAt: null, nextSendAt: null, silentDays: 0, duty: null, mayAct: true },
    });
  });

  test('counts the three years down from the day that the file of settings names', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NINE });
    const path = join(await tempDir(), 'usage-log.json');
    writeFileSync(path, JSON.stringify({ duty: { from: '2026-11-01' } }));
    const { get, login } = await build({ USAGE_LOG_CONFIG: path });
    expect((await get('/api/usage-log', await login())).json().duty).toEqual({
      ...{ from: '2026-11-01', lastDay: '2029-10-31', daysLeft: 1074, isBegun: true },
    });
  });
});

describe('POST /api/usage-log/test', () => {
  test('asks the portal once a minute at most, in the name of who asks, and is audited', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NINE });
    const portal = await startPortal(Date.now);
    const server = await build({ USAGE_LOG_URL: portal.url, USAGE_LOG_KEY: PORTAL_KEY });
    const cookie = await server.login();
    const tried = () => server.send('POST', '/api/usage-log/test', cookie);
    expect((await tried()).json()).toEqual({
      answer: {
        ...{ at: '2026-11-23T09:00:00.000+09:00', outcome: 'tested', code: 'AP1028', words: '' },
        isTest: true,
      },
      reason: null,
    });
    const again = await tried();
    expect([again.statusCode, again.json().params]).toEqual([429, { retryAfterS: 60 }]);
    vi.setSystemTime(NINE + 60_000);
    expect((await tried()).statusCode).toBe(200);
    const tests = portal.requests.filter(({ entry }) => entry.useSe === 'DO6999');
    expect(tests.map(({ entry }) => entry.sysUser)).toEqual(['admin', 'admin']);
    expect(portal.stored.filter(({ entry }) => entry.useSe === 'DO6999')).toEqual([]);
    const accounts = openForReading(join(server.dataDir, 'accounts.sqlite'));
    const audited = accounts.rows("SELECT who FROM audit WHERE what = 'usage-log-tested'");
    accounts.close();
    expect(audited).toHaveLength(2);
  });

  test('says why nothing was sent', async () => {
    const { send, login } = await build();
    const answer = await send('POST', '/api/usage-log/test', await login());
    expect(answer.json()).toEqual({ answer: null, reason: 'KEY_MISSING' });
  });
});

describe('GET /api/usage-log/export', () => {
  test('is a CSV that a spreadsheet opens, with what became of each record', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NINE });
    const { get, login } = await build();
    const cookie = await login();
    const answer = await get('/api/usage-log/export?from=2026-11-23&to=2026-11-23', cookie);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain('usage-log-2026-11-23-2026-11-23.csv');
    expect([...answer.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, row, end] = answer.body.slice(1).split('\r\n');
    expect(head).toBe('logDt,useSe,sysUser,conectIp,dataUsgqty,state,code');
    expect(row).toMatch(/^2026-11-23 09:00:00\.000,DO6001,admin,127\.0\.0\.1,\d+,waiting,$/);
    expect(end).toBe('');
  });

  test.each([
    ['from=2026-02-30&to=2026-03-01', 'from'],
    ['from=2026-11-02&to=2026-11-01', 'to'],
    ['from=2026-01-01&to=2026-12-31', 'to'],
    ['from=2026-11-01', ''],
  ])('refuses %s', async (query, field) => {
    const { get, login } = await build();
    const answer = await get(`/api/usage-log/export?${query}`, await login());
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'BAD_REQUEST']);
    if (field !== '') expect(answer.json().params.field).toBe(field);
  });
});
