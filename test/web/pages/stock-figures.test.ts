import { describe, expect, it } from 'vitest';
import { parseEventTime } from '../../../domain/kst-time.ts';
import { countOf, dueShare, needsCount, reachedShare, totalOf } from '../../../web/pages/stock/stock-figures.ts';

const line = (grade: string, kg: number) => ({
  ...{ grade, kg, countedKg: null, countedAt: null, countedBy: null, inKg: 0, outKg: 0, outPerDayKg: 0, days: null },
});
const yard = (...kilograms: number[]) => ({
  ...{ yard: 'pohang', name: '포항', shared: true, grades: kilograms.map((kg, index) => line(`g${index}`, kg)) },
});
const NOW = parseEventTime('2026-11-20T15:00:00+09:00') ?? 0;
const FORM = { grades: { heavy: '12,000', light: ' ' }, when: '2026-11-20T14:00', reason: ' 드론 측량 ' };

describe('stock', () => {
  it('does not take what lies below zero off the rest, and asks for a count', () => {
    expect(totalOf(yard(5_000, -2_000))).toBe(5_000);
    expect(needsCount(yard(5_000, -2_000))).toBe(true);
    expect(needsCount(yard(5_000, 0))).toBe(false);
  });

  it('a need is due by the days that are over', () => {
    expect(dueShare('2026-11', '2026-11-15T09:00:00.000+09:00')).toBe(0.5);
    expect(dueShare('2026-10', '2026-11-15T09:00:00.000+09:00')).toBe(1);
    expect(dueShare('2026-12', '2026-11-15T09:00:00.000+09:00')).toBe(0);
  });

  it('a need is reached by what was delivered', () => {
    const need = { works: '제철소', grade: 'heavy', month: '2026-11', kg: 200, deliveredKg: 50 };
    expect(reachedShare(need)).toBe(0.25);
    expect(reachedShare({ ...need, kg: 0 })).toBe(1);
  });
});

describe('the form of a count', () => {
  it('books the grades that were written, in kilograms', () =>
    expect(countOf(FORM, NOW)).toEqual({
      countedAt: '2026-11-20T14:00:00.000+09:00',
      grades: { heavy: 12_000 },
      reason: '드론 측량',
    }));

  it('takes nothing for zero, but zero for zero', () =>
    expect(countOf({ ...FORM, grades: { heavy: '0' } }, NOW)).toMatchObject({ grades: { heavy: 0 } }));

  it.each([
    [{ ...FORM, grades: {} }, { code: 'nothingCounted' }],
    [
      { ...FORM, grades: { heavy: '-1' } },
      { code: 'badNumber', grade: 'heavy' },
    ],
    [
      { ...FORM, grades: { heavy: '1.5' } },
      { code: 'badNumber', grade: 'heavy' },
    ],
    [{ ...FORM, reason: '  ' }, { code: 'reasonNeeded' }],
    [{ ...FORM, when: '' }, { code: 'badTime' }],
    [{ ...FORM, when: '2026-11-20T15:01' }, { code: 'badTime' }],
  ])('says what is wrong with %j', (form, problem) => expect(countOf(form, NOW)).toEqual(problem));
});
