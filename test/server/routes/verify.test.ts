import { expect, test } from 'vitest';
import { build, type TestServer } from '../build.ts';
import { yardOf } from '../slips/slip-yard.ts';

/** Three trucks with a slip each; the second was corrected after its issue. */
async function chain() {
  const server = await build();
  const yard = yardOf(server, { settings: { yards: { y1: { name: '한빛자원' } } } });
  const visits = ['t1', 't2', 't3'].map((ticket) => yard.truck({ ticket }));
  const slips = visits.map((visit) => yard.issueSlip(visit));
  const verdict = async (sha256 = '') => (await server.get(`/api/verify/${sha256}`)).json();
  return { server, yard, visits, slips, verdict };
}

/** Changes what lies in the ledger, as only somebody with the file can. */
function tamper({ rows }: TestServer, sql: string, ...params: unknown[]): void {
  for (const verb of ['update', 'delete']) rows.run(`DROP TRIGGER IF EXISTS slip_row_no_${verb}`);
  rows.run(sql, ...params);
}

test('a slip on paper is genuine, and says what to compare, to anyone and without names', async () => {
  const { slips, verdict, server } = await chain();
  const answer = await server.get(`/api/verify/${slips[0]?.sha256}`);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.json()).toEqual({
    verdict: 'genuine',
    sha256: slips[0]?.sha256,
    yardName: '한빛자원',
    number: '20260302-0001',
    version: 1,
    latestVersion: 1,
    issuedAt: '2026-03-02T11:00:00.000+09:00',
    plate: '부산86바 **34',
    ...{ gross: 30_000, tare: 6_000, net: 24_000, deduction: 0, accepted: 24_000 },
    grades: [{ grade: 'heavy', acceptedKg: 24_000 }],
  });
  expect(JSON.stringify(await verdict(slips[0]?.sha256))).not.toContain('한빛스틸');
});

test('a version that another took the place of is superseded, and crossing out reaches every version', async () => {
  const { yard, visits, slips, verdict } = await chain();
  const visit = visits[1] ?? '';
  yard.ask('correction', { visit, deductionKg: 100 });
  yard.rest();
  expect(await verdict(slips[1]?.sha256)).toMatchObject({ verdict: 'superseded', version: 1, latestVersion: 2 });
  expect(await verdict(yard.slip(visit)?.sha256)).toMatchObject({ verdict: 'genuine', version: 2, accepted: 23_900 });
  yard.ask('slip-cancellation', { visit, reason: '전표 착오' });
  for (const sha256 of [slips[1]?.sha256, yard.slip(visit)?.sha256]) {
    expect(await verdict(sha256)).toMatchObject({ verdict: 'cancelled', latestVersion: 3 });
  }
});

test('a SHA-256 that was never issued is unknown', async () => {
  const { verdict } = await chain();
  expect(await verdict('0'.repeat(64))).toMatchObject({ verdict: 'unknown', number: null, gross: null, grades: [] });
});

test('one byte altered is found, and no altered figure is told', async () => {
  const { server, slips, verdict } = await chain();
  tamper(server, `UPDATE slip_row SET content = replace(content, '"gross":30000', '"gross":30001') WHERE seq = 2`);
  expect(await verdict(slips[1]?.sha256)).toMatchObject({ verdict: 'altered', number: '20260302-0002', gross: null });
  expect(await verdict(slips[0]?.sha256)).toMatchObject({ verdict: 'genuine' });
  expect(await verdict(slips[2]?.sha256)).toMatchObject({ verdict: 'genuine' });
});

test.each([
  ['content that is no JSON', `UPDATE slip_row SET content = '{' WHERE seq = 2`],
  ['another predecessor', `UPDATE slip_row SET previous = '' WHERE seq = 2`],
  ['another state beside its content', `UPDATE slip_row SET state = 'cancelled' WHERE seq = 2`],
  ['another number beside its content', `UPDATE slip_row SET number = '20260302-0009' WHERE seq = 2`],
  ['a hash made anew', `UPDATE slip_row SET sha256 = '${'1'.repeat(64)}' WHERE seq = 2`],
  ['a row taken out', 'DELETE FROM slip_row WHERE seq = 2'],
])('a slip with %s is altered', async (_, sql) => {
  const { server, slips, verdict } = await chain();
  tamper(server, 'DELETE FROM slip');
  tamper(server, sql);
  expect((await verdict(slips[1]?.sha256)).verdict).toBe('altered');
});

test('an altered successor does not make a slip suspect', async () => {
  const { server, slips, verdict } = await chain();
  tamper(server, `UPDATE slip_row SET previous = '' WHERE seq = 3`);
  expect(await verdict(slips[1]?.sha256)).toMatchObject({ verdict: 'genuine' });
  expect(await verdict(slips[2]?.sha256)).toMatchObject({ verdict: 'altered' });
});

test.each(['x', 'A'.repeat(64), '0'.repeat(63)])('%s is no SHA-256', async (text) => {
  const { get } = await build();
  expect((await get(`/api/verify/${text}`)).statusCode).toBe(400);
});

test('whoever asks too often has to wait, and may log in meanwhile', async () => {
  const { get, login } = await build();
  for (let asked = 0; asked < 60; asked += 1) {
    expect((await get(`/api/verify/${'0'.repeat(64)}`)).statusCode).toBe(200);
  }
  const refused = await get(`/api/verify/${'0'.repeat(64)}`);
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'TOO_MANY_REQUESTS']);
  await expect(login()).resolves.toContain('scalehouse_session=');
});
