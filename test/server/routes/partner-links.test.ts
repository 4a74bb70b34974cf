import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import { ADMIN_PASSWORD, build, cookieOf } from '../build.ts';
import { listedRoutes } from '../listed-routes.ts';
import { partnerOf, photoOf, yardOf } from '../slips/slip-yard.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-02T12:00:00+09:00') });
});
afterEach(() => {
  vi.useRealTimers();
});

async function withLink(days = 30) {
  const server = await build();
  const yard = yardOf(server);
  const own = yard.truck({ ticket: 't1' });
  const other = yard.truck({ ticket: 't2', partner: '다른상회' });
  for (const visit of [own, other]) yard.issueSlip(visit);
  return { server, yard, own, other, ...(await partnerOf(server, '한빛스틸', { days })) };
}

test('a link opens a session of its partner at its yard', async () => {
  const { server, cookie, token } = await withLink();
  const { cookies } = await server.send('POST', '/api/partner-session', undefined, { token });
  expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: (30 * DAY_MS) / 1_000 }]);
  expect((await server.get('/api/session', cookie)).json()).toEqual({
    ...{ user: '한빛스틸', role: 'partner', yards: ['y1'], partner: '한빛스틸' },
  });
});

test('a new link leads to the public address, its secret behind the # that no server is sent', async () => {
  const server = await build({ PUBLIC_URL: 'https://yard.example' });
  yardOf(server).truck({ ticket: 't1' });
  const wanted = { yard: 'y1', partner: '한빛스틸', days: 7 };
  const { token, url } = (await server.send('POST', '/api/partner-links', await server.login(), wanted)).json();
  expect(url).toBe(`https://yard.example/partner#${token}`);
});

test('a partner sees its own trucks and has no other route', async () => {
  const { server, cookie, own, other } = await withLink();
  const routes = await listedRoutes(server.http);
  const open = new Set(['GET /api/health', 'GET /api/docs', 'POST /api/session', 'POST /api/wall-session']);
  const allowed = new Set([
    ...['GET /api/session', 'DELETE /api/session', 'POST /api/partner-session', 'GET /api/verify/:sha256'],
    ...['GET /api/slips', 'GET /api/visits/:id/slip', 'GET /api/visits/:id/slip.pdf', 'GET /api/frames/:sha256'],
    ...['GET /api/disputes', 'GET /api/disputes/:id', 'POST /api/visits/:id/disputes'],
    ...['POST /api/disputes/:id/entries', 'POST /api/disputes/:id/withdrawal'],
    ...['GET /api/evidence/:sha256', 'POST /api/visits/:id/evidence'],
  ]);
  const closed = routes.filter(({ method, path }) => {
    const name = `${method} ${path}`;
    return path.startsWith('/api/') && !path.startsWith('/api/docs') && !open.has(name) && !allowed.has(name);
  });
  expect(closed.length).toBeGreaterThan(30);
  for (const { method, path, url } of closed) {
    const answer = await server.send(
      method as 'POST',
      url.replace('/x', `/${own}`),
      cookie,
      method === 'GET' ? undefined : {},
    );
    expect([method, path, answer.statusCode < 400]).toEqual([method, path, false]);
  }
  expect((await server.get(`/api/visits/${own}`, cookie)).statusCode).toBe(403);
  expect((await server.get(`/api/visits/${own}/slip`, cookie)).statusCode).toBe(200);
  expect((await server.get(`/api/visits/${other}/slip`, cookie)).statusCode).toBe(404);
  expect((await server.get('/api/slips?partner=%EB%8B%A4%EB%A5%B8%EC%83%81%ED%9A%8C', cookie)).json().slips).toEqual(
    [],
  );
});

test('a partner sees the photos of its own trucks and of no other', async () => {
  const server = await build();
  const yard = yardOf(server);
  const own = yard.truck({ ticket: 't1', photos: ['p1'] });
  const other = yard.truck({ ticket: 't2', partner: '다른상회', photos: ['p2'] });
  const photoOfVisit = (visit: string) => {
    yard.issueSlip(visit);
    return yard.content(visit).photos[0]?.sha256 ?? '';
  };
  const [seen, hidden] = [photoOfVisit(own), photoOfVisit(other)];
  for (const sha256 of [seen, hidden]) {
    const folder = join(server.dataDir, 'frames', sha256.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${sha256}.jpg`), await photoOf());
  }
  const { cookie } = await partnerOf(server);
  const status = async (sha256: string, query = '') =>
    (await server.get(`/api/frames/${sha256}${query}`, cookie)).statusCode;
  expect([await status(seen), await status(seen, '?width=64')]).toEqual([200, 200]);
  expect([await status(hidden), await status(hidden, '?width=64')]).toEqual([404, 404]);
});

test('a link ends on its day, and using it does not lengthen it', async () => {
  const { server, cookie, token } = await withLink(1);
  vi.setSystemTime(Date.now() + 23 * HOUR_MS);
  const used = await server.get('/api/slips', cookie);
  expect([used.statusCode, used.headers['set-cookie']]).toEqual([200, undefined]);
  vi.setSystemTime(Date.now() + HOUR_MS);
  for (const over of [
    await server.get('/api/slips', cookie),
    await server.send('POST', '/api/partner-session', undefined, { token }),
  ]) {
    expect([over.statusCode, over.json().code]).toEqual([410, 'LINK_ENDED']);
    expect(over.json().message).toContain('새 링크');
  }
});

test('a revoked link is over for whoever came by it', async () => {
  const { server, cookie, id, token } = await withLink();
  const admin = await server.login();
  expect((await server.get('/api/partner-links?yard=y1', admin)).json().links).toMatchObject([
    { id, yard: 'y1', partner: '한빛스틸', createdBy: 'admin', usedAt: expect.any(String) },
  ]);
  expect((await server.send('DELETE', `/api/partner-links/${id}`, admin)).statusCode).toBe(204);
  expect((await server.get('/api/slips', cookie)).statusCode).toBe(410);
  expect((await server.send('POST', '/api/partner-session', undefined, { token })).statusCode).toBe(410);
  expect((await server.get('/api/partner-links', admin)).json().links).toEqual([]);
  expect((await server.send('DELETE', `/api/partner-links/${id}`, admin)).statusCode).toBe(404);
});

test.each(['x', 'A'.repeat(43), "' OR 1=1 --"])(
  'the forged link %j opens nothing and is written down',
  async (token) => {
    const { server } = await withLink();
    const answer = await server.send('POST', '/api/partner-session', undefined, { token });
    expect([answer.statusCode, answer.json().code, answer.cookies]).toEqual([410, 'LINK_ENDED', []]);
    const file = new Database(join(server.dataDir, 'accounts.sqlite'));
    expect(file.prepare("SELECT count(*) AS n FROM audit WHERE what = 'partner-login-failed'").get()).toMatchObject({
      n: 1,
    });
    file.close();
  },
);

test('making, using and revoking a link is audited, and its secret is kept nowhere', async () => {
  const { server, id, token, cookie } = await withLink();
  await server.send('DELETE', `/api/partner-links/${id}`, await server.login());
  const file = new Database(join(server.dataDir, 'accounts.sqlite'));
  const acts = file
    .prepare("SELECT who, what FROM audit WHERE what LIKE 'partner%' AND subject = ? ORDER BY seq")
    .all(id);
  const tables = ['partner_link', 'session', 'audit'];
  const everything = JSON.stringify(tables.map((table) => file.prepare(`SELECT * FROM ${table}`).all()));
  file.close();
  expect(acts).toEqual([
    { who: 'admin', what: 'partner-link-made' },
    { who: '한빛스틸', what: 'partner-login' },
    { who: 'admin', what: 'partner-link-revoked' },
  ]);
  for (const secret of [token, cookie.split('=')[1]]) expect(everything).not.toContain(secret);
});

test.each([
  ['no day', { days: 0 }],
  ['91 days', { days: 91 }],
  ['a partner of blanks', { partner: '  ' }],
  ['a yard that is no name', { yard: '../y1' }],
])('a link with %s is refused', async (_, wrong) => {
  const { server } = await withLink();
  const wish = { yard: 'y1', partner: '한빛스틸', days: 7, ...wrong };
  expect((await server.send('POST', '/api/partner-links', await server.login(), wish)).statusCode).toBe(400);
});

test('links are made and revoked by those who run the yard alone', async () => {
  const { server, id } = await withLink();
  server.rows.yard('y2');
  const wish = { yard: 'y1', partner: '한빛스틸', days: 7 };
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['y2'] });
  const procurement = await server.loginAs({ name: 'yoon', role: 'procurement', yards: null });
  expect((await server.send('POST', '/api/partner-links', plant, wish)).statusCode).toBe(403);
  expect((await server.send('POST', '/api/partner-links', plant, { ...wish, yard: 'y2' })).statusCode).toBe(201);
  expect((await server.send('DELETE', `/api/partner-links/${id}`, plant)).statusCode).toBe(404);
  expect((await server.get('/api/partner-links', plant)).json().links).toMatchObject([{ yard: 'y2' }]);
  expect((await server.send('POST', '/api/partner-links', procurement, wish)).statusCode).toBe(403);
  expect(
    (await server.send('POST', '/api/partner-links', await server.login(), { ...wish, yard: 'y9' })).statusCode,
  ).toBe(404);
});

test.each(['=cmd|calc', '한빛, "스틸" \'고철\'', '이상한 글자 😀 뷁', '<b>x</b>'])(
  'the partner %j has its own slips',
  async (partner) => {
    const server = await build();
    const yard = yardOf(server);
    const visit = yard.truck({ ticket: 't1', partner });
    yard.issueSlip(visit);
    const { cookie } = await partnerOf(server, partner);
    const { slips } = (await server.get('/api/slips', cookie)).json();
    expect(slips).toMatchObject([{ visit, partner }]);
  },
);

test('twenty people may share a link; the ones who used it last stay', async () => {
  const { server, token } = await withLink();
  const cookies: string[] = [];
  for (let person = 0; person < 22; person += 1) {
    vi.setSystemTime(Date.now() + MINUTE_MS);
    cookies.push(cookieOf(await server.send('POST', '/api/partner-session', undefined, { token })));
  }
  const states = await Promise.all(
    cookies.map(async (cookie) => (await server.get('/api/session', cookie)).statusCode),
  );
  expect(states).toEqual([401, 401, ...Array(20).fill(200)]);
});

test('an accounts file of before there were links goes on as it was', async () => {
  const server = await build();
  const file = new Database(join(server.dataDir, 'accounts.sqlite'));
  file.exec('DROP INDEX session_by_link; ALTER TABLE session DROP COLUMN partner_link; DROP TABLE partner_link');
  file.close();
  const again = await build({ DATA_DIR: server.dataDir, ADMIN_PASSWORD });
  const cookie = await again.login();
  expect((await again.get('/api/session', cookie)).json()).toMatchObject({ user: 'admin' });
});
