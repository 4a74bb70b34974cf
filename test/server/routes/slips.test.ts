import { expect, test } from 'vitest';
import { build } from '../build.ts';
import { partnerOf, yardOf } from '../slips/slip-yard.ts';

test('a slip is read with its versions, newest first', async () => {
  const server = await build({ PUBLIC_URL: 'https://yard.example' });
  const yard = yardOf(server);
  const visit = yard.truck({ ticket: 't1' });
  const first = yard.issueSlip(visit);
  yard.ask('correction', { visit, deductionKg: 200 });
  yard.rest();
  const admin = await server.login();

  const slip = (await server.get(`/api/visits/${visit}/slip`, admin)).json();
  expect(slip).toMatchObject({ number: '20260302-0001', version: 2, state: 'issued', intact: true, due: false });
  expect(slip.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  expect(slip.content).toMatchObject({ net: 24_000, deduction: 200, accepted: 23_800, plate: '부산86바 **34' });
  expect(slip.content.cites).toBe(first.sha256);
  expect(slip.verifyUrl).toBe(`https://yard.example/verify/${slip.sha256}`);

  const old = (await server.get(`/api/visits/${visit}/slip?version=1`, admin)).json();
  expect([old.sha256, old.content.accepted]).toEqual([first.sha256, 24_000]);
  expect((await server.get(`/api/visits/${visit}/slip?version=3`, admin)).statusCode).toBe(404);
});

test('the link of a slip never comes from the Host header', async () => {
  const server = await build({ HOST: '127.0.0.1', PORT: '8080' });
  const yard = yardOf(server);
  const visit = yard.truck({ ticket: 't1' });
  yard.issueSlip(visit);
  const cookie = await server.login();
  const answer = await server.http.inject({
    method: 'GET',
    url: `/api/visits/${visit}/slip`,
    headers: { cookie, host: 'evil.example' },
  });
  expect(answer.json().verifyUrl).toMatch(/^http:\/\/127\.0\.0\.1:8080\/verify\//);
});

test('slips of a yard are listed by number, newest first, page by page', async () => {
  const server = await build();
  const yard = yardOf(server);
  const visits = ['t1', 't2', 't3'].map((ticket) => yard.truck({ ticket }));
  for (const visit of visits) yard.issueSlip(visit);
  const admin = await server.login();
  const first = (await server.get('/api/slips?yard=y1&limit=2', admin)).json();
  expect(first.slips.map(({ number }: { number: string }) => number)).toEqual(['20260302-0003', '20260302-0002']);
  const second = (await server.get(`/api/slips?yard=y1&limit=2&cursor=${first.next}`, admin)).json();
  expect(second.slips).toMatchObject([{ number: '20260302-0001', visit: visits[0], accepted: 24_000, intact: true }]);
  expect(second.next).toBeNull();
});

test.each([
  ['from=2026-03-02&to=2026-03-02', 1],
  ['from=2026-03-03', 1],
  ['to=2026-03-01', 0],
  ['partner=%ED%95%9C%EB%B9%9B%EC%8A%A4%ED%8B%B8', 2],
  ['partner=x', 0],
  ['', 2],
])('a list of %j has %i slips', async (query, count) => {
  const server = await build();
  const yard = yardOf(server);
  for (const ticket of ['t1', 't2']) {
    yard.issueSlip(yard.truck({ ticket }));
    yard.now += 86_400_000;
  }
  const answer = await server.get(`/api/slips?${query}`, await server.login());
  expect(answer.json().slips).toHaveLength(count);
});

test('a list of one visit has its slip, or none and no error while there is none', async () => {
  const server = await build();
  const yard = yardOf(server);
  const [issued, without] = [yard.truck({ ticket: 't1' }), yard.truck({ ticket: 't2' })];
  yard.issueSlip(issued);
  const admin = await server.login();
  const slipsOf = async (visit: string) => (await server.get(`/api/slips?visit=${visit}`, admin)).json().slips;
  expect(await slipsOf(issued)).toMatchObject([{ visit: issued, number: '20260302-0001' }]);
  expect(await slipsOf(without)).toEqual([]);
});

test.each(['x', Buffer.from('20260302-0001').toString('base64url')])('the cursor %s is refused', async (cursor) => {
  const server = await build();
  const answer = await server.get(`/api/slips?cursor=${cursor}`, await server.login());
  expect([answer.statusCode, answer.json().params.field]).toEqual([400, 'cursor']);
});

test('a slip whose content was altered is shown as such', async () => {
  const server = await build();
  const yard = yardOf(server);
  const visit = yard.truck({ ticket: 't1' });
  yard.issueSlip(visit);
  server.rows.run('DROP TRIGGER slip_row_no_update');
  server.rows.run(`UPDATE slip_row SET content = replace(content, '"accepted":24000', '"accepted":24001')`);
  const admin = await server.login();
  expect((await server.get(`/api/visits/${visit}/slip`, admin)).json()).toMatchObject({ intact: false });
  expect((await server.get('/api/slips', admin)).json().slips).toMatchObject([{ intact: false, accepted: 24_001 }]);

  server.rows.run(`UPDATE slip_row SET content = '{"net'`);
  const unreadable = await server.get(`/api/visits/${visit}/slip`, admin);
  expect([unreadable.statusCode, unreadable.json().params.problem]).toEqual([409, 'SLIP_UNREADABLE']);
  expect((await server.get('/api/slips', admin)).json().slips).toMatchObject([{ intact: false, accepted: 0 }]);
});

test('whoever sees a visit sees its slip, and nobody else', async () => {
  const server = await build({});
  const a = yardOf(server, { yard: 'yard-a' });
  const b = yardOf(server, { yard: 'yard-b' });
  const inA = a.truck({ ticket: 't1' });
  const inB = b.truck({ ticket: 't2' });
  const soldInB = b.truck({ ticket: 't3', grossKg: 6_000, tareKg: 30_000, partner: '다른제강' });
  for (const [yard, visit] of [
    [a, inA],
    [b, inB],
    [b, soldInB],
  ] as const)
    yard.issueSlip(visit);
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  const procurement = await server.loginAs({ name: 'yoon', role: 'procurement', yards: null });
  const programme = await server.loginAs({ name: 'han', role: 'programme', yards: null });
  const own = (await partnerOf(server, '한빛스틸', { yard: 'yard-a' })).cookie;
  const status = async (visit: string, cookie?: string) =>
    (await server.get(`/api/visits/${visit}/slip`, cookie)).statusCode;
  const all = [inA, inB, soldInB];
  expect(await Promise.all(all.map((visit) => status(visit, plant)))).toEqual([200, 404, 404]);
  expect(await Promise.all(all.map((visit) => status(visit, procurement)))).toEqual([200, 200, 404]);
  expect(await Promise.all(all.map((visit) => status(visit, own)))).toEqual([200, 404, 404]);
  expect(await Promise.all(all.map((visit) => status(visit, programme)))).toEqual([403, 403, 403]);
  expect(await Promise.all(all.map((visit) => status(visit)))).toEqual([401, 401, 401]);
  const listed = async (cookie: string) =>
    (await server.get('/api/slips', cookie)).json().slips.map(({ visit }: { visit: string }) => visit);
  expect(await listed(plant)).toEqual([inA]);
  expect((await listed(procurement)).sort()).toEqual([inA, inB].sort());
  expect(await listed(own)).toEqual([inA]);
  expect((await server.get('/api/slips?yard=yard-b', plant)).statusCode).toBe(403);
});
