import { join } from 'node:path';
import Database from 'libsql';
import { expect, test, vi } from 'vitest';
import { build, PATIENCE, type TestServer, tempDir, withBroker } from '../build.ts';
import { shippedModels } from '../model-folders.ts';

const REGION = '/api/yards/yard-a/cameras/weigh/cam01/region';
const points = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 0.5, y: 1 },
];

const shipped = async () => ({ MODEL_DIR: await shippedModels(await tempDir(), 'v2', 'v1', 'v2') });

/** A yard whose own version was promoted, and a candidate after it. */
function yardWithModels({ rows }: TestServer): void {
  rows.yard('yard-a');
  rows.device('yard-a', 'cam01');
  rows.model('yard-a', 'made', 'v2-yard-a-1');
  rows.model('yard-a', 'promoted', 'v2-yard-a-1');
  rows.model('yard-a', 'made', 'v2-yard-a-2');
  rows.model('yard-a', 'refused', 'v2-yard-a-3', { refusal: 'WORSE' });
  rows.model('yard-a', 'refused', 'v1', { refusal: 'UNLOADABLE' });
  rows.model('yard-b', 'made', 'v2-yard-b-1');
}

test('what is asked of the models reaches the collector as commands, and is written down', async () => {
  const { server, heard } = await withBroker(await shipped());
  yardWithModels(server);
  const cookie = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  const asked = [
    ['refit', {}],
    ['shadow', { version: 'v2-yard-a-2' }],
    ['shadow', {}],
    ['promote', { version: 'v2-yard-a-2' }],
    ['promote', { version: 'v1' }],
    ['roll-back', {}],
  ] as const;
  const answers: Awaited<ReturnType<typeof server.send>>[] = [];
  for (const [kind, wish] of asked) {
    const body = { reason: ' 정정이 쌓임 ', ...wish };
    answers.push(await server.send('POST', `/api/yards/yard-a/models/${kind}`, cookie, body));
  }
  answers.push(await server.send('PUT', REGION, cookie, { reason: '크레인만', points }));
  answers.push(await server.send('PUT', REGION, cookie, { reason: '전체', points: [] }));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(202));
  await vi.waitFor(() => expect(heard).toHaveLength(8), PATIENCE);
  const head = (n: number) => ({ id: answers[n]?.json().id, at: expect.any(Number), by: 'kim' });
  const camera = { area: 'weigh', device: 'cam01' };
  expect(heard).toEqual([
    ...asked.map(([kind, wish], n) => ({
      topic: `scrap-commands/v1/hanbit/yard-a/${kind}`,
      qos: 1,
      body: { ...head(n), reason: '정정이 쌓임', ...wish },
    })),
    {
      topic: 'scrap-commands/v1/hanbit/yard-a/region',
      qos: 1,
      body: { ...head(6), ...camera, reason: '크레인만', points },
    },
    {
      topic: 'scrap-commands/v1/hanbit/yard-a/region',
      qos: 1,
      body: { ...head(7), ...camera, reason: '전체', points: [] },
    },
  ]);
  const file = new Database(join(server.dataDir, 'accounts.sqlite'));
  const audit = file
    .prepare(`SELECT what, subject FROM audit WHERE who = 'kim' AND what <> 'login' ORDER BY seq`)
    .all();
  file.close();
  expect(audit).toEqual([
    { what: 'refit', subject: 'yard-a' },
    { what: 'shadow', subject: 'yard-a/v2-yard-a-2' },
    { what: 'shadow', subject: 'yard-a' },
    { what: 'promote', subject: 'yard-a/v2-yard-a-2' },
    { what: 'promote', subject: 'yard-a/v1' },
    { what: 'roll-back', subject: 'yard-a' },
    { what: 'region', subject: 'yard-a/weigh/cam01' },
    { what: 'region', subject: 'yard-a/weigh/cam01' },
  ]);
});

test.each([
  ['promote', {}, 400],
  ['promote', { version: 'v9' }, 404],
  ['promote', { version: 'v2-yard-b-1' }, 404],
  ['promote', { version: 'v2-yard-a-3' }, 409],
  ['promote', { version: 'v2-yard-a-1' }, 409],
  ['shadow', { version: 'v2-yard-a-1' }, 409],
  ['refit', { reason: ' ' }, 400],
  ['refit', { reason: undefined }, 400],
  ['retrain', {}, 404],
])('%s with %o is refused with %i', async (kind, wish, status) => {
  const server = await build(await shipped());
  yardWithModels(server);
  const cookie = await server.login();
  const answer = await server.send('POST', `/api/yards/yard-a/models/${kind}`, cookie, { reason: '이유', ...wish });
  expect(answer.statusCode).toBe(status);
});

test('where nothing was promoted there is nothing to roll back to', async () => {
  const server = await build(await shipped());
  server.rows.yard('yard-a');
  const answer = await server.send('POST', '/api/yards/yard-a/models/roll-back', await server.login(), { reason: 'x' });
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'CONFLICT']);
});

test.each([
  ['two corners', REGION, { points: points.slice(1) }, 400],
  ['a corner outside', REGION, { points: [...points, { x: 1.1, y: 0 }] }, 400],
  ['too many corners', REGION, { points: Array(25).fill({ x: 0, y: 0 }) }, 400],
  ['a blank reason', REGION, { points, reason: ' ' }, 400],
  ['a camera nobody heard of', '/api/yards/yard-a/cameras/weigh/cam99/region', { points }, 404],
  ['a yard nobody heard of', '/api/yards/nowhere/cameras/weigh/cam01/region', { points }, 404],
])('a region with %s is refused', async (_case, url, wish, status) => {
  const server = await build(await shipped());
  yardWithModels(server);
  const answer = await server.send('PUT', url, await server.login(), { reason: '이유', ...wish });
  expect(answer.statusCode).toBe(status);
});

test('without a broker nothing is taken', async () => {
  const server = await build(await shipped());
  yardWithModels(server);
  const answer = await server.send('POST', '/api/yards/yard-a/models/refit', await server.login(), { reason: '이유' });
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'COLLECTOR_AWAY']);
});
