import { describe, expect, it } from 'vitest';
import { changesOf, type FlowWeek, type WeekComparison } from '../../../domain/flows/changes.ts';
import { changeSentence } from '../../../domain/flows/sentences.ts';
import { changesToldOnce } from '../../../domain/flows/told-once.ts';

type Tonnes = Readonly<Record<string, Readonly<Record<string, number>>>>;

const week = (tonnes: Tonnes): FlowWeek => ({
  kilograms: new Map(
    Object.entries(tonnes).map(([partner, grades]) => [
      partner,
      new Map(Object.entries(grades).map(([grade, own]) => [grade, own * 1_000])),
    ]),
  ),
  sums: new Map(),
});

const USUAL: Tonnes = {
  가람: { heavy: 100, cast: 100 },
  나래: { heavy: 60, light: 140 },
  다온: { heavy: 80, cast: 20 },
  라온: { cast: 80 },
  마루: { cast: 70 },
  바다: { cast: 90 },
};

const against = (usual: Tonnes, now: Tonnes, known = Object.keys(usual)): WeekComparison => ({
  week: week(now),
  before: Array.from({ length: 8 }, () => week(usual)),
  known: new Set(known),
  holiday: null,
});
const told = (comparison: WeekComparison) =>
  changesToldOnce(comparison).map(({ kind, partner, grade, suppliers }) => [kind, partner, grade, suppliers]);

const DEARER: Tonnes = {
  ...USUAL,
  가람: { heavy: 140, cast: 100 },
  나래: { heavy: 84, light: 140 },
  다온: { heavy: 112, cast: 20 },
};

describe('a story that several suppliers share', () => {
  it('is told once, by its grade, with who moved it, and not again as total, supplier or share', () => {
    expect(changesOf(against(USUAL, DEARER)).length).toBeGreaterThan(4);
    expect(told(against(USUAL, DEARER))).toEqual([['more', null, 'heavy', ['가람', '다온', '나래']]]);
  });

  it('leaves what is not explained by it: another grade of a mover, and whoever did not move', () => {
    const now = { ...DEARER, 가람: { heavy: 140, cast: 160 }, 바다: { cast: 30 } };
    expect(told(against(USUAL, now))).toEqual([
      ['more', '가람', null, []],
      ['more', null, 'heavy', ['가람', '다온', '나래']],
      ['less', '바다', null, []],
    ]);
  });

  it('may be less as well as more', () => {
    const now = {
      ...USUAL,
      가람: { heavy: 60, cast: 100 },
      나래: { heavy: 36, light: 140 },
      다온: { heavy: 48, cast: 20 },
    };
    expect(told(against(USUAL, now))).toEqual([['less', null, 'heavy', ['가람', '다온', '나래']]]);
  });

  it('is no story of two, nor of those who are new or have stopped', () => {
    const two = { ...USUAL, 가람: { heavy: 140, cast: 100 }, 나래: { heavy: 84, light: 140 } };
    expect(told(against(USUAL, two))).toEqual(
      changesOf(against(USUAL, two)).map(({ kind, partner, grade, suppliers }) => [kind, partner, grade, suppliers]),
    );
    const { 가람: _, ...others } = USUAL;
    const first = changesToldOnce(against(others, DEARER));
    expect(first.find(({ kind }) => kind === 'started')?.partner).toBe('가람');
    expect(first.every(({ suppliers }) => !suppliers.includes('가람'))).toBe(true);
  });

  it('is nothing in a week like the others', () => {
    expect(told(against(USUAL, USUAL))).toEqual([]);
  });

  it('names who moved it in words, the first three and how many more', () => {
    const [change] = changesToldOnce(against(USUAL, DEARER));
    expect(change && changeSentence(change)).toContain('가람, 다온, 나래가 함께 늘렸습니다.');
    expect(change && changeSentence(change, 'en')).toContain('가람, 다온, 나래 brought more together.');
    const many = change && { ...change, suppliers: ['가', '나', '다', '라', '마'] };
    expect(many && changeSentence(many)).toContain('가, 나, 다 등 5곳이 함께 늘렸습니다.');
    expect(many && changeSentence(many, 'en')).toContain('가, 나, 다 and 2 others brought more together.');
    const four = many && { ...many, suppliers: ['가', '나', '다', '라'] };
    expect(four && changeSentence(four, 'en')).toContain('가, 나, 다 and 1 other brought more together.');
    const less = change && { ...change, kind: 'less' as const };
    expect(less && changeSentence(less)).toContain('가람, 다온, 나래가 함께 줄였습니다.');
  });
});
