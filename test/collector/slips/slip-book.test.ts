import { Check } from 'typebox/value';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { markNumbersLost, slipRows } from '../../../collector/ledger/slips.ts';
import { SlipBook, sha256Of } from '../../../collector/slips/slip-book.ts';
import { walkChain } from '../../../domain/slips/chain.ts';
import { SlipContent } from '../../../domain/wire/slips-api.ts';
import { MODEL, YardWithSlips } from './yard-with-slips.ts';

let yard: YardWithSlips;

const open = (options: ConstructorParameters<typeof YardWithSlips>[1] = {}) => {
  const made = new YardWithSlips(':memory:', options);
  onTestFinished(() => made.ledger.close());
  return made;
};
beforeEach(() => {
  yard = open();
});

const versionsOf = (visit: string) =>
  yard.ledger.all<{ version: number; state: string; number: string; reason: string; by: string | null }>(
    'SELECT number, version, state, reason, by FROM slip_row WHERE visit = ? ORDER BY seq',
    visit,
  );
const numbers = () =>
  yard.ledger.all<{ number: string }>('SELECT number FROM slip_row ORDER BY seq').map((row) => row.number);
const due = () => yard.ledger.all<{ visit: string }>('SELECT visit FROM slip_due').map(({ visit }) => visit);

describe('the slip of a visit', () => {
  it('is issued by itself once the visit has been left alone for a minute', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.rest(0.9);
    expect(yard.slip(visit)).toBeNull();
    yard.rest(0.1);
    expect(yard.slip(visit)).toMatchObject({ number: '20260302-0001', version: 1, state: 'issued', by: null });
    expect(yard.content(visit)).toMatchObject({ gross: 30_000, tare: 6_000, net: 24_000, accepted: 24_000 });
    expect(due()).toEqual([]);
  });

  it('tells lifts, photos with what the model said, and the scale with its verification', () => {
    yard = open({
      settings: {
        yards: { y1: { name: '부산', scales: { 'weigh/wb1': { verifiedOn: '2025-04-01', dueOn: '2027-03-31' } } } },
      },
    });
    const visit = yard.truck({
      ...{ ticket: 'T1', photos: ['p1', 'p2'] },
      lifts: [{ id: 'l1', kg: 24_000, lift: 1 }],
    });
    yard.ledger.run(
      "INSERT INTO device VALUES ('t1', 'y1', 'weigh', 'wb1', 1, 'CAS CI-6000A', NULL, 1, 0, NULL, NULL) ON CONFLICT DO UPDATE SET model = excluded.model",
    );
    yard.judge('p1', 'heavy');
    yard.judge('p2', 'light', { isOutOfDomain: true });
    yard.rest();
    const content = yard.content(visit);
    expect(Check(SlipContent, content)).toBe(true);
    expect(content).toMatchObject({
      ...{ yardName: '부산', partner: '한빛스틸', basis: 'photos', models: [MODEL], rule: 'weighted@1' },
      lifts: [{ id: 'l1', kg: 24_000, lift: 1, crane: 'bay1/crane1' }],
      photos: [
        { sha256: sha256Of('p1'), state: 'graded', grade: 'heavy', confidence: 0.9, liftId: 'l1', model: 0 },
        { sha256: sha256Of('p2'), state: 'graded', grade: null, outOfDomain: true, camera: 'bay1/cam1' },
      ],
    });
    const scale = { scale: 'weigh/wb1', model: 'CAS CI-6000A', verifiedOn: '2025-04-01', dueOn: '2027-03-31' };
    expect(content.weighings).toEqual([
      { role: 'first', at: '2026-03-02T10:00:00.000+09:00', kg: 30_000, ...scale },
      { role: 'second', at: '2026-03-02T10:20:00.000+09:00', kg: 6_000, ...scale },
    ]);
  });

  it('waits for the model to judge its photos, but not for ever', () => {
    const visit = yard.truck({ ticket: 'T1', photos: ['p1'] });
    const other = yard.truck({ ticket: 'T2', plate: '포항12가7777', at: yard.now - 20 * 60_000 });
    yard.rest(14);
    expect(yard.slip(visit)).toBeNull();
    expect(yard.slip(other)).not.toBeNull();
    yard.rest(30);
    expect(yard.content(visit).photos).toMatchObject([{ state: 'waiting', grade: null, model: null }]);
    yard.judge('p1', 'cast');
    yard.rest();
    expect(yard.content(visit)).toMatchObject({ version: 2, photos: [{ state: 'graded', grade: 'cast' }] });
  });

  it('is issued a minute after its last photo was judged', () => {
    const visit = yard.truck({ ticket: 'T1', photos: ['p1', 'p2'] });
    yard.rest(3);
    yard.judge('p1', 'heavy');
    yard.rest(3);
    expect(yard.slip(visit)).toBeNull();
    yard.judge('p2', 'heavy');
    yard.rest(1);
    expect(versionsOf(visit)).toMatchObject([{ version: 1, reason: 'issued' }]);
  });

  it('has a new version that cites the one before when the visit changes', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.rest();
    const first = yard.slip(visit);
    yard.ask('correction', { visit, deductionKg: 300, reason: '흙이 많음' });
    expect(due()).toEqual([visit]);
    yard.rest();
    expect(yard.slip(visit)).toMatchObject({
      number: first?.number,
      version: 2,
      reason: 'visit-changed',
      cites: first?.seq,
    });
    expect(yard.content(visit)).toMatchObject({
      ...{ cites: first?.sha256, deduction: 300, accepted: 23_700, grades: [{ netKg: 24_000, acceptedKg: 23_700 }] },
      deductions: [{ kg: 300, reason: '흙이 많음', by: 'kim' }],
      overrides: [{ deductionKg: 300, reason: '흙이 많음', by: 'kim' }],
    });
  });

  it('has no new version when nothing that it says changed', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.rest();
    yard.truck({ ticket: 'T1', at: yard.now - 21 * 60_000 });
    yard.issueSlip(visit);
    yard.rest();
    expect(versionsOf(visit)).toHaveLength(1);
    expect(due()).toEqual([]);
  });

  it('tells what came about its photos and people though the row of the visit stays as it is', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.ask('correction', { visit, grade: 'heavy' });
    yard.rest();
    const rows = yard.ledger.all('SELECT seq FROM visit_row');
    yard.ask('correction', { visit, grade: 'heavy', reason: '두 번째 확인' });
    expect(yard.ledger.all('SELECT seq FROM visit_row')).toEqual(rows);
    yard.rest();
    expect(yard.content(visit).overrides.map(({ reason }) => reason)).toEqual(['다시 봄', '두 번째 확인']);
  });

  it('says nothing of a verification that came after the weighing', () => {
    const scales = { 'weigh/wb1': { verifiedOn: '2026-03-03', dueOn: '2028-03-02' } };
    yard = open({ settings: { yards: { y1: { scales } } } });
    const visit = yard.truck({ ticket: 'T1' });
    yard.rest();
    expect(yard.content(visit).weighings).toMatchObject([
      { verifiedOn: null, dueOn: null },
      { verifiedOn: null, dueOn: null },
    ]);
  });

  it('keeps what it said of a scale that was verified anew since', () => {
    const scales = (verifiedOn: string) => ({ yards: { y1: { scales: { 'weigh/wb1': { verifiedOn } } } } });
    yard = open({ settings: scales('2025-04-01') });
    const visit = yard.truck({ ticket: 'T1' });
    yard.rest();
    const after = new YardWithSlips(yard.ledger, { settings: scales('2026-03-03'), now: yard.now });
    after.ask('correction', { visit, id: 'other', deductionKg: 10 });
    after.rest();
    expect(after.content(visit)).toMatchObject({
      version: 2,
      weighings: [{ verifiedOn: '2025-04-01' }, { verifiedOn: '2025-04-01' }],
    });
  });
});

describe('the number of a slip', () => {
  it('runs on by yard and KST day of the second weighing, in the order of issue', () => {
    const [a, b] = [yard.truck({ ticket: 'T1' }), yard.truck({ ticket: 'T2', plate: '포항12가7777' })];
    yard.rest();
    const late = yard.truck({ ticket: 'T3', plate: '광양80사0001', at: Date.parse('2026-03-02T23:50:00+09:00') });
    yard.rest();
    expect([a, b, late].map((visit) => yard.slip(visit)?.number)).toEqual([
      '20260302-0001',
      '20260302-0002',
      '20260303-0001',
    ]);
    const other = new YardWithSlips(yard.ledger, { yard: 'y2', now: yard.now });
    const elsewhere = other.truck({ ticket: 'T1' });
    other.rest();
    expect(other.slip(elsewhere)?.number).toBe('20260303-0001');
  });

  it('is never given again, though its slip is crossed out', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.rest();
    yard.ask('slip-cancellation', { visit, reason: '잘못 발행' });
    yard.truck({ ticket: 'T2', plate: '포항12가7777' });
    yard.rest();
    expect(numbers()).toEqual(['20260302-0001', '20260302-0001', '20260302-0002']);
  });

  it('goes on after the ten thousandth of a day', () => {
    const visit = yard.truck({ ticket: 'T1' });
    const slip = yard.issueSlip(visit);
    const { lastInsertRowid } = yard.ledger.run(
      `INSERT INTO slip_row (tenant, yard, visit, number, version, state, visit_row, content, previous, sha256, reason, issued_at)
       SELECT tenant, yard, 'v9', '20260302-9999', 1, state, visit_row, content, previous, 'x', reason, issued_at
       FROM slip_row WHERE seq = ?`,
      slip.seq,
    );
    expect(lastInsertRowid).toBe(2);
    yard.truck({ ticket: 'T2', plate: '포항12가7777' });
    yard.rest();
    yard.truck({ ticket: 'T3', plate: '광양80사0001' });
    yard.rest();
    expect(numbers().slice(2)).toEqual(['20260302-10000', '20260302-10001']);
  });
});

describe('numbers that a ledger has lost', () => {
  it('are not given again: those of the days up to then go on far above, later days begin anew', () => {
    yard.issueSlip(yard.truck({ ticket: 'T1' }));
    markNumbersLost(yard.ledger, Date.parse('2026-03-03T08:00:00+09:00'));
    const numberOf = (ticket: string, at: string) =>
      yard.issueSlip(
        yard.truck({ ticket, plate: `부산86바100${ticket.slice(1)}`, at: Date.parse(`${at}T10:00:00+09:00`) }),
      ).number;
    expect([numberOf('T2', '2026-03-02'), numberOf('T3', '2026-03-02')]).toEqual(['20260302-5001', '20260302-5002']);
    expect([numberOf('T4', '2026-03-03'), numberOf('T5', '2026-03-04')]).toEqual(['20260303-5001', '20260304-0001']);
    markNumbersLost(yard.ledger, Date.parse('2026-03-03T09:00:00+09:00'));
    expect(numberOf('T6', '2026-03-03')).toBe('20260303-10001');
  });
});

describe('a slip that holds no more', () => {
  it('is crossed out with its visit, at once, and repeats what it said', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.rest();
    const before = yard.content(visit);
    yard.ask('cancellation', { visit, reason: '퇴송' });
    yard.rest(0);
    expect(versionsOf(visit)).toMatchObject([
      { version: 1, state: 'issued' },
      { version: 2, state: 'cancelled', reason: 'visit-cancelled', by: null, number: '20260302-0001' },
    ]);
    expect(yard.content(visit)).toMatchObject({
      net: 24_000,
      grades: before.grades,
      cites: sha256Of(`\n${yard.ledger.first<{ content: string }>('SELECT content FROM slip_row')?.content}`),
    });
  });

  it('is crossed out when re-pairing dissolves its visit, which has its number again when it is back', () => {
    const at = (minutes: number) => yard.now + minutes * 60_000;
    const [first, second, before, first0] = [at(0), at(20), at(-10), at(-20)];
    const visit = yard.weigh('a', 30_000, first);
    yard.weigh('b', 6_000, second);
    yard.rest(30);
    const { number } = yard.slip(visit) ?? {};
    yard.weigh('late', 31_000, before);
    expect(yard.visit(visit)).toBeNull();
    yard.rest();
    expect(yard.slip(visit)).toMatchObject({ state: 'cancelled', reason: 'visit-cancelled', number, version: 2 });
    yard.weigh('later', 5_000, first0);
    yard.rest();
    expect(yard.slip(visit)).toMatchObject({ state: 'issued', reason: 'visit-changed', number, version: 3 });
    expect([...walkChain(slipRows(yard.ledger, 'y1'), sha256Of)]).toEqual([]);
  });

  it('is crossed out when an earlier weighing shows that its ticket is another truck, still in the yard', () => {
    const visit = yard.weigh('a', 30_000, yard.now, 'T1');
    yard.weigh('b', 6_000, yard.now + 20 * 60_000, 'T1');
    yard.rest(30);
    expect(yard.slip(visit)).toMatchObject({ state: 'issued' });
    yard.weigh('late', 31_000, yard.now - 60 * 60_000, 'T1', '포항12가7777');
    expect(yard.visit(visit)?.status).toBe('open');
    yard.rest();
    expect(yard.slip(visit)).toMatchObject({ state: 'cancelled', reason: 'visit-changed', version: 2 });
  });

  it('is crossed out by a person with the reason, and stays so whatever becomes of the visit', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.rest();
    expect(yard.ask('slip-cancellation', { visit, by: '이', reason: '다른 차의 계근' }).code).toBeNull();
    expect(yard.slip(visit)).toMatchObject({ state: 'cancelled', by: '이', reason: '다른 차의 계근', version: 2 });
    yard.ask('correction', { visit, deductionKg: 300 });
    yard.rest();
    expect(versionsOf(visit)).toHaveLength(2);
    expect(due()).toEqual([]);
    expect(yard.ask('slip-cancellation', { visit, reason: '한 번 더' }).code).toBeNull();
    expect(versionsOf(visit)).toHaveLength(2);
    yard.issueSlip(visit, '박');
    expect(yard.slip(visit)).toMatchObject({ state: 'issued', by: '박', version: 3, number: '20260302-0001' });
    expect(yard.content(visit).deduction).toBe(300);
  });
});

describe('a slip that a person asks for', () => {
  it('is issued at once, photos waiting or not, in the name of the person', () => {
    const visit = yard.truck({ ticket: 'T1', photos: ['p1'] });
    expect(yard.issueSlip(visit, '이')).toMatchObject({ version: 1, by: '이', reason: 'issued' });
    expect(yard.content(visit)).toMatchObject({ issuedBy: '이', photos: [{ state: 'waiting' }] });
    expect(due()).toEqual([]);
  });

  it('is refused for a visit that is not closed, of another yard or not there', () => {
    const visit = yard.truck({ ticket: 'T1' });
    const other = new YardWithSlips(yard.ledger, { yard: 'y2' });
    other.truck({ ticket: 'T9' });
    for (const [where, wish] of [
      [yard, { visit: 'v9' }],
      [other, { visit }],
    ] as const) {
      expect(where.ask('slip', wish).code).toBe('COMMAND_INVALID');
      expect(where.ask('slip-cancellation', { ...wish, reason: 'x' }).code).toBe('COMMAND_INVALID');
    }
    expect(yard.lastRefusal()).toBe('the visit has no slip');
    yard.ask('cancellation', { visit });
    expect(yard.ask('slip', { visit }).code).toBe('COMMAND_INVALID');
    expect(yard.lastRefusal()).toBe('no such closed visit');
    expect(numbers()).toEqual([]);
  });

  it('is issued once, however often the wish is delivered', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.ask('slip', { id: 'w1', visit });
    yard.ask('slip-cancellation', { id: 'w2', visit, reason: '오류' });
    expect(yard.ask('slip', { id: 'w1', visit }).code).toBeNull();
    yard.ask('cancellation', { visit });
    expect(yard.ask('slip', { id: 'w1', visit }).code).toBeNull();
    expect(versionsOf(visit)).toMatchObject([{ state: 'issued' }, { state: 'cancelled', reason: '오류' }]);
  });
});

describe('the book of slips', () => {
  it('issues a few at a time, and says whether more are due', () => {
    for (let truck = 0; truck < 45; truck += 1) yard.truck({ ticket: `T${truck}`, plate: `부산86바${1000 + truck}` });
    const book = new SlipBook(yard.ledger);
    const later = yard.now + 60_000;
    expect([book.issueDue(later), book.issueDue(later), book.issueDue(later), book.issueDue(later)]).toEqual([
      ...[true, true, false, false],
    ]);
    expect(new Set(numbers()).size).toBe(45);
    expect([...walkChain(slipRows(yard.ledger, 'y1'), sha256Of)]).toEqual([]);
  });

  it('lets others work between a few and the next, goes on only as long as it may, and once at a time', async () => {
    for (let truck = 0; truck < 45; truck += 1) yard.truck({ ticket: `T${truck}`, plate: `부산86바${1000 + truck}` });
    const book = new SlipBook(yard.ledger);
    const later = () => yard.now + 60_000;
    await book.issueAll(() => false, later);
    expect(numbers()).toHaveLength(0);
    const working = book.issueAll(() => true, later);
    expect(numbers()).toHaveLength(20);
    await book.issueAll(() => true, later);
    expect(numbers()).toHaveLength(20);
    await working;
    expect(numbers()).toHaveLength(45);
    await book.issueAll(() => true, later);
    expect(due()).toEqual([]);
  });

  it('puts off a slip that cannot be issued, says so, and issues the others', () => {
    const [bad, good] = [yard.truck({ ticket: 'T1' }), yard.truck({ ticket: 'T2', plate: '포항12가7777' })];
    yard.ledger.run("UPDATE visit SET body = json_set(body, '$.accepted', -1) WHERE id = ?", bad);
    expect(() => yard.rest()).toThrow(/could not be issued.*whole number/);
    expect(yard.slip(good)).not.toBeNull();
    expect(due()).toEqual([bad]);
    yard.rest();
    yard.ledger.run("UPDATE visit SET body = json_set(body, '$.accepted', 24000) WHERE id = ?", bad);
    yard.rest(61);
    expect(yard.slip(bad)).toMatchObject({ number: '20260302-0002' });
  });

  it('leaves nothing of a slip when its transaction fails, and gives its number to the next', () => {
    const visit = yard.truck({ ticket: 'T1' });
    yard.ledger.run("CREATE TRIGGER full BEFORE INSERT ON slip BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    expect(() => yard.rest()).toThrow(/disk full/);
    expect(numbers()).toEqual([]);
    yard.ledger.run('DROP TRIGGER full');
    yard.rest(61);
    expect(yard.slip(visit)).toMatchObject({ number: '20260302-0001', version: 1 });
  });

  it('never changes or drops a version', () => {
    yard.issueSlip(yard.truck({ ticket: 'T1' }));
    expect(() => yard.ledger.run("UPDATE slip_row SET reason = 'x'")).toThrow(/append-only/);
    expect(() => yard.ledger.run('DELETE FROM slip_row')).toThrow(/append-only/);
  });
});
