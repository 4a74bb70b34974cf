import { expect, test, vi } from 'vitest';
import { DAY_MS } from '../../../domain/units.ts';
import type { YardWithSlips } from '../../collector/slips/yard-with-slips.ts';
import { type HeardCommand, PATIENCE, type TestServer, withBroker } from '../build.ts';
import { partnerOf, photoOf, yardOf } from '../slips/slip-yard.ts';

interface Scene {
  readonly server: TestServer;
  readonly heard: readonly HeardCommand[];
  readonly yard: YardWithSlips;
  readonly visit: string;
  readonly partner: string;
  readonly plant: string;
  /** lets the collector book what the server has asked for since */
  readonly booked: () => Promise<void>;
}

async function scene(): Promise<Scene> {
  const { server, heard } = await withBroker();
  const yard = yardOf(server, { now: Date.now() });
  const visit = yard.truck({ ticket: 't1', photos: ['p1'] });
  yard.judge('p1', 'light');
  yard.issueSlip(visit);
  const { cookie: partner } = await partnerOf(server);
  const plant = await server.loginAs({ name: 'kim', role: 'plant', yards: ['y1'] });
  let taken = 0;
  const booked = async () => {
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(taken), PATIENCE);
    for (const { body } of heard.slice(taken)) {
      expect(yard.ask('dispute', body)).toMatchObject({ code: null });
    }
    taken = heard.length;
  };
  return { server, heard, yard, visit, partner, plant, booked };
}

const GRADE = {
  subject: { kind: 'grade', wanted: 'heavy' },
  text: '중량인데 경량으로 잡혔습니다',
  photos: [] as string[],
};

async function opened({ server, visit, partner, booked }: Scene, wish: object = GRADE): Promise<string> {
  const answer = await server.send('POST', `/api/visits/${visit}/disputes`, partner, wish);
  expect([answer.statusCode, answer.body]).toEqual([202, expect.any(String)]);
  await booked();
  return answer.json().id;
}

test('a dispute goes from the partner to the answer of the yard, and both see the same', async () => {
  const here = await scene();
  const { server, partner, plant, booked, heard } = here;
  const id = await opened(here);
  expect(heard[0]).toMatchObject({
    topic: 'scrap-commands/v1/t1/y1/dispute',
    body: {
      id,
      dispute: id,
      by: '한빛스틸',
      partner: '한빛스틸',
      party: 'partner',
      step: 'open',
      subject: GRADE.subject,
    },
  });
  const said = await server.send('POST', `/api/disputes/${id}/entries`, plant, { text: '확인하겠습니다', photos: [] });
  expect(said.statusCode).toBe(202);
  await booked();
  const open = (await server.get('/api/disputes?state=open', partner)).json().disputes;
  expect(open).toMatchObject([
    { id, state: 'open', verdict: null, slip: expect.stringMatching(/-0001$/), overdue: false },
  ]);

  const answer = { verdict: 'upheld', text: '중량이 맞습니다', photos: [] };
  expect((await server.send('POST', `/api/disputes/${id}/answer`, plant, answer)).statusCode).toBe(202);
  await booked();
  const [seen, told] = await Promise.all([partner, plant].map((cookie) => server.get(`/api/disputes/${id}`, cookie)));
  expect(seen?.json()).toEqual(told?.json());
  expect(seen?.json()).toMatchObject({
    ...{ state: 'answered', verdict: 'upheld', partner: '한빛스틸', endedAt: expect.any(String), latestVersion: 1 },
    steps: [
      { step: 'open', party: 'partner', by: '한빛스틸', text: GRADE.text, verdict: null },
      { step: 'say', party: 'yard', by: 'kim' },
      { step: 'answer', party: 'yard', by: 'kim', verdict: 'upheld' },
    ],
  });
});

test('a partner takes an objection back and may make another', async () => {
  const here = await scene();
  const { server, partner, booked } = here;
  const id = await opened(here);
  const withdrawn = await server.send('POST', `/api/disputes/${id}/withdrawal`, partner, {
    text: '다시 보니 맞습니다',
  });
  expect(withdrawn.statusCode).toBe(202);
  await booked();
  const again = await opened(here);
  const { disputes } = (await server.get('/api/disputes', partner)).json();
  expect(disputes.map((one: { id: string; state: string }) => [one.id, one.state])).toEqual([
    [again, 'open'],
    [id, 'withdrawn'],
  ]);
});

test.each([
  ['answered', 'answer', { verdict: 'dismissed', text: '사진과 같습니다', photos: [] }],
  ['withdrawn', 'withdrawal', { text: '철회합니다' }],
] as const)('whatever is said of a dispute that is %s is refused with what to do', async (state, path, ending) => {
  const here = await scene();
  const { server, partner, plant, booked } = here;
  const id = await opened(here);
  await server.send('POST', `/api/disputes/${id}/${path}`, path === 'answer' ? plant : partner, ending);
  await booked();
  for (const [step, cookie, body] of [
    ['answer', plant, { verdict: 'upheld', text: '인정', photos: [] }],
    ['entries', partner, { text: '아닙니다', photos: [] }],
    ['entries', plant, { text: '아닙니다', photos: [] }],
    ['withdrawal', partner, { text: '철회' }],
  ] as const) {
    const answer = await server.send('POST', `/api/disputes/${id}/${step}`, cookie, body);
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { params: { problem: 'DISPUTE_ENDED', state } }]);
    expect(answer.json().message).toContain('이미 끝난');
  }
});

test('the same thing is objected to once at a time, another beside it', async () => {
  const here = await scene();
  const { server, visit, partner } = here;
  const id = await opened(here);
  const again = await server.send('POST', `/api/visits/${visit}/disputes`, partner, GRADE);
  expect([again.statusCode, again.json().params]).toEqual([409, { problem: 'DISPUTE_OPEN', dispute: id }]);
  await opened(here, { ...GRADE, subject: { kind: 'weight', which: 'tare', wantedKg: 5_900 } });
});

test.each([
  [{ subject: { kind: 'photo', sha256: '0'.repeat(64), wanted: 'heavy' } }, 'PHOTO_NOT_ON_SLIP'],
  [{ subject: { kind: 'grade', wanted: 'gold' } }, 'GRADE_UNKNOWN'],
  [{ text: '   ' }, 'TEXT_EMPTY'],
  [{ photos: ['0'.repeat(64)] }, 'PHOTO_NOT_HANDED_IN'],
])('an objection with %j is refused', async (wrong, problem) => {
  const { server, visit, partner, heard } = await scene();
  const answer = await server.send('POST', `/api/visits/${visit}/disputes`, partner, { ...GRADE, ...wrong });
  expect([answer.statusCode, answer.json()]).toMatchObject([422, { code: 'NOT_TAKEN', params: { problem } }]);
  expect(heard).toEqual([]);
});

test.each([
  [{ subject: { kind: 'price', wanted: 1 } }],
  [{ text: '가'.repeat(2_001) }],
  [{ photos: Array(9).fill('0'.repeat(64)) }],
  [{ photos: ['../../etc/passwd'] }],
])('an objection shaped like %j is refused at the door', async (wrong) => {
  const { server, visit, partner } = await scene();
  const answer = await server.send('POST', `/api/visits/${visit}/disputes`, partner, { ...GRADE, ...wrong });
  expect(answer.statusCode).toBe(400);
});

test('nobody objects to a truck of somebody else, to one without a slip or to a slip that is crossed out', async () => {
  const { server, yard, visit, partner } = await scene();
  const other = yard.truck({ ticket: 't2', partner: '다른상회' });
  yard.issueSlip(other);
  const bare = yard.truck({ ticket: 't3' });
  yard.ask('slip-cancellation', { visit, reason: '착오' });
  const status = async (id: string) => {
    const answer = await server.send('POST', `/api/visits/${id}/disputes`, partner, GRADE);
    return [answer.statusCode, answer.json().params?.problem];
  };
  expect(await status(other)).toEqual([404, undefined]);
  expect(await status('nowhere')).toEqual([404, undefined]);
  expect(await status(bare)).toEqual([409, 'SLIP_MISSING']);
  expect(await status(visit)).toEqual([409, 'SLIP_CANCELLED']);
});

test('whoever may read a dispute but take no step in it is told so; others do not find it', async () => {
  const here = await scene();
  const { server, plant, yard } = here;
  const id = await opened(here);
  yard.truck({ ticket: 't9', partner: '다른상회' });
  const other = (await partnerOf(server, '다른상회')).cookie;
  const procurement = await server.loginAs({ name: 'yoon', role: 'procurement', yards: null });
  const elsewhere = await server.loginAs({ name: 'lee', role: 'plant', yards: ['y2'] });
  const programme = await server.loginAs({ name: 'han', role: 'programme', yards: null });
  const answer = { verdict: 'upheld', text: '인정', photos: [] };
  const asked = async (cookie?: string) => [
    (await server.get(`/api/disputes/${id}`, cookie)).statusCode,
    (await server.send('POST', `/api/disputes/${id}/entries`, cookie, { text: '말', photos: [] })).statusCode,
    (await server.send('POST', `/api/disputes/${id}/answer`, cookie, answer)).statusCode,
  ];
  expect(await asked(procurement)).toEqual([200, 403, 403]);
  expect(await asked(other)).toEqual([404, 404, 404]);
  expect(await asked(elsewhere)).toEqual([404, 404, 404]);
  expect(await asked(programme)).toEqual([403, 403, 403]);
  expect(await asked()).toEqual([401, 401, 401]);
  const withdrawal = await server.send('POST', `/api/disputes/${id}/withdrawal`, plant, { text: '철회' });
  expect([withdrawal.statusCode, withdrawal.json().params.problem]).toEqual([409, 'OTHER_PARTY']);
});

test('open disputes come first, the nearest deadline first, and are overdue once it has passed', async () => {
  const { server, yard, visit, plant } = await scene();
  const now = Date.now();
  for (const [ticket, days] of [
    ['late', -9],
    ['soon', -3],
    ['fresh', 0],
  ] as const) {
    const truck = yard.truck({ ticket });
    yard.issueSlip(truck);
    yard.ask('dispute', {
      ...{
        dispute: ticket,
        visit: truck,
        at: now + days * DAY_MS,
        step: 'open',
        party: 'partner',
        partner: '한빛스틸',
      },
      ...{
        by: '한빛스틸',
        text: '무게가 다릅니다',
        subject: { kind: 'weight', which: 'gross', wantedKg: null },
        photos: [],
      },
    });
  }
  yard.disputeStep(visit, 'done', { step: 'open', party: 'partner', subject: GRADE.subject });
  yard.disputeStep(visit, 'done', { step: 'withdraw', party: 'partner' });
  const { disputes } = (await server.get('/api/disputes?yard=y1', plant)).json();
  expect(disputes.map((one: { id: string; overdue: boolean }) => [one.id, one.overdue])).toEqual([
    ['late', true],
    ['soon', false],
    ['fresh', false],
    ['done', false],
  ]);
  const of = async (query: string) =>
    (await server.get(`/api/disputes?${query}`, plant)).json().disputes.map(({ id }: { id: string }) => id);
  expect(await of(`visit=${visit}`)).toEqual(['done']);
  expect(await of('state=withdrawn')).toEqual(['done']);
  expect(await of('partner=x')).toEqual([]);
});

test('a photo that came with an objection is seen by both parties', async () => {
  const here = await scene();
  const { server, visit, partner, plant, yard } = here;
  const taken = await server.http.inject({
    method: 'POST',
    url: `/api/visits/${visit}/evidence`,
    headers: { cookie: partner, 'content-type': 'image/jpeg' },
    payload: await photoOf(),
  });
  const { sha256 } = taken.json();
  const path = `/api/evidence/${sha256}`;
  const status = async (cookie: string) => (await server.get(path, cookie)).statusCode;
  yard.truck({ ticket: 't9', partner: '다른상회' });
  const other = (await partnerOf(server, '다른상회')).cookie;
  expect([await status(partner), await status(plant), await status(other)]).toEqual([200, 404, 404]);
  await opened(here, { ...GRADE, photos: [sha256] });
  expect([await status(partner), await status(plant), await status(other)]).toEqual([200, 200, 404]);
});
