import { expect, test, vi } from 'vitest';
import { PATIENCE, withBroker } from '../build.ts';
import { partnerOf, yardOf } from '../slips/slip-yard.ts';

async function scene() {
  const { server, heard } = await withBroker();
  const yard = yardOf(server);
  return { server, heard, yard, plant: await server.loginAs({ name: 'kim', role: 'plant', yards: ['y1'] }) };
}

test('a slip that somebody asks for and one that somebody crosses out reach the collector in their name', async () => {
  const { server, heard, yard, plant } = await scene();
  const visit = yard.truck({ ticket: 't1' });
  const issued = await server.send('POST', `/api/visits/${visit}/slip`, plant);
  expect(issued.statusCode).toBe(202);
  yard.issueSlip(visit);
  const cancelled = await server.send('POST', `/api/visits/${visit}/slip/cancellation`, plant, {
    reason: ' 전표 착오 ',
  });
  expect(cancelled.statusCode).toBe(202);
  await vi.waitFor(() => expect(heard).toHaveLength(2), PATIENCE);
  expect(heard).toMatchObject([
    { topic: 'scrap-commands/v1/t1/y1/slip', body: { id: issued.json().id, visit, by: 'kim' } },
    {
      topic: 'scrap-commands/v1/t1/y1/slip-cancellation',
      body: { id: cancelled.json().id, visit, by: 'kim', reason: '전표 착오' },
    },
  ]);
});

test('what has nothing to issue or to cross out is refused with what to do', async () => {
  const { server, heard, yard, plant } = await scene();
  server.rows.visit({ id: 'open', yard: 'y1', openedAt: yard.now });
  server.rows.visit({ id: 'gone', yard: 'y1', openedAt: yard.now, closedAt: yard.now + 1, status: 'cancelled' });
  const current = yard.truck({ ticket: 't1' });
  const bare = yard.truck({ ticket: 't2' });
  const crossed = yard.truck({ ticket: 't3' });
  for (const visit of [current, crossed]) yard.issueSlip(visit);
  yard.ask('slip-cancellation', { visit: crossed, reason: '착오' });
  const issue = (visit: string) => server.send('POST', `/api/visits/${visit}/slip`, plant);
  const cancel = (visit: string, reason = '착오') =>
    server.send('POST', `/api/visits/${visit}/slip/cancellation`, plant, { reason });
  for (const [answer, status, problem, text] of [
    [await issue('open'), 409, 'VISIT_OPEN', '2차 계근이 끝나지 않은'],
    [await issue('gone'), 409, 'VISIT_CANCELLED', '취소된 차량'],
    [await issue(current), 409, 'SLIP_CURRENT', '이미 지금 내용 그대로'],
    [await cancel(bare), 409, 'SLIP_MISSING', '아직 없습니다'],
    [await cancel(crossed), 409, 'SLIP_CANCELLED', '취소된 검수확인서'],
    [await cancel(current, '  '), 422, 'TEXT_EMPTY', '이유를 적어'],
  ] as const) {
    expect([answer.statusCode, answer.json().params.problem]).toEqual([status, problem]);
    expect(answer.json().message).toContain(text);
  }
  expect((await cancel(current, '')).statusCode).toBe(400);
  expect((await issue('nowhere')).statusCode).toBe(404);
  expect(heard).toEqual([]);
});

test('a slip that was crossed out, or whose visit has changed since, may be asked for again', async () => {
  const { server, yard, plant } = await scene();
  const crossed = yard.truck({ ticket: 't1' });
  const changed = yard.truck({ ticket: 't2' });
  for (const visit of [crossed, changed]) yard.issueSlip(visit);
  yard.ask('slip-cancellation', { visit: crossed, reason: '착오' });
  yard.ask('correction', { visit: changed, deductionKg: 100 });
  expect((await server.get(`/api/visits/${changed}/slip`, plant)).json()).toMatchObject({ version: 1, due: true });
  for (const visit of [crossed, changed]) {
    expect((await server.send('POST', `/api/visits/${visit}/slip`, plant)).statusCode).toBe(202);
  }
});

test('whoever sees a slip but may not issue it is told so', async () => {
  const { server, yard } = await scene();
  const visit = yard.truck({ ticket: 't1' });
  yard.issueSlip(visit);
  const procurement = await server.loginAs({ name: 'yoon', role: 'procurement', yards: null });
  const elsewhere = await server.loginAs({ name: 'lee', role: 'plant', yards: ['y2'] });
  const partner = (await partnerOf(server)).cookie;
  const asked = async (cookie?: string) => [
    (await server.send('POST', `/api/visits/${visit}/slip`, cookie)).statusCode,
    (await server.send('POST', `/api/visits/${visit}/slip/cancellation`, cookie, { reason: 'x' })).statusCode,
  ];
  expect(await asked(procurement)).toEqual([403, 403]);
  expect(await asked(partner)).toEqual([403, 403]);
  expect(await asked(elsewhere)).toEqual([404, 404]);
  expect(await asked()).toEqual([401, 401]);
});
