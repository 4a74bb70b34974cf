import { expect, test, vi } from 'vitest';
import { build, PATIENCE, type TestServer, withBroker } from '../build.ts';

const PATH = '/api/visits/v1/corrections';

/** Corrections of v1: c1 stands, c2 was taken back by c3; c9 is another visit's. */
function corrections({ rows }: TestServer): void {
  const of = { yard: 'yard-a', kind: 'correction', at: 5, role: 'none' };
  const body = { by: 'kim', reason: 'x' };
  rows.event({ ...of, id: 'c1', visit: 'v1', body: { ...body, grade: 'light' } });
  rows.event({ ...of, id: 'c2', visit: 'v1', body: { ...body, grade: 'cast' } });
  rows.event({ ...of, id: 'c3', visit: 'v1', body: { ...body, withdraws: 'c2' } });
  rows.event({ ...of, id: 'c9', visit: 'open', body: { ...body, grade: 'cast' } });
}

function closedVisit({ rows }: TestServer): void {
  rows.yard('yard-a');
  rows.visit({ id: 'v1', yard: 'yard-a', openedAt: 1, closedAt: 2, grades: { heavy: 700, light: 300 } });
  rows.visit({ id: 'open', yard: 'yard-a', openedAt: 1 });
  rows.visit({ id: 'gone', yard: 'yard-a', openedAt: 1, closedAt: 2, status: 'cancelled' });
  rows.event({ yard: 'yard-a', kind: 'frame', id: 'f1', at: 1, sha256: 'aa', visit: 'v1', role: 'frame' });
}

test('corrections, a taking back and a cancellation reach the collector as commands, with who asked', async () => {
  const { server, heard } = await withBroker();
  closedVisit(server);
  corrections(server);
  const cookie = await server.login();

  const corrected = await server.send('POST', PATH, cookie, { grades: { heavy: 1_000 }, reason: ' 다시 봄 ' });
  const undone = await server.send('POST', PATH, cookie, { withdraws: 'c1', reason: '잘못 누름' });
  const cancelled = await server.send('POST', '/api/visits/v1/cancellation', cookie, { reason: '잘못된 차량' });
  expect([corrected.statusCode, undone.statusCode, cancelled.statusCode]).toEqual([202, 202, 202]);
  await vi.waitFor(() => expect(heard).toHaveLength(3), PATIENCE);
  const common = { visit: 'v1', by: 'admin', at: expect.any(Number) };
  expect(heard).toEqual([
    {
      topic: 'scrap-commands/v1/hanbit/yard-a/correction',
      qos: 1,
      body: { ...common, id: corrected.json().id, grades: { heavy: 1_000 }, reason: '다시 봄' },
    },
    {
      topic: 'scrap-commands/v1/hanbit/yard-a/correction',
      qos: 1,
      body: { ...common, id: undone.json().id, withdraws: 'c1', reason: '잘못 누름' },
    },
    {
      topic: 'scrap-commands/v1/hanbit/yard-a/cancellation',
      qos: 1,
      body: { ...common, id: cancelled.json().id, reason: '잘못된 차량' },
    },
  ]);
});

test.each([
  ['nothing to change', {}, 'EMPTY'],
  ['an unknown grade', { grade: 'gold' }, 'GRADE_UNKNOWN'],
  ['unjudged as a grade', { grades: { unjudged: 1_000 } }, 'GRADE_UNKNOWN'],
  ['a kilogram too few', { grades: { heavy: 999 } }, 'SUM_DIFFERS'],
  ['a kilogram too many', { grades: { heavy: 1_000, light: 1 } }, 'SUM_DIFFERS'],
  ['two kinds at once', { grade: 'heavy', grades: { heavy: 1_000 } }, 'GRADE_AND_GRADES'],
  ['a deduction above the net', { deductionKg: 1_001 }, 'DEDUCTION_EXCEEDS_NET'],
  ['a photo of another truck', { grade: 'heavy', frame: 'f9' }, 'FRAME_UNKNOWN'],
  ['a photo without a grade', { frame: 'f1', deductionKg: 1 }, 'FRAME_WITHOUT_GRADE'],
  ['a blank reason', { grade: 'heavy', reason: ' ' }, 'REASON_EMPTY'],
  ['taking back and more', { withdraws: 'c1', grade: 'heavy' }, 'WITHDRAWS_AND_MORE'],
  ['taking back what nobody said', { withdraws: 'c0' }, 'CORRECTION_UNKNOWN'],
  ['taking back what was said of another truck', { withdraws: 'c9' }, 'CORRECTION_UNKNOWN'],
  ['taking back a taking back', { withdraws: 'c3' }, 'CORRECTION_UNKNOWN'],
  ['taking back twice', { withdraws: 'c2' }, 'CORRECTION_WITHDRAWN'],
])('%s is refused as %o', async (_case, wish, problem) => {
  const server = await build();
  closedVisit(server);
  corrections(server);
  const answer = await server.send('POST', PATH, await server.login(), { reason: '이유', ...wish });
  expect([answer.statusCode, answer.json().code, answer.json().params.problem]).toEqual([
    422,
    'CORRECTION_INVALID',
    problem,
  ]);
});

test.each([
  ['a fraction of a kilogram', { grades: { heavy: 999.5 } }],
  ['kilograms as text', { deductionKg: '10' }],
  ['a negative deduction', { deductionKg: -1 }],
  ['no reason', { grade: 'heavy', reason: undefined }],
])('%s is no correction at all', async (_case, wish) => {
  const server = await build();
  closedVisit(server);
  const answer = await server.send('POST', PATH, await server.login(), { reason: '이유', ...wish });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'BAD_REQUEST']);
});

test('kilograms of a truck that has not left yet cannot be corrected', async () => {
  const server = await build();
  closedVisit(server);
  const wish = { grades: { heavy: 1_000 }, reason: '이유' };
  const answer = await server.send('POST', '/api/visits/open/corrections', await server.login(), wish);
  expect([answer.statusCode, answer.json().params.problem]).toEqual([422, 'NOT_CLOSED']);
});

test('a cancelled visit is neither corrected nor cancelled again', async () => {
  const server = await build();
  closedVisit(server);
  const cookie = await server.login();
  const wish = { grade: 'heavy', reason: '이유' };
  expect((await server.send('POST', '/api/visits/gone/corrections', cookie, wish)).statusCode).toBe(409);
  expect((await server.send('POST', '/api/visits/gone/cancellation', cookie, { reason: 'x' })).statusCode).toBe(409);
});

test('without a broker a correction is not taken', async () => {
  const server = await build();
  closedVisit(server);
  const answer = await server.send('POST', PATH, await server.login(), { grade: 'light', reason: '이유' });
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'COLLECTOR_AWAY']);
});
