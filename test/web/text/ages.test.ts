import { describe, expect, it } from 'vitest';
import { agoWords, spanWords } from '../../../web/text/ages.ts';
import { en } from '../../../web/text/en.ts';
import { ko } from '../../../web/text/ko.ts';
import { momentWords, shortMoment } from '../../../web/text/moments.ts';
import { rejectionAdvice, rejectionName } from '../../../web/text/phrases.ts';
import { byteWords, signedKilograms } from '../../../web/text/weights.ts';

const NOW = Date.UTC(2026, 10, 22, 5, 20);

describe('ages', () => {
  it.each([
    [-5, '0초', '0 s'],
    [59_999, '59초', '59 s'],
    [60_000, '1분', '1 min'],
    [3_600_000, '1시간', '1 h'],
    [7_500_000, '2시간 5분', '2 h 5 min'],
    [86_400_000, '1일', '1 d'],
    [93_600_000, '1일 2시간', '1 d 2 h'],
  ])('of %i ms are %s', (ms, korean, english) => {
    expect([spanWords(ko, ms), spanWords(en, ms)]).toEqual([korean, english]);
  });

  it('are told from a wire time, and never of what never was', () => {
    expect(agoWords(ko, '2026-11-22T14:18:00.000+09:00', NOW)).toBe('2분 전');
    expect(agoWords(ko, null, NOW)).toBe('아직 없음');
  });
});

describe('moments', () => {
  it.each([
    ['2026-11-22T09:05:00.000+09:00', '09:05', '09:05'],
    ['2026-11-21T23:59:00.000+09:00', '11월 21일 (토) 23:59', '11/21 23:59'],
    [null, '–', '–'],
  ])('%s has its day when that is not today', (time, long, short) => {
    expect([momentWords(ko, time, NOW), shortMoment(ko, time, NOW)]).toEqual([long, short]);
  });
});

describe('small words', () => {
  it.each([
    [812, '812 B'],
    [14_240, '14.2 kB'],
    [3_100_000, '3.1 MB'],
  ])('%i bytes are %s', (bytes, words) => expect(byteWords(bytes)).toBe(words));

  it.each([
    [1_240, '+1,240'],
    [-320, '−320'],
    [0, '0'],
  ])('a difference of %i is %s', (kg, words) => expect(signedKilograms(kg)).toBe(words));

  it('tell a rejection and its advice apart; an unknown one shows itself', () => {
    expect(rejectionName(ko, 'TIME_IMPLAUSIBLE')).toBe('있을 수 없는 시각입니다.');
    expect(rejectionAdvice(ko, 'TIME_IMPLAUSIBLE')).toBe('장치의 시계를 맞추세요.');
    expect([rejectionName(ko, 'NEW_CODE'), rejectionAdvice(ko, 'NEW_CODE')]).toEqual(['NEW_CODE', '']);
  });
});
