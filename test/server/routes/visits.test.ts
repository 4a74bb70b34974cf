import { expect, test } from 'vitest';
import type { VisitList } from '../../../domain/wire/http-api.ts';
import { build, type TestServer } from '../build.ts';

const kst = (text: string) => Date.parse(`${text}+09:00`);

async function withVisits(): Promise<TestServer & { cookie: string; ids: (query: string) => Promise<string[]> }> {
  const server = await build();
  server.rows.yard('yard-a');
  const at = ['2026-11-20T23:59:59.999', '2026-11-21T00:00:00', '2026-11-21T12:00:00', '2026-11-22T00:00:00'];
  for (const [n, text] of at.entries()) server.rows.visit({ id: `v${n}`, yard: 'yard-a', openedAt: kst(text) });
  server.rows.visit({ id: 'v2-twin', yard: 'yard-a', openedAt: kst('2026-11-21T12:00:00') });
  const cookie = await server.login();
  const ids = async (query: string) => {
    const answer = await server.get(`/api/visits?${query}`, cookie);
    expect(answer.statusCode).toBe(200);
    return answer.json().visits.map(({ id }: { id: string }) => id);
  };
  return { ...server, cookie, ids };
}

test('visits come newest first, ties by id', async () => {
  const { ids } = await withVisits();
  expect(await ids('')).toEqual(['v3', 'v2-twin', 'v2', 'v1', 'v0']);
});

test('a day means that KST day, both as start and as end', async () => {
  const { ids } = await withVisits();
  expect(await ids('from=2026-11-21&to=2026-11-21')).toEqual(['v2-twin', 'v2', 'v1']);
  expect(await ids('from=2026-11-22')).toEqual(['v3']);
  expect(await ids('to=2026-11-20')).toEqual(['v0']);
});

test('an instant as end is not included', async () => {
  const { ids } = await withVisits();
  const query = `from=${encodeURIComponent('2026-11-21T00:00:00+09:00')}&to=${encodeURIComponent('2026-11-21T03:00:00Z')}`;
  expect(await ids(query)).toEqual(['v1']);
});

test('pages follow one another without gap or repetition', async () => {
  const { get, cookie } = await withVisits();
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: VisitList = (await get(`/api/visits?limit=2${next && `&cursor=${next}`}`, cookie)).json();
    seen.push(...page.visits.map(({ id }) => id));
    next = page.next;
  }
  expect(seen).toEqual(['v3', 'v2-twin', 'v2', 'v1', 'v0']);
});

test.each(['limit=0', 'limit=501', 'from=yesterday', 'to=2026-02-30', 'cursor=!!', 'yard=Bad%20Name'])(
  '%s is refused with a reason',
  async (query) => {
    const { get, cookie } = await withVisits();
    const answer = await get(`/api/visits?${query}`, cookie);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'BAD_REQUEST']);
    expect(answer.json().params.field).toBe(query.split('=')[0]);
  },
);

test('a visit shows its weighings, lifts, photos, corrections and history', async () => {
  const { get, rows, cookie } = await withVisits();
  const at = kst('2026-11-21T12:00:00');
  const of = { yard: 'yard-a', visit: 'v2' };
  const secrets = { plate: '부산86바1234', driver: '김철수' };
  rows.event({ ...of, kind: 'weighing', id: 'w1', at, kg: 30_000, role: 'first', body: secrets });
  rows.event({ ...of, kind: 'weighing', id: 'w2', at: at + 1, kg: 6_000, role: 'second', body: secrets });
  const lift = rows.event({ ...of, kind: 'lift', id: 'l1', at: at + 2, kg: 1_480, lift: 3, role: 'lift' });
  const graded = rows.event({
    ...of,
    kind: 'frame',
    id: 'f1',
    at: at + 3,
    sha256: 'aa',
    role: 'frame',
    liftEvent: lift,
  });
  rows.judged(graded, 'heavy', 0.91);
  rows.event({ ...of, kind: 'frame', id: 'f2', at: at + 4, sha256: 'bb', role: 'frame' });
  const body = { by: 'kim', reason: '녹이 적음', grade: 'light', frame: 'f1' };
  rows.event({ ...of, kind: 'correction', id: 'c1', at: at + 5, role: 'none', body });
  const answer = await get('/api/visits/v2', cookie);
  const visit = answer.json();
  expect(visit.weighings).toMatchObject([
    { id: 'w1', kg: 30_000, role: 'first', clockOff: false, at: '2026-11-21T12:00:00.000+09:00' },
    { id: 'w2', kg: 6_000, role: 'second' },
  ]);
  expect(visit.lifts).toMatchObject([{ id: 'l1', kg: 1_480, lift: 3 }]);
  expect(visit.frames).toEqual([
    expect.objectContaining({
      id: 'f1',
      sha256: 'aa',
      liftId: 'l1',
      lift: 3,
      state: 'graded',
      grade: 'heavy',
      probabilities: { heavy: 0.91 },
      confidence: 0.91,
      model: { name: 'grading', version: '1', sha256: 'abc' },
      latencyMs: 12.5,
      correctedGrade: 'light',
    }),
    expect.objectContaining({ id: 'f2', state: 'waiting', grade: null, model: null, correctedGrade: null }),
  ]);
  expect(visit.corrections).toMatchObject([{ id: 'c1', by: 'kim', reason: '녹이 적음', grade: 'light', frame: 'f1' }]);
  expect(visit.history).toMatchObject([{ revision: 1, status: 'open', cause: 'weighing' }]);
  for (const secret of Object.values(secrets)) expect(answer.body).not.toContain(secret);
});

test('each lift and the visit tell what their photos say, before the rule folds it', async () => {
  const { get, rows, cookie } = await withVisits();
  const at = kst('2026-11-21T12:00:00');
  const of = { yard: 'yard-a', visit: 'v2' };
  const lift = (id: string, kg: number) => rows.event({ ...of, kind: 'lift', role: 'lift', id, at, kg, lift: 1 });
  // one number twice: which lift a photo shows stands in the ledger
  const [small, large] = [lift('l1', 1_000), lift('l2', 3_000)];
  lift('l3', 9_000);
  const photo = (id: string, liftEvent: number, grade: string, confidence: number, said = {}) =>
    rows.judged(
      rows.event({ ...of, kind: 'frame', role: 'frame', id, at: at + 1, sha256: `sha-${id}`, liftEvent }),
      grade,
      confidence,
      said,
    );
  photo('f1', small, 'heavy', 0.8);
  photo('f2', small, 'light', 0.9);
  photo('f3', large, 'cast', 0.7);
  photo('f4', large, 'turnings', 0.9, { outOfDomain: true });
  rows.event({
    ...{ ...of, kind: 'correction', role: 'none', id: 'c1', at: at + 2 },
    body: { by: 'kim', reason: 'x', frame: 'f2', grade: 'cast' },
  });
  const visit = (await get('/api/visits/v2', cookie)).json();
  expect(
    visit.lifts.map(({ id, probabilities }: { id: string; probabilities: object }) => [id, probabilities]),
  ).toEqual([
    ['l1', { heavy: 0.5, cast: 0.5 }],
    ['l2', { cast: 1 }],
    ['l3', {}],
  ]);
  expect(visit.probabilities).toEqual({ heavy: 0.125, cast: 0.875 });
  expect((await get('/api/visits/v1', cookie)).json()).toMatchObject({ lifts: [], probabilities: {} });
});

test('a photo without a say shows why and no grade, and a shadow has none', async () => {
  const { get, rows, cookie } = await withVisits();
  const of = { yard: 'yard-a', visit: 'v2', kind: 'frame', role: 'frame', at: kst('2026-11-21T12:00:00') };
  const frame = (id: string) => rows.event({ ...of, id, sha256: id });
  rows.judged(frame('dark'), 'heavy', 0.8, { unusable: 'DARK' });
  rows.judged(frame('foreign'), 'heavy', 0.99, { outOfDomain: true });
  const shadowed = frame('shadowed');
  rows.judged(shadowed, 'heavy', 0.9);
  rows.judged(shadowed, 'cast', 0.7, { role: 'shadow', version: '2' });
  rows.judged(frame('only-shadow'), 'cast', 0.7, { role: 'shadow', version: '2' });
  const again = frame('twice');
  rows.judged(again, 'heavy', 0.9);
  rows.judged(again, 'cast', 0.6, { version: '2' });
  const { frames } = (await get('/api/visits/v2', cookie)).json();
  const nothing = { state: 'graded', grade: null, confidence: null, probabilities: {}, learnedBy: null };
  expect(frames).toMatchObject([
    { id: 'dark', ...nothing, outOfDomain: false, unusable: 'DARK' },
    { id: 'foreign', ...nothing, outOfDomain: true, unusable: null },
    { id: 'only-shadow', state: 'waiting', grade: null, outOfDomain: false, unusable: null },
    { id: 'shadowed', grade: 'heavy', model: { version: '1' } },
    { id: 'twice', grade: 'cast', model: { version: '2' } },
  ]);
});

test('what was taken back corrects nothing, and a correction shows the newest version that learned from it', async () => {
  const { get, rows, cookie } = await withVisits();
  const at = kst('2026-11-21T12:00:00');
  const of = { yard: 'yard-a', visit: 'v2' };
  for (const id of ['f1', 'f2', 'f3']) {
    rows.judged(rows.event({ ...of, kind: 'frame', id, at, sha256: `sha-${id}`, role: 'frame' }), 'heavy', 0.9);
  }
  const correct = (id: string, later: number, body: object) =>
    rows.event({
      ...of,
      kind: 'correction',
      id,
      at: at + later,
      role: 'none',
      body: { by: 'kim', reason: 'x', ...body },
    });
  correct('c1', 1, { frame: 'f1', grade: 'light' });
  // heard late and older than c1: the latest in event time stands
  correct('c0', 0, { frame: 'sha-f1', grade: 'cast' });
  correct('c2', 2, { frame: 'sha-f2', grade: 'cast' });
  correct('c3', 3, { withdraws: 'c2' });
  // the same photo by its other name, and taken back
  correct('c5', 3, { frame: 'sha-f1', grade: 'cast' });
  correct('c6', 3, { withdraws: 'c5' });
  rows.model('yard-a', 'made', 'v1-a-1', { corrections: ['c1', 'c2'] });
  rows.model('yard-a', 'made', 'v1-a-2', { corrections: ['c1', 'c2'] });
  rows.model('yard-a', 'refused', 'v1-a-3', { corrections: ['c1'] });
  rows.model('yard-b', 'made', 'v1-b-1', { corrections: ['c1'] });
  const detail = async () => (await get('/api/visits/v2', cookie)).json();
  const visit = await detail();
  expect(visit.frames).toMatchObject([
    { id: 'f1', correctedGrade: 'light', learnedBy: 'v1-a-2' },
    { id: 'f2', correctedGrade: null, learnedBy: null },
    { id: 'f3', correctedGrade: null, learnedBy: null },
  ]);
  expect(visit.corrections.map(({ withdraws }: { withdraws: string | null }) => withdraws)).toEqual([
    null,
    null,
    null,
    'c2',
    null,
    'c5',
  ]);
  correct('c4', 4, { grade: 'pressed' });
  rows.model('yard-a', 'made', 'v1-a-4', { corrections: ['c1', 'c4'] });
  expect((await detail()).frames).toMatchObject([
    { id: 'f1', correctedGrade: 'light', learnedBy: 'v1-a-4' },
    { id: 'f2', correctedGrade: null, learnedBy: 'v1-a-4' },
    { id: 'f3', correctedGrade: null, learnedBy: 'v1-a-4' },
  ]);
});

test('a dissolved visit answers with its last row, as cancelled', async () => {
  const { get, rows, cookie } = await withVisits();
  const gone = rows.visit({ id: 'gone', yard: 'yard-a', openedAt: 1 });
  rows.run('DELETE FROM visit WHERE id = ?', gone.id);
  rows.visitRow({ ...gone, revision: 2 }, 2, 're-paired');
  const answer = await get('/api/visits/gone', cookie);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ id: 'gone', status: 'cancelled', revision: 2, weighings: [] });
  expect(answer.json().history).toHaveLength(2);
});

test('an unknown visit is not found', async () => {
  const { get, cookie } = await withVisits();
  expect((await get('/api/visits/nothing', cookie)).statusCode).toBe(404);
});
