import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { build } from '../build.ts';
import { FIELDS, made, stopTheClock } from '../program/projects.ts';

beforeEach(stopTheClock);
afterEach(() => void vi.useRealTimers());

test('a project is made, opened, changed with a reason, and keeps its history', async () => {
  const server = await build();
  const { get, send, login } = server;
  const cookie = await login();
  const project = await made(server, cookie);
  expect(project).toMatchObject({ revision: 1, fields: FIELDS, createdAt: '2026-11-22T12:00:00.000+09:00' });
  const url = `/api/projects/${project.id}`;

  const detail = (await get(url, cookie)).json();
  expect(detail.funding).toMatchObject({
    government: 400_000_000,
    posco: 240_000_000,
    adopter: 160_000_000,
    vat: 80_000_000,
  });
  expect(detail.milestones.find(({ id }: { id: string }) => id === 'build-end')).toMatchObject({ until: '2027-04-01' });
  expect(detail.documents.length).toBeGreaterThan(6);
  expect(detail.courses).toHaveLength(4);

  const fields = { ...FIELDS, termMonths: 8 };
  const changed = await send('PUT', url, cookie, { revision: 1, reason: '기간 단축', fields });
  expect([changed.statusCode, changed.json()]).toMatchObject([200, { revision: 2, fields }]);
  expect((await get(`${url}/history`, cookie)).json().rows).toMatchObject([
    { revision: 1, kind: 'created', by: 'admin', changed: [] },
    { revision: 2, kind: 'changed', reason: '기간 단축', changed: [{ field: 'termMonths', before: 9, after: 8 }] },
  ]);
});

test('of two editors the second is told what changed, and nothing is lost', async () => {
  const server = await build();
  const { get, send, login, loginAs } = server;
  const first = await login();
  const second = await loginAs({ name: 'park', role: 'programme', yards: null });
  const { id } = await made(server, first);
  const url = `/api/projects/${id}`;
  const change = (cookie: string, fields: object, revision = 1) =>
    send('PUT', url, cookie, { revision, reason: '고침', fields: { ...FIELDS, ...fields } });

  expect((await change(first, { supplier: '다른 회사' })).statusCode).toBe(200);
  const refused = await change(second, { termMonths: 7 });
  expect(refused.statusCode).toBe(409);
  expect(refused.json()).toMatchObject({
    code: 'CONFLICT',
    conflict: {
      revision: 2,
      by: 'admin',
      reason: '고침',
      changed: [{ field: 'supplier', before: '스케일하우스', after: '다른 회사' }],
    },
  });
  expect((await get(url, first)).json().project.fields).toMatchObject({ supplier: '다른 회사', termMonths: 9 });
  // a revision that never was is no way around it
  expect((await change(second, { termMonths: 7 }, 3)).statusCode).toBe(409);
  expect((await change(second, { supplier: '다른 회사', termMonths: 7 }, 2)).json()).toMatchObject({ revision: 3 });
});

test.each([
  ['a day before the agreement', { startedOn: '2026-06-30' }, 'BEFORE_AGREEMENT', 'startedOn'],
  ['a day that does not exist', { agreedOn: '2026-02-30' }, 'DAY_INVALID', 'agreedOn'],
  ['a term of ten months', { termMonths: 10 }, 'TERM_TOO_LONG', 'termMonths'],
  ['a target of 기초', { targetLevel: 'basic' }, 'TARGET_TOO_LOW', 'targetLevel'],
  ['a state nobody knows', { state: 'dreaming' }, 'STATE_UNKNOWN', 'state'],
])('%s is refused with its field and what to do', async (_, fields, code, field) => {
  const server = await build();
  const answer = await server.send('POST', '/api/projects', await server.login(), { ...FIELDS, ...fields });
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ code: 'NOT_TAKEN', refusals: [{ code, field }] });
  expect(answer.json().message).toMatch(/[가-힣].*(주세요|고르세요)\./);
});

test.each([
  ['a budget of letters', { totalCost: '팔억' }],
  ['a cost of nothing', { totalCost: 0 }],
  ['no yard', { yards: [] }],
  ['a programme that is not in the data', { programme: 'other' }],
])('%s is a bad request', async (_, fields) => {
  const server = await build();
  const answer = await server.send('POST', '/api/projects', await server.login(), { ...FIELDS, ...fields });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'BAD_REQUEST']);
});

test('a yard of another tenant is none of the project', async () => {
  const server = await build();
  server.rows.yard('yard-a', 'somebody-else');
  const answer = await server.send('POST', '/api/projects', await server.login(), FIELDS);
  expect([answer.statusCode, answer.json().params.field]).toEqual([400, 'yards']);
});

test('three hundred projects are one table, each with its warning', async () => {
  const server = await build();
  const cookie = await server.login();
  for (let n = 0; n < 300; n += 1) await made(server, cookie, { name: `과제 ${n}` });
  const { projects } = (await server.get('/api/projects', cookie)).json();
  expect(projects).toHaveLength(300);
  expect(projects[299]).toMatchObject({ target: 'middle-1', reached: 'none', buildEnd: '2027-04-01', daysLeft: 130 });
  expect(projects[299].worst.rule).toEqual(expect.any(String));
});
