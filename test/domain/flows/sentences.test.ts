import { describe, expect, it } from 'vitest';
import type { Change } from '../../../domain/flows/changes.ts';
import { PUBLIC_HOLIDAYS } from '../../../domain/flows/data/holidays.ts';
import { holidayNames, holidaysIn } from '../../../domain/flows/holidays.ts';
import { withParticle } from '../../../domain/flows/korean-particles.ts';
import { changeSentence } from '../../../domain/flows/sentences.ts';
import { kstDayStart } from '../../../domain/kst-time.ts';

const CHANGE: Change = {
  ...{ kind: 'less', partner: '가람철강', grade: null, value: 412_340, median: 560_000, low: 500_000, high: 620_000 },
  ...{ weeks: [], differenceKg: -147_660, suppliers: [], holiday: null },
};
const SHARE = { value: 0.45, median: 0.62, low: 0.57, high: 0.67 };

describe('a change in words', () => {
  it('is not turned round by a name that turns the direction of writing', () => {
    const turned = { ...CHANGE, partner: '가람\u202e철강', suppliers: [] };
    expect(changeSentence(turned)).toBe(changeSentence(CHANGE));
    const several = { ...CHANGE, partner: null, suppliers: ['가\u2067람', '나래', '다온'] };
    expect(changeSentence(several)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  });
  it.each<[Partial<Change>, string, string]>([
    [
      {},
      '가람철강은 412.3 t을 가져왔습니다. 평소 560.0 t(범위 500.0 t~620.0 t)보다 147.7 t(26%) 적습니다.',
      '가람철강 brought 412.3 t, 147.7 t (26%) less than the usual 560.0 t (range 500.0 t to 620.0 t).',
    ],
    [
      { partner: null, kind: 'more', value: 1_234_560 },
      '전체 매입은 1,234.6 t입니다. 평소 560.0 t(범위 500.0 t~620.0 t)보다 674.6 t(120%) 많습니다.',
      'All inbound came to 1,234.6 t, 674.6 t (120%) more than the usual 560.0 t (range 500.0 t to 620.0 t).',
    ],
    [
      { partner: null, suppliers: ['가', '나', '다'], holiday: '추석' },
      '공급사 3곳이 함께 줄어 전체 매입은 412.3 t입니다. 평소 560.0 t(범위 500.0 t~620.0 t)보다 147.7 t(26%) 적습니다. 추석이 낀 주입니다.',
      '3 suppliers together brought less: all inbound came to 412.3 t, 147.7 t (26%) less than the usual 560.0 t (range 500.0 t to 620.0 t). The week has Chuseok in it.',
    ],
    [
      { partner: null, kind: 'more', suppliers: ['가', '나', '다'], value: 700_000 },
      '공급사 3곳이 함께 늘어 전체 매입은 700.0 t입니다. 평소 560.0 t(범위 500.0 t~620.0 t)보다 140.0 t(25%) 많습니다.',
      '3 suppliers together brought more: all inbound came to 700.0 t, 140.0 t (25%) more than the usual 560.0 t (range 500.0 t to 620.0 t).',
    ],
    [
      { partner: null, grade: 'cast', holiday: '설, 3·1절' },
      '주물은 모두 412.3 t 들어왔습니다. 평소 560.0 t(범위 500.0 t~620.0 t)보다 147.7 t(26%) 적습니다. 설, 3·1절이 낀 주입니다.',
      'Cast iron came to 412.3 t in all, 147.7 t (26%) less than the usual 560.0 t (range 500.0 t to 620.0 t). The week has Seollal and Independence Movement Day in it.',
    ],
    [
      { partner: '나래', kind: 'more', median: 0, low: 0, high: 5_000, value: 42_000 },
      '나래는 42.0 t을 가져왔습니다. 평소 0.0 t(범위 0.0 t~5.0 t)보다 42.0 t 많습니다.',
      '나래 brought 42.0 t, 42.0 t more than the usual 0.0 t (range 0.0 t to 5.0 t).',
    ],
    [
      { kind: 'stopped', value: 0, holiday: '처음 듣는 날' },
      '가람철강은 한 대도 들어오지 않았습니다. 평소 560.0 t(범위 500.0 t~620.0 t)입니다. 처음 듣는 날이 낀 주입니다.',
      '가람철강 brought nothing, against the usual 560.0 t (range 500.0 t to 620.0 t). The week has 처음 듣는 날 in it.',
    ],
    [
      { kind: 'started', partner: '나래', value: 42_000 },
      '나래가 새로 42.0 t을 가져왔습니다. 앞선 8주에는 없던 공급사입니다.',
      '나래 is new and brought 42.0 t; it brought nothing in the 8 weeks before.',
    ],
    [
      { kind: 'mix-shift', grade: 'heavy', ...SHARE },
      '가람철강의 중량 비율이 45.0%입니다. 평소 62.0%(범위 57.0%~67.0%)보다 17.0%p 낮습니다.',
      'Heavy made up 45.0% of what 가람철강 brought, 17.0 points below the usual 62.0% (range 57.0% to 67.0%).',
    ],
    [
      { kind: 'mix-shift', grade: 'unjudged', ...SHARE, value: 0.7 },
      '가람철강의 미판정 비율이 70.0%입니다. 평소 62.0%(범위 57.0%~67.0%)보다 8.0%p 높습니다.',
      'Unjudged made up 70.0% of what 가람철강 brought, 8.0 points above the usual 62.0% (range 57.0% to 67.0%).',
    ],
    [
      { kind: 'declared-worse', partner: '', ...SHARE },
      '거래처 미상은 신고한 등급대로 판정된 비율이 45.0%입니다. 평소 62.0%(범위 57.0%~67.0%)보다 17.0%p 낮습니다.',
      '45.0% of what an unnamed supplier declared was judged as declared, 17.0 points below the usual 62.0% (range 57.0% to 67.0%).',
    ],
    [
      { kind: 'deduction-more', ...SHARE, value: 0.7 },
      '가람철강의 감량률이 70.0%입니다. 평소 62.0%(범위 57.0%~67.0%)보다 8.0%p 높습니다.',
      '70.0% of what 가람철강 brought was deducted, 8.0 points above the usual 62.0% (range 57.0% to 67.0%).',
    ],
    [
      { kind: 'rejected-more', ...SHARE, value: 0.7 },
      '가람철강의 차량 가운데 취소된 비율이 70.0%입니다. 평소 62.0%(범위 57.0%~67.0%)보다 8.0%p 높습니다.',
      '70.0% of the trucks of 가람철강 were cancelled, 8.0 points above the usual 62.0% (range 57.0% to 67.0%).',
    ],
    [
      { kind: 'stopped', partner: '', value: 0 },
      '거래처 미상은 한 대도 들어오지 않았습니다. 평소 560.0 t(범위 500.0 t~620.0 t)입니다.',
      'An unnamed supplier brought nothing, against the usual 560.0 t (range 500.0 t to 620.0 t).',
    ],
    [
      { partner: null, grade: 'some_code', value: 0, median: 10_000, low: 5_000, high: 15_000 },
      'some_code는 모두 0.0 t 들어왔습니다. 평소 10.0 t(범위 5.0 t~15.0 t)보다 10.0 t(100%) 적습니다.',
      'Some_code came to 0.0 t in all, 10.0 t (100%) less than the usual 10.0 t (range 5.0 t to 15.0 t).',
    ],
  ])('%j', (more, korean, english) => {
    expect(changeSentence({ ...CHANGE, ...more })).toBe(korean);
    expect(changeSentence({ ...CHANGE, ...more }, 'en')).toBe(english);
  });
});

describe('particles', () => {
  it.each([
    ['가람철강', '은', '이', '을'],
    ['나래', '는', '가', '를'],
    ['가람(주)', '는', '가', '를'],
    ['"철"', '은', '이', '을'],
    ['제2야드 3', '은', '이', '을'],
    ['제2', '는', '가', '를'],
    ['ABM', '은', '이', '을'],
    ['POSCO', '는', '가', '를'],
    ['', '는', '가', '를'],
    ['=cmd()', '는', '가', '를'],
  ])('follow what %j ends in when it is read', (word, topic, subject, object) => {
    expect(withParticle(word, 'topic')).toBe(word + topic);
    expect(withParticle(word, 'subject')).toBe(word + subject);
    expect(withParticle(word, 'object')).toBe(word + object);
  });
});

describe('public holidays', () => {
  const at = (day: string) => kstDayStart(day) ?? Number.NaN;
  it('of a week are named once each, however many days they have', () => {
    expect(holidayNames(holidaysIn(at('2025-10-06'), at('2025-10-13')))).toBe('추석, 한글날');
    expect(holidayNames(holidaysIn(at('2026-11-16'), at('2026-11-23')))).toBeNull();
    expect(holidayNames(holidaysIn(at('2026-02-16') - 1, at('2026-02-16')))).toBeNull();
    expect(holidayNames(holidaysIn(at('2026-02-16'), at('2026-02-16') + 1))).toBe('설');
  });

  it('exist, stand in order, once each, with a source', () => {
    const days = PUBLIC_HOLIDAYS.map(({ day }) => day);
    expect(days).toEqual([...new Set(days)].sort());
    for (const { day, source } of PUBLIC_HOLIDAYS) {
      expect(at(day)).not.toBeNaN();
      expect(source).not.toBe('');
    }
    // the fixed ones of every year and the three days of each lunar feast
    for (const year of [2024, 2025, 2026, 2027]) {
      const names = PUBLIC_HOLIDAYS.filter(({ day }) => day.startsWith(`${year}`)).map(({ name }) => name);
      for (const feast of ['설', '추석'])
        expect(names.filter((name) => name === feast).length).toBeGreaterThanOrEqual(3);
      expect(names).toEqual(
        expect.arrayContaining([
          '신정',
          '3·1절',
          '어린이날',
          '현충일',
          '광복절',
          '개천절',
          '한글날',
          '성탄절',
          '부처님오신날',
        ]),
      );
    }
  });
});
