import { expect, test } from 'vitest';
import { build, type TestServer, withBroker } from '../build.ts';

const AT = Date.parse('2026-11-22T09:00:00+09:00');
const TODAY = '?from=2026-11-22&to=2026-11-22';

/** A hold as the collector writes it, with what was noted later. */
function hold({ rows }: TestServer, id: string, states: readonly string[], at = AT): void {
  const cause = rows.event({ yard: 'yard-a', kind: 'radiation', id: `r-${id}`, at, visit: 'none', role: 'none' });
  for (const [index, state] of ['issued', ...states].entries()) {
    rows.run(
      `INSERT INTO command_row (command, state, at, tenant, yard, area, device, name, args, expires_at, rule, cause,
         releases, by, reason)
       VALUES (?, ?, ?, 'hanbit', 'yard-a', 'bay1', 'crane01', 'hold-crane', '{}', ?, 'radiation-alarm@1', ?, NULL, ?, ?)`,
      ...[id, state, at + index * 1_000, at + 30_000, cause, state === 'overridden' ? 'kim' : null, `${state} 이유`],
    );
  }
}

test('commands are told newest first, with what became of them', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  hold(server, 'c1', ['sent', 'acked', 'overridden']);
  hold(server, 'c2', ['expired'], AT + 60_000);
  const answer = await server.get(`/api/yards/yard-a/commands${TODAY}`, await server.login());
  expect(answer.statusCode).toBe(200);
  const same = {
    ...{ yard: 'yard-a', device: 'bay1/crane01', command: 'hold-crane', args: {}, rule: 'radiation-alarm@1' },
    ...{ visit: 'none', releases: null, by: null, reason: 'issued 이유' },
  };
  expect(answer.json().commands).toEqual([
    {
      ...{ ...same, id: 'c2', state: 'expired', failure: 'expired 이유' },
      cause: { kind: 'radiation', device: expect.any(String), id: 'r-c2', at: '2026-11-22T09:01:00.000+09:00' },
      ...{ issuedAt: '2026-11-22T09:01:00.000+09:00', expiresAt: '2026-11-22T09:01:30.000+09:00' },
      ...{ sentAt: null, answeredAt: null },
      hold: { stands: true, endedAt: null, endedBy: null, endReason: null },
    },
    {
      ...{ ...same, id: 'c1', state: 'acked', failure: null },
      cause: { kind: 'radiation', device: expect.any(String), id: 'r-c1', at: '2026-11-22T09:00:00.000+09:00' },
      ...{ issuedAt: '2026-11-22T09:00:00.000+09:00', expiresAt: '2026-11-22T09:00:30.000+09:00' },
      ...{ sentAt: '2026-11-22T09:00:01.000+09:00', answeredAt: '2026-11-22T09:00:02.000+09:00' },
      hold: {
        ...{ stands: false, endedAt: '2026-11-22T09:00:03.000+09:00', endedBy: 'kim', endReason: 'overridden 이유' },
      },
    },
  ]);
  const other = await server.get('/api/yards/yard-a/commands?from=2026-11-21&to=2026-11-21', await server.login());
  expect(other.json()).toEqual({ commands: [] });
});

test('a person takes back a hold that stands, and nothing else', async () => {
  const { server, heard } = await withBroker();
  server.rows.yard('yard-a');
  hold(server, 'c1', ['sent', 'acked']);
  hold(server, 'c2', ['released']);
  const cookie = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  const release = async (id: string, reason: string) =>
    (await server.send('POST', `/api/yards/yard-a/commands/${id}/release`, cookie, { reason })).statusCode;
  expect(await release('c2', '이미 끝남')).toBe(409);
  expect(await release('none', '없음')).toBe(404);
  expect(await release('c1', '   ')).toBe(400);
  expect(heard).toEqual([]);
  expect(await release('c1', ' 다시 재어 보니 정상 ')).toBe(202);
  expect(heard).toMatchObject([
    {
      topic: 'scrap-commands/v1/hanbit/yard-a/release',
      qos: 1,
      body: { by: 'kim', command: 'c1', reason: '다시 재어 보니 정상' },
    },
  ]);
});

test('who may see and take back: plant both, programme sees, procurement and other yards neither', async () => {
  const server = await build();
  for (const yard of ['yard-a', 'yard-b']) server.rows.yard(yard);
  hold(server, 'c1', []);
  const status = async (role: 'plant' | 'programme' | 'procurement', yard: string) => {
    const cookie = await server.loginAs({ name: `${role}-${yard}`, role, yards: [yard] });
    const url = '/api/yards/yard-a/commands';
    const release = await server.send('POST', `${url}/c1/release`, cookie, { reason: '이유' });
    return [(await server.get(url, cookie)).statusCode, release.statusCode];
  };
  // 503: the broker of this server is away, so far the request came
  expect(await status('plant', 'yard-a')).toEqual([200, 503]);
  expect(await status('plant', 'yard-b')).toEqual([403, 403]);
  expect(await status('programme', 'yard-a')).toEqual([200, 403]);
  expect(await status('procurement', 'yard-a')).toEqual([403, 403]);
});

test('a command that failed stands on the wall for an hour, until its hold is ended', async () => {
  const server = await build();
  server.rows.yard('yard-a');
  const now = Date.now();
  hold(server, 'c1', ['sent', 'expired'], now - 60_000);
  hold(server, 'c2', ['sent', 'expired', 'overridden'], now - 60_000);
  hold(server, 'c3', ['sent', 'expired', 'acked'], now - 60_000);
  hold(server, 'c4', ['expired'], now - 2 * 3_600_000);
  const { problems } = (await server.get('/api/yards/yard-a/summary', await server.login())).json();
  expect(problems.filter(({ code }: { code: string }) => code === 'COMMAND_FAILED')).toMatchObject([
    { level: 'alarm', device: 'bay1/crane01', params: { command: 'c1', name: 'hold-crane', state: 'expired' } },
  ]);
});
