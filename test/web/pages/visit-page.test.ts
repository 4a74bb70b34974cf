import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { causeOf } from '../../../web/pages/visit/cause-of.ts';
import { correctionOf } from '../../../web/pages/visit/correction-of.ts';
import { judgedBesideBooked } from '../../../web/pages/visit/judged-mix.ts';
import { likeliest, photoGroups } from '../../../web/pages/visit/photo-groups.ts';
import { madeUpDetail, madeUpVisits } from '../mock/made-up-visits.ts';

const [visit] = madeUpVisits('yard', Date.parse('2026-11-22T14:00:00.000+09:00'), 7) as [Visit];
const detail = madeUpDetail(visit, ['a'.repeat(64)]);

describe('photos of a visit', () => {
  it('stand with their lifts in order, a lift without a photo too', () => {
    const groups = photoGroups(detail);
    expect(groups.map(({ lift }) => lift?.lift)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(groups.at(-1)?.frames).toEqual([]);
  });

  it('of no lift, or of one that is not there, come last', () => {
    const frames = detail.frames.map((frame, index) => (index === 0 ? { ...frame, liftId: 'gone' } : frame));
    const last = photoGroups({ ...detail, frames }).at(-1);
    expect(last?.lift).toBeNull();
    expect(last?.frames).toHaveLength(1);
  });

  it('show the likeliest grades first', () => {
    expect(likeliest({ probabilities: { cast: 0.1, heavy: 0.7, light: 0.2 } }, 2).map(({ grade }) => grade)).toEqual([
      'heavy',
      'light',
    ]);
  });
});

describe('correction', () => {
  const closed = { net: 20_000, deduction: 0 };
  const form = { grade: '', deduction: '0', reason: '' };

  it('needs a change and a reason', () => {
    expect(correctionOf(closed, null, form)).toBe('changeNeeded');
    expect(correctionOf(closed, null, { ...form, grade: 'cast', reason: ' ' })).toBe('reasonNeeded');
  });
  it('of a photo names the photo and leaves the deduction', () => {
    const wish = correctionOf(closed, { id: 'f1' }, { grade: 'cast', deduction: '90', reason: ' seen ' });
    expect(wish).toEqual({ grade: 'cast', frame: 'f1', reason: 'seen' });
  });
  it('of a deduction alone keeps the grade', () => {
    expect(correctionOf(closed, null, { ...form, deduction: '240', reason: 'wet' })).toEqual({
      deductionKg: 240,
      reason: 'wet',
    });
  });
  it('of a visit before its second weighing has no deduction', () => {
    expect(correctionOf({ net: null, deduction: 0 }, null, { ...form, deduction: '240', reason: 'wet' })).toBe(
      'changeNeeded',
    );
  });
});

describe('cause of a ledger row', () => {
  it.each([
    ['gate/scale-1/w1', 'first'],
    ['gate/scale-1/w2', 'second'],
    [`bay-1/crane-1/${visit.id}-l0`, 'lift'],
    [`bay-1/camera-1/${visit.id}-l0-f`, 'frame'],
    [`inference/${visit.id}-l0-f`, 'inference'],
    ['office/server/c1', 'correction'],
    ['gate/rad-1/r1', 'device'],
    ['pairing', 'pairing'],
  ])('%s was: %s', (cause, expected) => expect(causeOf(cause, detail)).toBe(expected));
});

describe('what the photos say beside what was booked', () => {
  const judged = { net: 10_000, probabilities: { heavy: 0.75, light: 0.25 }, corrections: [] };
  const said = (id: string, more: object) => ({
    ...{ id, at: '', by: 'kim', reason: 'x', grade: null, grades: null, deductionKg: null, frame: null },
    ...{ withdraws: null, ...more },
  });
  const ofPhoto = said('c1', { frame: 'f', grade: 'cast' });
  const ofVisit = said('c2', { grade: 'cast' });
  const wet = said('c3', { deductionKg: 90 });
  const taken = said('c4', { withdraws: 'c2' });
  it.each([
    ['same', { ...judged, grades: { heavy: 7_500, light: 2_500 } }],
    ['same', { ...judged, net: 3, grades: { heavy: 2, light: 1 }, probabilities: { heavy: 2 / 3, light: 1 / 3 } }],
    ['byRule', { ...judged, grades: { heavy: 10_000 } }],
    ['byRule', { ...judged, grades: { heavy: 10_000 }, corrections: [ofPhoto, wet, ofVisit, taken] }],
    ['byPerson', { ...judged, grades: { cast: 10_000 }, corrections: [ofPhoto, ofVisit] }],
    ['nothing', { ...judged, net: null, grades: {} }],
    ['nothing', { ...judged, probabilities: {}, grades: { heavy: 10_000 } }],
  ] as const)('is: %s', (expected, visit) => {
    expect(judgedBesideBooked({ ...visit, corrections: [...visit.corrections] })).toBe(expected);
  });
});
