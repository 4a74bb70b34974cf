import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changesOf,
  type FlowWeek,
  usualKilograms,
  usualShare,
  type WeekComparison,
} from '../../../domain/flows/changes.ts';
import { NO_SUMS, type PartnerSums } from '../../../domain/flows/partner-sums.ts';

type Tonnes = Readonly<Record<string, Readonly<Record<string, number>>>>;

const week = (tonnes: Tonnes, sums: Readonly<Record<string, Partial<PartnerSums>>> = {}): FlowWeek => ({
  kilograms: new Map(
    Object.entries(tonnes).map(([partner, grades]) => [
      partner,
      new Map(Object.entries(grades).map(([grade, own]) => [grade, own * 1_000])),
    ]),
  ),
  sums: new Map(Object.entries(sums).map(([partner, own]) => [partner, { ...NO_SUMS, ...own }])),
});

/** Eight weeks alike, and this one. */
function compare(usual: FlowWeek, now: FlowWeek, more: Partial<WeekComparison> = {}) {
  const before = Array.from({ length: 8 }, () => usual);
  return changesOf({ week: now, before, known: new Set([...usual.kilograms.keys()]), holiday: null, ...more });
}
const told = (changes: ReturnType<typeof changesOf>) =>
  changes.map(({ kind, partner, grade, differenceKg }) => [kind, partner, grade, differenceKg]);

const USUAL = { 가람: { heavy: 100 }, 나래: { heavy: 60, light: 40 }, 다온: { cast: 80 } };

describe('the usual range', () => {
  it.each([
    ['5 t at least', [10_000, 10_000, 10_000], [5_000, 15_000]],
    ['5 % of much', [1_000_000, 1_000_000, 1_000_000], [950_000, 1_050_000]],
    ['three standard deviations where weeks differ', [80_000, 90_000, 100_000, 110_000, 120_000], [55_522, 144_478]],
    ['never below nothing', [2_000, 2_000, 2_000], [0, 7_000]],
  ])('of kilograms: %s', (_, weeks, expected) => {
    const { low, high } = usualKilograms(weeks);
    expect([Math.round(low), Math.round(high)]).toEqual(expected);
  });

  it('of shares is 5 points at least, and never more than all or less than nothing', () => {
    expect(usualShare([0.5, 0.5, 0.5])).toEqual({ median: 0.5, low: 0.45, high: 0.55 });
    expect(usualShare([0.98, 0.98])).toMatchObject({ high: 1 });
    expect(usualShare([0.02, 0.02])).toMatchObject({ low: 0 });
    expect(usualShare([])).toEqual({ median: 0, low: 0, high: 0.05 });
  });
});

describe('what changed', () => {
  it('is nothing in a week like the others', () => {
    expect(compare(week(USUAL), week(USUAL))).toEqual([]);
  });

  it('is nothing while fewer than four weeks can be compared with', () => {
    const before = [week(USUAL), week(USUAL), week(USUAL)];
    const { 가람: _, ...rest } = USUAL;
    const comparison = { week: week(rest), known: new Set<string>(), holiday: null };
    expect(changesOf({ ...comparison, before })).toEqual([]);
    expect(changesOf({ ...comparison, before: [...before, week(USUAL)] })).not.toEqual([]);
  });

  it('names a supplier that stopped, and what that does to all and to its grade', () => {
    const { 가람: _, ...rest } = USUAL;
    expect(told(compare(week(USUAL), week(rest)))).toEqual([
      ['less', null, null, -100_000],
      ['less', null, 'heavy', -100_000],
      ['stopped', '가람', null, -100_000],
    ]);
  });

  it('names one that is new, and one that has only been away for the first days of its weeks', () => {
    const now = week({ ...USUAL, 라온: { heavy: 30 } });
    expect(told(compare(week(USUAL), now))).toContainEqual(['started', '라온', null, 30_000]);
    const known = new Set(['라온']);
    expect(told(compare(week(USUAL), now, { known }))).toContainEqual(['more', '라온', null, 30_000]);
  });

  it('says once what most suppliers did, with their names, and other things beside it', () => {
    const now = week({ 가람: { heavy: 40 }, 나래: { heavy: 6, light: 4 }, 다온: { cast: 8 }, 라온: { cast: 20 } });
    const usual = week({ ...USUAL, 라온: { cast: 20 } });
    const changes = compare(usual, now, { holiday: '추석' });
    expect(told(changes)).toEqual([['less', null, null, -222_000]]);
    expect(changes[0]).toMatchObject({
      suppliers: ['가람', '나래', '다온'],
      holiday: '추석',
      value: 78_000,
      median: 300_000,
    });
    expect(changes[0]?.weeks).toHaveLength(8);
  });

  it('says so of more as of less, without a holiday to explain it', () => {
    const now = week({ 가람: { heavy: 200 }, 나래: { heavy: 120, light: 80 }, 다온: { cast: 160 } });
    const changes = compare(week(USUAL), now, { holiday: '추석' });
    expect(told(changes)).toEqual([['more', null, null, 280_000]]);
    expect(changes[0]?.holiday).toBeNull();
  });

  it('tells each by itself where another supplier makes up for them', () => {
    const usual = week({ ...USUAL, 라온: { cast: 100 } });
    const fewer = week({ 가람: { heavy: 40 }, 나래: { heavy: 6, light: 4 }, 다온: { cast: 8 }, 라온: { cast: 600 } });
    const more = week({ 가람: { heavy: 200 }, 나래: { heavy: 120, light: 80 }, 다온: { cast: 160 } });
    const much = week({ ...USUAL, 라온: { cast: 900 } });
    const partners = (changes: ReturnType<typeof changesOf>) =>
      changes.filter(({ grade }) => grade === null).map(({ kind, partner, suppliers }) => [kind, partner, suppliers]);
    expect(partners(compare(usual, fewer)).sort()).toEqual([
      ...[
        ['less', '가람', []],
        ['less', '나래', []],
        ['less', '다온', []],
      ],
      ...[
        ['more', null, []],
        ['more', '라온', []],
      ],
    ]);
    expect(partners(compare(much, more)).map(([kind, partner]) => [kind, partner])).toEqual([
      ...[
        ['stopped', '라온'],
        ['less', null],
      ],
      ...[
        ['more', '가람'],
        ['more', '나래'],
        ['more', '다온'],
      ],
    ]);
  });

  it('tells a shift between grades by shares, both ways', () => {
    const now = week({ ...USUAL, 나래: { heavy: 30, light: 70 } });
    const changes = compare(week(USUAL), now);
    expect(told(changes).filter(([kind]) => kind === 'mix-shift')).toEqual([
      ['mix-shift', '나래', 'heavy', 0],
      ['mix-shift', '나래', 'light', 0],
    ]);
    expect(changes.find(({ kind }) => kind === 'mix-shift')).toMatchObject({ value: 0.3, median: 0.6 });
  });

  const sums = (matchedKg: number, deductionKg: number, cancelledTrucks: number) =>
    ({
      가람: { matchedKg, declaredKg: 100, deductionKg, netKg: 1_000, trucks: 9, deductedTrucks: 2, cancelledTrucks },
    }) as const;
  it.each([
    ['declarations that hold less', sums(60, 10, 0), ['declared-worse']],
    ['declarations that hold more: nothing', sums(100, 10, 0), []],
    ['deductions of two points more', sums(90, 31, 0), ['deduction-more']],
    ['deductions of a point more: nothing', sums(90, 20, 0), []],
    ['one truck with a large deduction: nothing', { 가람: { ...sums(90, 200, 0).가람, deductedTrucks: 1 } }, []],
    ['one cancelled truck: nothing', sums(90, 10, 1), []],
    ['fewer deductions: nothing', sums(90, 0, 0), []],
    ['more cancelled trucks', sums(90, 10, 9), ['rejected-more']],
    ['a week without a truck', {}, []],
  ])('tells of a supplier %s', (_, now, expected) => {
    expect(compare(week(USUAL, sums(90, 10, 0)), week(USUAL, now)).map(({ kind }) => kind)).toEqual(expected);
  });

  it.each([
    [1, []],
    [3, []],
    [4, ['declared-worse']],
  ])('30 points fewer as declared, of %d trucks that were judged: %j', (declaredTrucks, expected) => {
    const now = week(USUAL, { 가람: { ...sums(60, 10, 0).가람, declaredTrucks } });
    expect(compare(week(USUAL, sums(90, 10, 0)), now).map(({ kind }) => kind)).toEqual(expected);
  });

  it('what weighs most comes first, kilograms before shares, and every value lies outside its range', () => {
    const tonnes = fc.dictionary(
      fc.constantFrom('가', '나', '다', '라'),
      fc.dictionary(fc.constantFrom('heavy', 'light', 'cast'), fc.integer({ min: 0, max: 400 }), { minKeys: 1 }),
    );
    fc.assert(
      fc.property(fc.array(tonnes, { minLength: 4, maxLength: 8 }), tonnes, (before, now) => {
        const weeks = before.map((one) => week(one));
        const known = new Set(before.flatMap((one) => Object.keys(one)));
        const changes = changesOf({ week: week(now), before: weeks, known, holiday: null });
        const sizes = changes.map(({ differenceKg }) => Math.abs(differenceKg));
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
        for (const { value, low, high, suppliers } of changes) {
          if (suppliers.length === 0) expect(value < low || value > high).toBe(true);
          else expect(suppliers.length).toBeGreaterThanOrEqual(3);
        }
      }),
    );
  });
});
