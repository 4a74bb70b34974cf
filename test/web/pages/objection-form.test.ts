import { describe, expect, it } from 'vitest';
import type { Dispute } from '../../../domain/wire/slips-api.ts';
import { answerOf, needsCorrection } from '../../../web/pages/dispute/answer-form.ts';
import { tokenOf } from '../../../web/pages/partner/link-token.ts';
import { objectionOf } from '../../../web/pages/partner/objection-form.ts';
import { SLIP } from '../slips/made-up-slip.ts';

const FORM = { grade: '', kg: '', reason: ' 비가 오지 않았습니다 ', photos: ['a'.repeat(64)], isUploading: false };
const TARE: Dispute['subject'] = { kind: 'weight', which: 'tare', wantedKg: null };
const LOAD: Dispute['subject'] = { kind: 'grade', wanted: null };
const PHOTO: Dispute['subject'] = { kind: 'photo', sha256: SLIP.content.photos[0]?.sha256 ?? '', wanted: null };
const ONE_GRADE = { ...SLIP.content, grades: [{ grade: 'heavy', netKg: 1, acceptedKg: 1 }] };

describe('an objection', () => {
  it('says what is wanted, why, and with which photos', () => {
    expect(objectionOf(TARE, { ...FORM, kg: ' 14,900 ' }, SLIP.content)).toEqual({
      subject: { kind: 'weight', which: 'tare', wantedKg: 14_900 },
      text: '비가 오지 않았습니다',
      photos: ['a'.repeat(64)],
    });
    expect(objectionOf(PHOTO, { ...FORM, grade: 'heavy' }, SLIP.content)).toMatchObject({
      subject: { ...PHOTO, wanted: 'heavy' },
    });
  });

  it('may leave open what is wanted', () => {
    expect(objectionOf(TARE, FORM, SLIP.content)).toMatchObject({ subject: TARE });
    expect(objectionOf(LOAD, FORM, SLIP.content)).toMatchObject({ subject: LOAD });
  });

  it.each([
    ['without a reason', TARE, { ...FORM, reason: ' \n' }, 'REASON'],
    ['while a photo is on its way', TARE, { ...FORM, isUploading: true }, 'UPLOADING'],
    ['with letters for kilograms', TARE, { ...FORM, kg: '15t' }, 'KG'],
    ['with part of a kilogram', TARE, { ...FORM, kg: '14.9' }, 'KG'],
    ['below nothing', TARE, { ...FORM, kg: '-5' }, 'KG'],
    ['beyond every truck', TARE, { ...FORM, kg: '200001' }, 'KG'],
    ['with the weight that the slip has', TARE, { ...FORM, kg: String(SLIP.content.tare) }, 'SAME_KG'],
    ['with the grade that the photo has', PHOTO, { ...FORM, grade: 'light' }, 'SAME_GRADE'],
  ])('%s is not sent', (_, subject, form, problem) => {
    expect(objectionOf(subject as Dispute['subject'], form, SLIP.content)).toBe(problem);
  });

  it('to a load of one grade wants another one; of several grades any may be the whole', () => {
    expect(objectionOf(LOAD, { ...FORM, grade: 'heavy' }, ONE_GRADE)).toBe('SAME_GRADE');
    expect(objectionOf(LOAD, { ...FORM, grade: 'shredded' }, SLIP.content)).toMatchObject({
      subject: { kind: 'grade', wanted: 'shredded' },
    });
  });
});

describe('an answer', () => {
  it('needs a verdict and words', () => {
    expect([answerOf(undefined, '맞습니다'), answerOf('upheld', '  ')]).toEqual(['needVerdict', 'needWords']);
    expect(answerOf('partly', ' 일부 맞습니다 ')).toEqual({ verdict: 'partly', text: '일부 맞습니다', photos: [] });
  });

  it.each([
    ['upheld', 1, 1, true],
    ['partly', 2, 2, true],
    ['upheld', 1, 2, false],
    ['dismissed', 1, 1, false],
    [null, 1, 1, false],
  ] as const)(
    '%s on version %i with %i issued asks for a correction: %s',
    (verdict, slipVersion, latestVersion, asks) => {
      expect(needsCorrection({ verdict, slipVersion, latestVersion })).toBe(asks);
    },
  );
});

describe('the token of a link', () => {
  it.each([
    ['#kT4x_-', 'kT4x_-'],
    ['#', null],
    ['', null],
  ])('in %j is %j', (hash, token) => expect(tokenOf(hash)).toBe(token));
});
