import { expect, test } from 'vitest';
import { build } from '../build.ts';
import { listedRoutes } from '../listed-routes.ts';

const OPEN = [
  ...['GET /api/health', 'POST /api/session', 'POST /api/wall-session'],
  ...['GET /api/verify/:sha256', 'POST /api/partner-session'],
];

test('every route below /api but five turns the anonymous away', async () => {
  const { http } = await build();
  const routes = (await listedRoutes(http)).filter(
    ({ method, path }) => path.startsWith('/api') && !OPEN.includes(`${method} ${path}`),
  );
  expect(routes.length).toBeGreaterThanOrEqual(37);
  for (const { method, path, url } of routes) {
    const answer = await http.inject({ method: method as 'GET', url });
    expect([method, path, answer.statusCode, answer.json().code]).toEqual([method, path, 401, 'LOGIN_REQUIRED']);
  }
});

test.each(['/api', '/api/nothing', '/api/docs', '/api/docs/json', '/%61pi/yards', '/api//yards'])(
  '%s gives nothing away to the anonymous',
  async (url) => {
    const { get } = await build();
    expect([401, 404]).toContain((await get(url)).statusCode);
  },
);

test('a cookie that was made up opens nothing', async () => {
  const { get } = await build();
  expect((await get('/api/yards', 'scalehouse_session=AAAA')).statusCode).toBe(401);
});
