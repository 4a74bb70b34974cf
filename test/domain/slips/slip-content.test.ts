import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { cancelledContent, saysTheSame, slipContent } from '../../../domain/slips/slip-content.ts';
import { SlipContent } from '../../../domain/wire/slips-api.ts';
import {
  closedVisit,
  correctionBy,
  issueOf,
  MODEL_1,
  MODEL_2,
  photo,
  said,
  sha256,
  slipPartsOf,
} from '../../fixtures/slips.ts';
import { minute } from '../../fixtures/yard-events.ts';

const contentOf = (more: Parameters<typeof slipPartsOf>[0] = {}) => slipContent(slipPartsOf(more), issueOf());

describe('the content of a slip', () => {
  it('tells the visit, its weighings and scales, and fits its schema', () => {
    const content = contentOf();
    expect(Check(SlipContent, content)).toBe(true);
    expect(content).toMatchObject({
      ...{ format: 1, number: '20260302-0001', version: 1, state: 'issued', yardName: '부산 야드', visit: 'v1' },
      ...{ gross: 30_000, tare: 6_000, net: 24_000, accepted: 24_000, plate: '부산86바 **34' },
      issuedAt: '2026-03-02T09:30:00.000+09:00',
    });
    expect(content.weighings[1]).toEqual({
      ...{ role: 'second', at: '2026-03-02T09:20:00.000+09:00', kg: 6_000, scale: 'weigh/wb1', model: 'CI-6000A' },
      ...{ verifiedOn: '2025-04-01', dueOn: '2027-03-31' },
    });
  });

  it('lists grades from the best on, with the accepted kilograms shared out by their net', () => {
    const visit = closedVisit({ deduction: 100, accepted: 23_900 });
    expect(contentOf({ visit }).grades).toEqual([
      { grade: 'heavy', netKg: 16_000, acceptedKg: 15_933 },
      { grade: 'light', netKg: 8_000, acceptedKg: 7_967 },
    ]);
  });

  it('has grades that add up to net and to accepted, whatever is taken off', () => {
    const kg = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('heavy', 'light', 'cast', 'turnings', 'unjudged'), kg),
        kg,
        (grades, off) => {
          const net = Object.values(grades).reduce((sum, own) => sum + own, 0);
          const accepted = Math.max(0, net - off);
          const visit = closedVisit({ gross: net + 6_000, net, deduction: off, accepted, grades });
          const content = contentOf({ visit });
          expect(content.grades.reduce((sum, { netKg }) => sum + netKg, 0)).toBe(net);
          expect(content.grades.reduce((sum, { acceptedKg }) => sum + acceptedKg, 0)).toBe(accepted);
          for (const { netKg, acceptedKg } of content.grades) expect(acceptedKg).toBeLessThanOrEqual(netKg);
        },
      ),
    );
  });

  it.each([['gross'], ['tare'], ['net'], ['accepted']] as const)(
    'is there only for a visit with weights: none without %s',
    (field) => {
      expect(() => contentOf({ visit: closedVisit({ status: 'open', [field]: null }) })).toThrow(RangeError);
    },
  );

  it('tells the deduction that stands, with who took it off and why', () => {
    const first = correctionBy('c1', 25, { deductionKg: 300, reason: '흙', by: '김' });
    const second = correctionBy('c2', 26, { deductionKg: 200, reason: '수분', by: '이' });
    const deductionsOf = (...corrections: ReturnType<typeof correctionBy>[]) => contentOf({ corrections }).deductions;
    expect(deductionsOf(second, first)).toEqual([
      { kg: 200, reason: '수분', by: '이', at: '2026-03-02T09:26:00.000+09:00' },
    ]);
    expect(deductionsOf(first, second, correctionBy('c3', 27, { withdraws: 'c2' }))).toMatchObject([{ kg: 300 }]);
    expect(deductionsOf(first, correctionBy('c3', 27, { deductionKg: 0 }))).toEqual([]);
    expect(deductionsOf(correctionBy('c4', 27, { grade: 'heavy' }))).toEqual([]);
  });

  it('lists every override in event time, those taken back too', () => {
    const corrections = [
      correctionBy('c2', 26, { withdraws: 'c1' }),
      correctionBy('c1', 25, { grades: { heavy: 24_000 } }),
    ];
    expect(contentOf({ corrections }).overrides).toMatchObject([
      { id: 'c1', by: '검수원', reason: '다시 봄', grades: { heavy: 24_000 }, withdraws: null },
      { id: 'c2', withdraws: 'c1', grades: null },
    ]);
  });

  it('tells each photo with its model by place, and no grade where it has no say', () => {
    const photos = [
      photo('p4', 14, { said: said({ outOfDomain: true }) }),
      photo('p1', 11, { said: said(), liftId: 'l1' }),
      photo('p2', 12, { said: said({ model: MODEL_2, grade: 'light', confidence: 0.6 }) }),
      photo('p3', 13),
      photo('p5', 15, { said: said({ unusable: 'DARK' }) }),
      photo('p6', 16, { said: said({ isFailed: true, grade: null, confidence: null }) }),
    ];
    const content = contentOf({ photos });
    expect(content.models).toEqual([MODEL_1, MODEL_2]);
    const plain = { correctedGrade: null, outOfDomain: false, unusable: null, camera: 'bay1/cam1' };
    expect(content.photos).toMatchObject([
      { ...plain, sha256: sha256('p1'), state: 'graded', grade: 'heavy', confidence: 0.9, model: 0, liftId: 'l1' },
      { ...plain, sha256: sha256('p2'), state: 'graded', grade: 'light', confidence: 0.6, model: 1 },
      { ...plain, sha256: sha256('p3'), state: 'waiting', grade: null, confidence: null, model: null },
      { ...plain, sha256: sha256('p4'), state: 'graded', grade: null, confidence: null, outOfDomain: true, model: 0 },
      { ...plain, sha256: sha256('p5'), state: 'graded', grade: null, unusable: 'DARK' },
      { ...plain, sha256: sha256('p6'), state: 'failed', grade: null, confidence: null },
    ]);
    expect(Check(SlipContent, content)).toBe(true);
  });

  it('tells the grade that a person gave a photo, by whichever of its names, unless it was taken back', () => {
    const given = (...corrections: ReturnType<typeof correctionBy>[]) =>
      contentOf({ photos: [photo('p1', 11, { said: said() })], corrections }).photos[0]?.correctedGrade;
    const byId = correctionBy('c1', 25, { grade: 'cast', frame: 'p1' });
    expect(given(byId)).toBe('cast');
    expect(given(correctionBy('c1', 25, { grade: 'cast', frame: sha256('p1') }))).toBe('cast');
    expect(given(byId, correctionBy('c2', 26, { withdraws: 'c1' }))).toBeNull();
  });

  it('orders lifts by time, ties by key', () => {
    const lift = (id: string, at: number) => ({
      ...{ key: `bay1/crane1/${id}`, id, lift: null, at: minute(at), kg: 1_000, crane: 'bay1/crane1' },
    });
    const { lifts } = contentOf({ lifts: [lift('b', 6), lift('c', 5), lift('a', 6)] });
    expect(lifts.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(lifts[0]).toEqual({
      id: 'c',
      lift: null,
      at: '2026-03-02T09:05:00.000+09:00',
      kg: 1_000,
      crane: 'bay1/crane1',
    });
  });
});

describe('versions of a slip', () => {
  const issued = contentOf();

  it('say the same whenever, by whom and why they were issued, and in whichever state', () => {
    const again = slipContent(
      slipPartsOf(),
      issueOf({ version: 7, cites: sha256('x'), issuedAt: minute(90), issuedBy: '김', reason: 'visit-changed' }),
    );
    expect(saysTheSame(issued, again)).toBe(true);
    expect(saysTheSame(issued, { ...issued, state: 'cancelled' })).toBe(true);
  });

  it('do not say the same when anything that they tell differs', () => {
    expect(saysTheSame(issued, contentOf({ visit: closedVisit({ accepted: 23_990 }) }))).toBe(false);
    expect(saysTheSame(issued, contentOf({ photos: [photo('p1', 11)] }))).toBe(false);
    expect(saysTheSame(issued, contentOf({ corrections: [correctionBy('c1', 25, { grade: 'heavy' })] }))).toBe(false);
  });

  it('crossed out repeat what the version before said', () => {
    const out = cancelledContent(
      issued,
      issueOf({ version: 2, cites: sha256('one'), issuedBy: '이', reason: '다른 차' }),
    );
    expect(out).toMatchObject({
      state: 'cancelled',
      version: 2,
      cites: sha256('one'),
      issuedBy: '이',
      reason: '다른 차',
    });
    expect(saysTheSame(issued, out)).toBe(true);
    expect(Check(SlipContent, out)).toBe(true);
  });
});
