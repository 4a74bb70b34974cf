import { expect, test, vi } from 'vitest';
import { ADMIN_PASSWORD, build, cookieOf } from '../build.ts';

test('a right password opens a session that scripts cannot read', async () => {
  const { send, get } = await build();
  const answer = await send('POST', '/api/session', undefined, { user: 'admin', password: ADMIN_PASSWORD });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ user: 'admin', role: 'admin', yards: null });
  expect(answer.headers['set-cookie']).toMatch(
    /^scalehouse_session=.{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  expect((await get('/api/session', cookieOf(answer))).json()).toEqual({ user: 'admin', role: 'admin', yards: null });
});

test('a session that came over https keeps its cookie to https', async () => {
  const { http } = await build();
  const answer = await http.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-forwarded-proto': 'https' },
    payload: { user: 'admin', password: ADMIN_PASSWORD },
  });
  expect(answer.headers['set-cookie']).toContain('; Secure');
});

test.each([
  ['a wrong password', { user: 'admin', password: 'wrong-password' }],
  ['an unknown user', { user: 'nobody', password: 'wrong-password' }],
])('%s is answered the same way', async (_case, body) => {
  const { send } = await build();
  const answer = await send('POST', '/api/session', undefined, body);
  expect(answer.statusCode).toBe(401);
  expect(answer.json()).toEqual({ code: 'LOGIN_FAILED', message: '아이디 또는 비밀번호가 맞지 않습니다.' });
  expect(answer.cookies).toEqual([]);
});

test('the eleventh try of a minute is refused, for that name alone', async () => {
  const { send, login } = await build();
  const tries = Array.from({ length: 10 }, () => send('POST', '/api/session', undefined, { user: 'x', password: 'y' }));
  expect((await Promise.all(tries)).map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(401));
  const refused = await send('POST', '/api/session', undefined, { user: 'x', password: 'y' });
  expect(refused.statusCode).toBe(429);
  expect(refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', params: { retryAfterS: expect.any(Number) } });
  await expect(login()).resolves.toContain('scalehouse_session=');
});

test('logging out ends the session', async () => {
  const { send, get, login } = await build();
  const cookie = await login();
  expect((await send('DELETE', '/api/session', cookie)).statusCode).toBe(204);
  expect((await get('/api/session', cookie)).statusCode).toBe(401);
});

test('a session ends twelve hours after its last use', async () => {
  const { get, login } = await build();
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const cookie = await login();
    vi.advanceTimersByTime(11 * 3_600_000);
    const used = await get('/api/session', cookie);
    expect(used.statusCode).toBe(200);
    expect(used.headers['set-cookie']).toContain('Max-Age=43200');
    vi.advanceTimersByTime(11 * 3_600_000);
    expect((await get('/api/session', cookie)).statusCode).toBe(200);
    vi.advanceTimersByTime(12 * 3_600_000 + 1);
    expect((await get('/api/session', cookie)).statusCode).toBe(401);
  } finally {
    vi.useRealTimers();
  }
});

test('a login from another site is refused', async () => {
  const { http } = await build();
  const post = (origin: string) =>
    http.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin, host: 'yard.local:8080' },
      payload: { user: 'admin', password: ADMIN_PASSWORD },
    });
  expect((await post('https://evil.example')).statusCode).toBe(403);
  expect((await post('null')).statusCode).toBe(403);
  expect((await post('http://yard.local:8080')).statusCode).toBe(200);
});

test('a body that is no login says what to mend', async () => {
  const { send } = await build();
  const answer = await send('POST', '/api/session', undefined, { user: 'admin' });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('고쳐 다시 보내 주세요'),
  });
});
