import { join } from 'node:path';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { ADMIN_PASSWORD, build, cookieOf } from '../build.ts';

test('a wall token shows its one yard and nothing more', async () => {
  const { rows, send, get, login } = await build();
  rows.yard('yard-a');
  rows.yard('yard-b');
  rows.visit({ id: 'v1', yard: 'yard-a', openedAt: 1 });
  const made = await send('POST', '/api/wall-tokens', await login(), { yard: 'yard-a', name: '계근대 앞' });
  expect(made.statusCode).toBe(201);
  const entered = await send('POST', '/api/wall-session', undefined, { token: made.json().token });
  expect(entered.json()).toEqual({ user: '계근대 앞', role: 'wall', yards: ['yard-a'] });
  const cookie = cookieOf(entered);
  const status = async (url: string) => (await get(url, cookie)).statusCode;
  expect(await status('/api/yards/yard-a/summary')).toBe(200);
  expect(await status('/api/yards/yard-b/summary')).toBe(403);
  expect(await status('/api/visits')).toBe(403);
  expect(await status('/api/visits/v1')).toBe(403);
  expect(await status('/api/account')).toBe(403);
  expect(await status('/api/series/throughput?yard=yard-a&from=2026-11-22&to=2026-11-22')).toBe(403);
  expect(await status('/api/wall-tokens')).toBe(403);
  expect((await send('POST', '/api/visits/v1/cancellation', cookie, { reason: 'x' })).statusCode).toBe(403);
});

test('a revoked wall token ends its sessions and opens no new one', async () => {
  const { rows, send, get, login } = await build();
  rows.yard('yard-a');
  const admin = await login();
  const { id, token } = (await send('POST', '/api/wall-tokens', admin, { yard: 'yard-a', name: 'x' })).json();
  const cookie = cookieOf(await send('POST', '/api/wall-session', undefined, { token }));
  const [listed] = (await get('/api/wall-tokens', admin)).json().tokens;
  expect(listed).toMatchObject({ id, yard: 'yard-a', createdBy: 'admin', usedAt: expect.any(String) });
  expect(listed).not.toHaveProperty('token');
  expect((await send('DELETE', `/api/wall-tokens/${id}`, admin)).statusCode).toBe(204);
  expect((await get('/api/yards/yard-a/summary', cookie)).statusCode).toBe(401);
  expect((await send('POST', '/api/wall-session', undefined, { token })).statusCode).toBe(401);
  expect((await get('/api/wall-tokens', admin)).json().tokens).toEqual([]);
  expect((await send('DELETE', `/api/wall-tokens/${id}`, admin)).statusCode).toBe(404);
});

test('a plant manager makes and revokes tokens of their own yard only', async () => {
  const { rows, send, get, login, loginAs } = await build();
  rows.yard('yard-a');
  rows.yard('yard-b');
  const other = (await send('POST', '/api/wall-tokens', await login(), { yard: 'yard-b', name: 'b' })).json();
  const kim = await loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  expect((await send('POST', '/api/wall-tokens', kim, { yard: 'yard-a', name: 'a' })).statusCode).toBe(201);
  expect((await send('DELETE', `/api/wall-tokens/${other.id}`, kim)).statusCode).toBe(404);
  expect((await get('/api/wall-tokens', kim)).json().tokens).toMatchObject([{ yard: 'yard-a' }]);
});

test('a token for a yard that does not exist is not made', async () => {
  const { send, login } = await build();
  const answer = await send('POST', '/api/wall-tokens', await login(), { yard: 'nowhere', name: 'x' });
  expect(answer.statusCode).toBe(404);
});

test('an administrator adds, lists and removes people', async () => {
  const { send, get, login, loginAs } = await build();
  const kim = await loginAs({ name: 'kim', role: 'plant', yards: ['yard-b', 'yard-a'] });
  const admin = await login();
  expect((await get('/api/users', admin)).json().users).toEqual([
    { name: 'admin', role: 'admin', yards: null, createdAt: expect.any(String) },
    { name: 'kim', role: 'plant', yards: ['yard-a', 'yard-b'], createdAt: expect.any(String) },
  ]);
  const again = { name: 'kim', role: 'plant', yards: null, password: 'another-one' };
  expect((await send('POST', '/api/users', admin, again)).json().code).toBe('CONFLICT');
  expect((await send('DELETE', '/api/users/kim', admin)).statusCode).toBe(204);
  expect((await get('/api/session', kim)).statusCode).toBe(401);
  expect((await send('DELETE', '/api/users/kim', admin)).statusCode).toBe(404);
});

test('a new password ends the sessions of the old one', async () => {
  const { send, get, login, loginAs } = await build();
  const kim = await loginAs({ name: 'kim', role: 'plant', yards: null });
  const admin = await login();
  const body = { password: 'brand-new-one' };
  expect((await send('PUT', '/api/users/kim/password', admin, body)).statusCode).toBe(204);
  expect((await get('/api/session', kim)).statusCode).toBe(401);
  await expect(login('kim')).rejects.toThrow('LOGIN_FAILED');
  await expect(login('kim', 'brand-new-one')).resolves.toContain('scalehouse_session=');
  expect((await send('PUT', '/api/users/nobody/password', admin, body)).statusCode).toBe(404);
});

test('an administrator cannot remove themselves', async () => {
  const { send, login } = await build();
  expect((await send('DELETE', '/api/users/admin', await login())).statusCode).toBe(409);
});

test.each([
  ['a wall role', { role: 'wall' }],
  ['a short password', { password: 'short' }],
  ['a yard that is no name', { yards: ['Bad Name'] }],
])('a user with %s is refused', async (_case, wrong) => {
  const { send, login } = await build();
  const user = { name: 'kim', role: 'plant', yards: null, password: ADMIN_PASSWORD, ...wrong };
  expect((await send('POST', '/api/users', await login(), user)).statusCode).toBe(400);
});

test('who did what is written down and cannot be changed or forgotten', async () => {
  const { send, loginAs, dataDir } = await build();
  await loginAs({ name: 'kim', role: 'plant', yards: null });
  await send('POST', '/api/session', undefined, { user: 'kim', password: 'wrong-password' });
  const file = new Database(join(dataDir, 'accounts.sqlite'));
  const rows = file.prepare('SELECT who, what, subject, address FROM audit ORDER BY seq').all();
  expect(rows).toEqual([
    { who: 'admin', what: 'login', subject: null, address: '127.0.0.1' },
    { who: 'admin', what: 'user-made', subject: 'kim', address: '127.0.0.1' },
    { who: 'kim', what: 'login', subject: null, address: '127.0.0.1' },
    { who: 'kim', what: 'login-failed', subject: null, address: '127.0.0.1' },
  ]);
  expect(() => file.exec(`UPDATE audit SET who = 'nobody'`)).toThrow('append-only');
  expect(() => file.exec('DELETE FROM audit')).toThrow('append-only');
  file.close();
});

test('no secret lies in the accounts file in the clear', async () => {
  const { rows, send, login, dataDir } = await build();
  rows.yard('yard-a');
  const cookie = await login();
  const { token } = (await send('POST', '/api/wall-tokens', cookie, { yard: 'yard-a', name: 'x' })).json();
  const file = new Database(join(dataDir, 'accounts.sqlite'));
  const tables = ['user', 'session', 'wall_token', 'audit'];
  const everything = JSON.stringify(tables.map((table) => file.prepare(`SELECT * FROM ${table}`).all()));
  file.close();
  expect(everything).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  for (const secret of [ADMIN_PASSWORD, token, cookie.split('=')[1]]) expect(everything).not.toContain(secret);
});
