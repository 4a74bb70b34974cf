import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { parseSettings } from '../../domain/settings.ts';
import type { UsageLogStatus } from '../../domain/wire/usage-log-api.ts';
import { type App, buildApp } from '../../server/app.ts';
import { openForReading } from '../../server/stores/sqlite.ts';
import { ADMIN_PASSWORD, cookieOf, tempDir } from '../server/build.ts';
import { LedgerRows } from '../server/ledger-rows.ts';
import { PORTAL_KEY, startPortal } from './portal.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MIDNIGHT = Date.parse('2026-11-23T00:00:00+09:00');
const YARDS = 12;

/** What somebody did, noted by the test itself. */
interface Act {
  readonly at: number;
  readonly user: string;
  readonly code: string;
}

interface Planned {
  readonly at: number;
  readonly run: () => unknown;
}

afterEach(() => vi.useRealTimers());

test('a whole KST day of people at work: nothing invented, nothing lost but what the portal lets expire', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: MIDNIGHT });
  const portal = await startPortal(Date.now);
  const dataDir = await tempDir();
  const rows = new LedgerRows(dataDir);
  for (let i = 0; i < YARDS; i += 1) rows.yard(`yard-${i}`);
  const settings = parseSettings({
    ...{ DATA_DIR: dataDir, ADMIN_PASSWORD, WEB_DIR: join(dataDir, 'web'), MQTT_URL: 'mqtt://127.0.0.1:1' },
    ...{ USAGE_LOG_URL: portal.url, USAGE_LOG_KEY: PORTAL_KEY },
  });
  const start = () => buildApp({ settings, version: '9.9.9', logger: pino({ level: 'silent' }), mqttVersion: 4 });
  let app: App = await start();
  onTestFinished(async () => {
    await app.http.close();
    rows.close();
  });

  const acts: Act[] = [];
  const cookies = new Map<string, string>();
  const inject = (method: InjectOptions['method'] & string, url: string, cookie?: string, payload?: object) =>
    app.http.inject({
      ...{ method: method as 'GET', url },
      ...(cookie === undefined ? {} : { headers: { cookie } }),
      ...(payload === undefined ? {} : { payload }),
    });
  /** A person's request that must succeed, noted as the act it is; `code` null: no act. */
  const does = async (
    user: string,
    code: string | null,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
  ) => {
    const at = Date.now();
    const answer = await inject(method, url, cookies.get(user), body);
    if (answer.statusCode >= 300) throw new Error(`${user} ${method} ${url}: ${answer.statusCode} ${answer.body}`);
    if (code !== null) acts.push({ at, user, code });
    return answer;
  };
  const login = async (user: string) => {
    cookies.delete(user);
    const answer = await does(user, 'DO6001', 'POST', '/api/session', { user, password: ADMIN_PASSWORD });
    cookies.set(user, cookieOf(answer));
  };
  const logout = (user: string) => does(user, 'DO6002', 'DELETE', '/api/session');
  const views = (user: string, url: string) => does(user, 'DO6003', 'GET', url);

  const plan: Planned[] = [];
  const at = (hour: number, minute: number, run: () => unknown, second = 0) =>
    plan.push({ at: MIDNIGHT + hour * HOUR + minute * MINUTE + second * SECOND, run });
  const yard = (i: number) => `/api/yards/yard-${i % YARDS}/summary`;

  at(7, 50, () => login('admin'), 3);
  for (const [index, name] of ['kim', 'park', 'choi'].entries()) {
    const user = { name, role: 'plant', yards: null, password: ADMIN_PASSWORD };
    at(7, 51 + index, () => does('admin', 'DO6004', 'POST', '/api/users', user));
  }
  // three people look through the yards, from morning to evening and one through the night
  for (const [user, from, to] of [
    ['kim', 8, 12],
    ['park', 8, 18],
    ['choi', 17, 24],
  ] as const) {
    at(from, 5, () => login(user), user.length);
    for (let minute = 10, i = 0; from * 60 + minute < to * 60 - 5; minute += 3, i += 1) {
      at(from, minute, () => views(user, yard(i)), 17);
    }
    if (to < 24) at(to, 0, () => logout(user), 1);
  }
  at(13, 0, () => login('kim'));
  for (let minute = 1; minute < 60; minute += 7) {
    at(
      13,
      minute,
      () => does('kim', 'DO6004', 'POST', '/api/wall-tokens', { yard: 'yard-1', name: `상황판 ${minute}` }),
      2,
    );
  }
  at(16, 30, () => does('admin', 'DO6005', 'PUT', '/api/users/kim/password', { password: ADMIN_PASSWORD }));
  at(18, 30, () => does('admin', 'DO6006', 'DELETE', '/api/users/park'));

  // none of this is anybody's act: a wall screen, the anonymous, wrong passwords, health, and a page left open all night
  let wall = '';
  at(7, 55, async () => {
    const { token } = (
      await does('admin', 'DO6004', 'POST', '/api/wall-tokens', { yard: 'yard-0', name: '정문' })
    ).json();
    wall = cookieOf(await inject('POST', '/api/wall-session', undefined, { token }));
  });
  let wallLooks = 0;
  for (let minute = 8 * 60; minute < 24 * 60; minute += 20) {
    at(0, minute, async () => {
      wallLooks += (await inject('GET', yard(0), wall)).statusCode === 200 ? 1 : 0;
      await inject('GET', '/api/yards');
      await inject('GET', '/api/health');
      await inject('POST', '/api/session', undefined, { user: 'kim', password: 'wrong' });
    });
  }
  at(20, 0, () => views('admin', '/api/visits'));
  for (let minute = 20 * 60 + 5; minute < 24 * 60; minute += 5)
    at(0, minute, () => does('admin', null, 'GET', '/api/visits'));

  const fails = (outage: typeof portal.outage) => {
    portal.outage = outage;
  };
  const says = (code: string | null) => {
    portal.forcedCode = code;
  };
  // the portal's bad hours and a restart of the server
  at(10, 0, () => fails('unavailable'));
  at(10, 40, () => fails(null));
  at(12, 0, () => says('AP1029'));
  at(12, 30, () => says(null));
  at(14, 0, () => fails('reset'));
  at(14, 15, () => fails(null));
  at(15, 2, async () => {
    await app.http.close();
    app = await start();
  });

  plan.sort((one, other) => one.at - other.at);
  for (let now = MIDNIGHT; now < MIDNIGHT + 24 * HOUR; now += 30 * SECOND) {
    for (; plan[0] && plan[0].at < now + 30 * SECOND; plan.shift()) {
      vi.setSystemTime(Math.max(now, plan[0].at));
      await plan[0].run();
    }
    vi.setSystemTime(now + 30 * SECOND - 1);
    await app.usageLog.turn();
  }
  expect(plan).toEqual([]);
  vi.setSystemTime(MIDNIGHT + 24 * HOUR + MINUTE);
  await app.usageLog.turn();

  // what was written is what people did, one for one
  const file = openForReading(join(dataDir, 'usage-log.sqlite'));
  onTestFinished(() => file.close());
  type Row = { seq: number; at: number; user: string; state: string; code: string };
  const records = file.rows<Row>(
    `SELECT r.seq, r.at, r.user, coalesce(e.state, 'waiting') AS state, e.code FROM usage_record r
     LEFT JOIN usage_end e ON e.record = r.seq ORDER BY r.seq`,
  );
  expect(records.map((row) => [row.at, row.user])).toEqual(acts.map((act) => [act.at, act.user]));
  expect(wallLooks).toBe(48);

  // what the portal stored is some of it, each once, in the portal's pace
  const spelled = (act: Act) =>
    `${new Date(act.at + 9 * HOUR).toISOString().slice(0, 23).replace('T', ' ')} ${act.user} ${act.code}`;
  const done = new Set(acts.map(spelled));
  const stored = portal.stored.map(({ entry }) => `${entry.logDt} ${entry.sysUser} ${entry.useSe}`);
  expect(stored.filter((one) => !done.has(one))).toEqual([]);
  expect(new Set(stored).size).toBe(stored.length);
  expect(stored.length).toBeLessThanOrEqual(144);
  const gaps = portal.stored.slice(1).map((one, i) => one.at - (portal.stored[i]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10 * MINUTE);
  expect(portal.requests.length).toBeLessThan(5_000);
  expect(new Set(portal.requests.map(({ code }) => code))).toEqual(new Set(['AP1002', 'AP1029']));

  // the bad hours were tried through, and what found no portal counts as nothing but a request
  const outcomes = file.rows<{ outcome: string; count: number }>(
    'SELECT outcome, count(*) AS count FROM portal_answer GROUP BY outcome ORDER BY outcome',
  );
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['away', 'stored', 'window']);
  expect(outcomes[0]?.count).toBeGreaterThanOrEqual(10);
  expect(outcomes[1]?.count).toBe(stored.length);
  expect(stored.length).toBeGreaterThanOrEqual(75);

  // the rest expired with its day and is shown so; nothing waits, nothing vanished
  const count = (state: string) => records.filter((row) => row.state === state).length;
  expect(count('stored')).toBe(stored.length);
  expect(count('stored') + count('expired')).toBe(acts.length);
  const answer = await inject('GET', '/api/usage-log', cookies.get('admin'));
  const status = answer.json() as UsageLogStatus;
  expect(status).toMatchObject({
    ...{ state: 'on', day: '2026-11-24', silentDays: 0 },
    expired: { count: count('expired'), lastDay: '2026-11-23', lastDayCount: count('expired') },
  });
  const csv = (await inject('GET', '/api/usage-log/export?from=2026-11-23&to=2026-11-23', cookies.get('admin'))).body;
  expect(csv.startsWith('\uFEFFlogDt,useSe,sysUser,conectIp,dataUsgqty,state,code\r\n')).toBe(true);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(acts.length + 1);
  expect(csv.match(/,expired,/g)).toHaveLength(count('expired'));
  expect(csv).not.toContain(PORTAL_KEY);

  // who came and went was sent before who looked
  const isStored = new Set(stored);
  const lost = acts.filter((act) => ['DO6001', 'DO6002', 'DO6004', 'DO6005', 'DO6006'].includes(act.code));
  expect(lost.filter((act) => !isStored.has(spelled(act)))).toEqual([]);
}, 300_000);
