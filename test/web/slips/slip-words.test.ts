import { describe, expect, it } from 'vitest';
import { type SlipPicture, slipPictures, standingOf } from '../../../web/slips/slip-photos.ts';
import {
  declaredSentence,
  isScaleOverdue,
  issueReason,
  overrideWords,
  paperTime,
  ruleSentence,
} from '../../../web/slips/slip-words.ts';
import { en } from '../../../web/text/en.ts';
import { ko } from '../../../web/text/ko.ts';
import { CORRECTED, SLIP } from './made-up-slip.ts';

describe('the words of a slip', () => {
  const load = {
    net: 10_000,
    grades: [
      { grade: 'heavy', netKg: 2_000, acceptedKg: 2_000 },
      { grade: 'light', netKg: 8_000, acceptedKg: 7_900 },
    ],
  };
  it.each([
    ['경량A', '신고 경량A, 판정도 같습니다.'],
    ['light', '신고 경량, 판정도 같습니다.'],
    ['중량A', '신고 중량A, 판정은 경량 80%로 다릅니다.'],
    ['특수A', '신고 ‘특수A’은(는) 모르는 등급이라 견주지 못했습니다.'],
    [null, '신고 등급 없음'],
  ])('of the declared grade %s: %s', (declaredGrade, sentence) => {
    expect(declaredSentence(ko, { ...load, declaredGrade })).toBe(sentence);
  });

  it('say the rule and keep its name, an unknown one too', () => {
    expect(ruleSentence(ko, 'dominant@2')).toBe('판정 기준: 70% 넘는 등급 하나로 (dominant@2)');
    expect(ruleSentence(en, 'newest@1')).toBe('Rule: newest (newest@1)');
  });

  it('name the reason of a version, and leave a person’s words as they are', () => {
    expect([issueReason(ko, 'visit-changed'), issueReason(ko, '거래가 취소됨')]).toEqual([
      '방문 내용이 바뀜',
      '거래가 취소됨',
    ]);
  });

  it('say what a person set instead', () => {
    const nothing = { id: 'c', at: '', by: '', reason: '', grade: null, grades: null, deductionKg: null };
    const whole = { ...nothing, frame: null, withdraws: null };
    expect(overrideWords(ko, { ...whole, grade: 'cast', deductionKg: 240 })).toBe('등급 → 주물, 감량 → 240 kg');
    expect(overrideWords(ko, { ...whole, grade: 'cast', frame: 'f1' })).toBe('사진: 등급 → 주물');
    expect(overrideWords(ko, { ...whole, grades: { heavy: 1 } })).toBe('등급별 중량을 직접 나눔');
    expect(overrideWords(ko, { ...whole, withdraws: 'c1' })).toBe('앞의 정정을 되돌림');
  });

  it('have the year and the second of a time, in Korea', () => {
    expect(paperTime('2026-11-22T09:30:12.345+09:00')).toBe('2026-11-22 09:30:12');
  });

  it.each([
    ['2026-11-21', true],
    ['2026-11-22', false],
    [null, false],
  ])('call a scale due on %s overdue on the 22nd: %s', (dueOn, isOverdue) => {
    expect(isScaleOverdue({ at: '2026-11-22T00:00:00.000+09:00', dueOn })).toBe(isOverdue);
  });
});

describe('the photos of a slip', () => {
  it('stand with their lifts in order, a lift without a photo too, those of no lift last, each photo once', () => {
    const [first] = SLIP.content.photos;
    const loose = { ...SLIP.content, photos: [{ ...first, liftId: 'gone' } as never, ...SLIP.content.photos.slice(1)] };
    const pictures = slipPictures(loose);
    expect(pictures.map(({ lift, photo }) => [lift?.lift ?? null, photo === null])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
      [5, false],
      [6, true],
      [null, false],
    ]);
    expect(pictures.flatMap(({ photo }) => photo?.sha256 ?? []).sort()).toEqual(
      SLIP.content.photos.map(({ sha256 }) => sha256).sort(),
    );
  });

  it('of one lift stand each with that lift', () => {
    const lift = SLIP.content.lifts[0]?.id ?? '';
    const both = SLIP.content.photos.slice(0, 2).map((photo) => ({ ...photo, liftId: lift }));
    expect(
      slipPictures({ ...SLIP.content, photos: both }).filter((one: SlipPicture) => one.lift?.id === lift),
    ).toHaveLength(2);
  });
});

describe('the standing of a version', () => {
  const versions = CORRECTED.versions;
  it.each([
    [{ version: 2, state: 'issued', versions }, 'issued'],
    [{ version: 1, state: 'issued', versions }, 'superseded'],
    [{ version: 2, state: 'cancelled', versions }, 'cancelled'],
    // superseded is what matters of an old version, whatever it was
    [{ version: 1, state: 'cancelled', versions }, 'superseded'],
  ])('%j is %s', (slip, standing) => expect(standingOf(slip)).toBe(standing));
});
