import { describe, expect, it } from 'vitest';
import type { Dispute } from '../../../domain/wire/slips-api.ts';
import { deadlineOf, deadlineWords, saidOfSubject, subjectWords } from '../../../web/slips/dispute-words.ts';
import { en } from '../../../web/text/en.ts';
import { ko } from '../../../web/text/ko.ts';
import { SLIP } from './made-up-slip.ts';

const NOW = Date.parse('2026-11-22T14:20:00.000+09:00');

describe('a deadline', () => {
  it.each([
    ['2026-11-25T23:59:59.999+09:00', '3일 남음', '3 days left', 'calm'],
    ['2026-11-23T23:59:59.999+09:00', '내일까지', 'by tomorrow', 'near'],
    ['2026-11-22T18:00:00.000+09:00', '오늘 18:00까지', 'by 18:00 today', 'near'],
    ['2026-11-22T14:19:59.999+09:00', '오늘 기한 지남', 'overdue today', 'overdue'],
    ['2026-11-21T23:59:59.999+09:00', '기한 1일 지남', '1 day overdue', 'overdue'],
    ['2026-11-15T23:59:59.999+09:00', '기한 7일 지남', '7 days overdue', 'overdue'],
    // the last instant of a day in Korea is the afternoon of that day in UTC
    ['2026-11-24T14:59:59.999Z', '2일 남음', '2 days left', 'calm'],
  ])('%s is %s', (deadline, korean, english, urgency) => {
    expect([deadlineWords(ko, deadline, NOW), deadlineWords(en, deadline, NOW)]).toEqual([korean, english]);
    expect(deadlineOf(deadline, NOW).urgency).toBe(urgency);
  });
});

describe('what a dispute is about', () => {
  const photo = SLIP.content.photos[0]?.sha256 ?? '';
  it.each<[Dispute['subject'], string, string]>([
    [{ kind: 'photo', sha256: photo, wanted: 'heavy' }, '사진 등급 → 중량', '경량'],
    [{ kind: 'photo', sha256: '9'.repeat(64), wanted: null }, '사진 등급', ''],
    [{ kind: 'grade', wanted: 'cast' }, '차의 등급 → 주물', '경량 2,148 kg, 슈레디드 28,532 kg'],
    [{ kind: 'weight', which: 'tare', wantedKg: 12_900 }, '공차중량 → 12,900 kg', '15,100 kg'],
    [{ kind: 'weight', which: 'deduction', wantedKg: 0 }, '감량 → 0 kg', '0 kg'],
    [{ kind: 'weight', which: 'gross', wantedKg: null }, '총중량', '45,780 kg'],
  ])('%j is said in words, and what the slip says of it', (subject, words, said) => {
    expect([subjectWords(ko, subject), saidOfSubject(ko, subject, SLIP.content)]).toEqual([words, said]);
  });
});
