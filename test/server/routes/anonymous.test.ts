import { expect, test } from 'vitest';
import { build } from '../build.ts';

const OPEN = ['GET /api/health', 'POST /api/session', 'POST /api/wall-session'];

/** The routes as the server lists them itself, so that a new one cannot be forgotten here. */
function registered(tree: string): string[] {
  const paths: string[] = [];
  const parents: string[] = [];
  for (const line of tree.split('\n')) {
    const match = /^((?:│ {3}| {4})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!match) continue;
    const depth = (match[1] ?? '').length / 4;
    parents.length = depth;
    parents.push(match[2] ?? '');
    for (const method of match[3]?.split(', ') ?? []) paths.push(`${method} ${parents.join('')}`);
  }
  return paths;
}

test('every route below /api but three turns the anonymous away', async () => {
  const { http } = await build();
  await http.ready();
  const routes = registered(http.printRoutes({ commonPrefix: false }))
    .filter((route) => route.includes(' /api'))
    .filter((route) => !route.startsWith('HEAD') && !route.startsWith('OPTIONS') && !OPEN.includes(route));
  expect(routes.length).toBeGreaterThanOrEqual(34);
  for (const route of routes) {
    const [method, path = ''] = route.split(' ');
    const url = path.replaceAll(/:\w+/g, 'x').replace('*', 'x');
    const answer = await http.inject({ method: method as 'GET', url });
    expect([route, answer.statusCode, answer.json().code]).toEqual([route, 401, 'LOGIN_REQUIRED']);
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
