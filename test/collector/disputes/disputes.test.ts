import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { sha256Of } from '../../../collector/slips/slip-book.ts';
import { formatKst } from '../../../domain/kst-time.ts';
import { YardWithSlips } from '../slips/yard-with-slips.ts';

const EVIDENCE = sha256Of('사진');
let yard: YardWithSlips;
let visit: string;

beforeEach(() => {
  yard = new YardWithSlips(':memory:', { settings: { yards: { y1: { answerDays: 3 } } } });
  onTestFinished(() => yard.ledger.close());
  visit = yard.truck({ ticket: 'T1', photos: ['p1'] });
  yard.judge('p1', 'light');
  yard.issueSlip(visit);
});

const stands = (dispute: string) =>
  yard.ledger.first<Record<string, unknown>>('SELECT * FROM dispute WHERE dispute = ?', dispute);
const steps = () => yard.ledger.all<Record<string, unknown>>('SELECT * FROM dispute_row ORDER BY seq');
/** How a step of the partner ends, and why it is refused. */
const refusalOf = (dispute: string, step: object, about = visit) => {
  const { code } = yard.disputeStep(about, dispute, step);
  return code === null ? null : `${code} ${yard.lastRefusal()}`;
};
const opening = (subject: object) => ({ step: 'open', party: 'partner', subject });

describe('a dispute', () => {
  it('is opened by the partner about the slip as it is, and has its deadline from the settings of the yard', () => {
    yard.disputeStep(visit, 'd1', {
      ...opening({ kind: 'weight', which: 'tare', wantedKg: 5_900 }),
      photos: [EVIDENCE],
      text: '공차중량이 다릅니다',
    });
    expect(steps()).toMatchObject([
      {
        ...{
          dispute: 'd1',
          tenant: 't1',
          yard: 'y1',
          visit,
          partner: '한빛스틸',
          slip: '20260302-0001',
          slip_version: 1,
        },
        ...{ step: 'open', party: 'partner', by: '한빛스틸', text: '공차중량이 다릅니다', verdict: null },
        ...{ subject: '{"kind":"weight","wantedKg":5900,"which":"tare"}', photos: JSON.stringify([EVIDENCE]) },
      },
    ]);
    expect(stands('d1')).toMatchObject({ state: 'open', verdict: null, opened_at: yard.now, ended_at: null });
    expect(formatKst(Number(stands('d1')?.deadline))).toBe('2026-03-05T23:59:59.999+09:00');
  });

  it('goes from the objection over words of both to the answer, and keeps the slip it is about', () => {
    const dispute = yard.openDispute(visit, { kind: 'photo', sha256: sha256Of('p1'), wanted: 'heavy' });
    yard.ask('correction', { visit, deductionKg: 100 });
    yard.rest();
    expect(yard.slip(visit)?.version).toBe(2);
    expect(refusalOf(dispute, { step: 'say', party: 'yard', by: 'kim' })).toBeNull();
    expect(refusalOf(dispute, { step: 'say', party: 'partner' })).toBeNull();
    expect(refusalOf(dispute, { step: 'answer', party: 'yard', by: 'kim', verdict: 'partly' })).toBeNull();
    expect(stands(dispute)).toMatchObject({
      state: 'answered',
      verdict: 'partly',
      ended_at: yard.now,
      slip_version: 1,
    });
    expect(steps().map(({ step, party, slip_version }) => [step, party, slip_version])).toEqual([
      ['open', 'partner', 1],
      ['say', 'yard', 1],
      ['say', 'partner', 1],
      ['answer', 'yard', 1],
    ]);
  });

  it('ends when the partner takes it back, and may be opened anew under another name', () => {
    const dispute = yard.openDispute(visit);
    expect(refusalOf(dispute, { step: 'withdraw', party: 'partner' })).toBeNull();
    expect(stands(dispute)).toMatchObject({ state: 'withdrawn', verdict: null });
    expect(refusalOf(dispute, { step: 'say', party: 'partner' })).toBe('COMMAND_INVALID DISPUTE_ENDED');
    yard.openDispute(visit);
  });

  it.each([
    ['of no visit', opening({ kind: 'grade', wanted: null }), 'v9', 'OTHER_VISIT'],
    ['by another partner', { ...opening({ kind: 'grade', wanted: null }), partner: '대한고철' }, null, 'OTHER_PARTNER'],
    [
      'about a photo of another truck',
      opening({ kind: 'photo', sha256: EVIDENCE, wanted: null }),
      null,
      'PHOTO_NOT_ON_SLIP',
    ],
    ['that wants a grade that there is not', opening({ kind: 'grade', wanted: '특급' }), null, 'GRADE_UNKNOWN'],
    ['by the yard', { ...opening({ kind: 'grade', wanted: null }), party: 'yard' }, null, 'OTHER_PARTY'],
    ['about nothing', { step: 'open', party: 'partner' }, null, 'SUBJECT_MISSING'],
    ['that was never opened', { step: 'say', party: 'partner' }, null, 'DISPUTE_UNKNOWN'],
  ])('%s is refused', (_, step, about, refusal) => {
    expect(refusalOf('d1', step, about ?? visit)).toBe(`COMMAND_INVALID ${refusal}`);
    expect(steps()).toEqual([]);
    expect(yard.ledger.all("SELECT seq FROM event WHERE kind = 'dispute'")).toEqual([]);
  });

  it('needs a slip that holds', () => {
    const other = yard.truck({ ticket: 'T2', plate: '포항12가7777' });
    expect(refusalOf('d1', opening({ kind: 'grade', wanted: null }), other)).toBe('COMMAND_INVALID SLIP_MISSING');
    yard.ask('slip-cancellation', { visit, reason: '오류' });
    expect(refusalOf('d1', opening({ kind: 'grade', wanted: null }))).toBe('COMMAND_INVALID SLIP_CANCELLED');
  });

  it('is the only open one about its thing; another thing of the visit may be disputed too', () => {
    yard.openDispute(visit, { kind: 'weight', which: 'gross', wantedKg: null });
    expect(refusalOf('d8', opening({ kind: 'weight', which: 'gross', wantedKg: 1 }))).toBe(
      'COMMAND_INVALID SUBJECT_OPEN',
    );
    expect(refusalOf('d9', opening({ kind: 'weight', which: 'tare', wantedKg: 1 }))).toBeNull();
  });

  it('belongs to its visit, partner and yard for good', () => {
    const dispute = yard.openDispute(visit);
    const other = yard.truck({ ticket: 'T2', plate: '포항12가7777', partner: '대한고철' });
    const words = { step: 'say', party: 'partner' };
    expect(refusalOf(dispute, words, other)).toBe('COMMAND_INVALID OTHER_VISIT');
    expect(refusalOf(dispute, { ...words, partner: '대한고철' })).toBe('COMMAND_INVALID OTHER_PARTNER');
    const elsewhere = new YardWithSlips(yard.ledger, { yard: 'y2' });
    elsewhere.truck({ ticket: 'T9' });
    expect(elsewhere.ask('dispute', { ...disputeFields(dispute), ...words }).code).toBe('COMMAND_INVALID');
    expect(steps()).toHaveLength(1);
  });

  it('goes on when its visit is re-paired away, so that the yard can still answer', () => {
    const gone = yard.weigh('a', 30_000, yard.now, null, '광양80사0001', '한빛스틸');
    yard.weigh('b', 6_000, yard.now + 60_000, null, '광양80사0001');
    yard.issueSlip(gone);
    const dispute = yard.openDispute(gone);
    yard.weigh('late', 31_000, yard.now - 60_000, null, '광양80사0001');
    expect(yard.visit(gone)).toBeNull();
    const answer = { step: 'answer', party: 'yard', verdict: 'upheld', partner: '한빛스틸' };
    expect(refusalOf(dispute, answer, gone)).toBeNull();
    expect(refusalOf('d9', { ...opening({ kind: 'grade', wanted: null }), partner: '한빛스틸' }, gone)).toBe(
      'COMMAND_INVALID OTHER_VISIT',
    );
  });

  it('takes every step once, however often it is delivered', () => {
    const dispute = yard.openDispute(visit);
    const answer = { id: 'a1', step: 'answer', party: 'yard', by: 'kim', verdict: 'upheld' };
    expect(refusalOf(dispute, answer)).toBeNull();
    expect(refusalOf(dispute, answer)).toBeNull();
    expect(refusalOf(dispute, { ...answer, verdict: 'dismissed' })).toMatch(/^ID_REUSED/);
    expect(steps()).toHaveLength(2);
  });

  it('never changes or drops a step', () => {
    yard.openDispute(visit);
    expect(() => yard.ledger.run("UPDATE dispute_row SET text = 'x'")).toThrow(/append-only/);
    expect(() => yard.ledger.run('DELETE FROM dispute_row')).toThrow(/append-only/);
  });
});

const disputeFields = (dispute: string) => ({
  visit,
  dispute,
  partner: '한빛스틸',
  by: '한빛스틸',
  text: '말',
  photos: [],
});

describe('a count of the stock', () => {
  const counted = () => yard.ledger.all('SELECT grade, kg, counted_at, by, reason FROM stock_row ORDER BY seq');
  const at = () => yard.now - 3_600_000;

  it('becomes a row for every grade that was counted, nothing on the ground too', () => {
    const { code } = yard.ask('stock-count', {
      countedAt: at(),
      grades: { heavy: 120_000, cast: 0 },
      reason: '월말 실사',
    });
    expect(code).toBeNull();
    const row = { counted_at: at(), by: 'kim', reason: '월말 실사' };
    expect(counted()).toEqual([
      { grade: 'heavy', kg: 120_000, ...row },
      { grade: 'cast', kg: 0, ...row },
    ]);
  });

  it('of an empty yard counts', () => {
    expect(yard.ask('stock-count', { countedAt: at(), grades: { heavy: 0 } }).code).toBeNull();
    expect(counted()).toMatchObject([{ grade: 'heavy', kg: 0 }]);
  });

  it('is booked once, however often it is delivered', () => {
    for (let time = 0; time < 3; time += 1)
      yard.ask('stock-count', { id: 's1', countedAt: at(), grades: { heavy: 1 } });
    expect(counted()).toHaveLength(1);
  });

  it.each([
    ['of no grade', { grades: {} }, 'no grade was counted'],
    ['of a grade that there is not', { grades: { gold: 1 } }, 'a grade is not canonical'],
    [
      'of tomorrow',
      { grades: { heavy: 1 }, countedAt: Date.parse('2026-03-03T10:00:00+09:00') },
      'the count lies ahead',
    ],
  ])('%s is refused', (_, fields, why) => {
    expect(yard.ask('stock-count', { countedAt: at(), ...fields }).code).toBe('COMMAND_INVALID');
    expect(yard.lastRefusal()).toBe(why);
    expect(counted()).toEqual([]);
  });
});
