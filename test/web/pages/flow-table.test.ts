import { describe, expect, it } from 'vitest';
import type { FlowSum } from '../../../domain/flows/sankey.ts';
import { differenceWords } from '../../../web/pages/flows/difference.ts';
import { readView, type Sort } from '../../../web/pages/flows/flow-view.ts';
import { sortedRows, type TableRow, tableRows } from '../../../web/pages/flows/table-rows.ts';
import { ko } from '../../../web/text/ko.ts';

const sum = (partner: string, grade: string, kg: number, direction = 'inbound', yard = 'pohang'): FlowSum => ({
  ...{ yard, direction, partner, grade, kg },
});
const NOW = [
  sum('나라', 'heavy', 30),
  sum('나라', 'light', 10),
  sum('가람', 'heavy', 60),
  sum('제철소', 'heavy', 80, 'outbound'),
];
const BEFORE = [sum('가람', 'heavy', 90), sum('다온', 'heavy', 5)];
const usual = readView({}, '2026-11-22');
const nameOf = (row: TableRow): string => [row.supplier, row.works, row.grade, row.yard].filter(Boolean).join(' ');
const rowsOf = (rows: typeof usual.rows) => tableRows({ ...usual, rows }, NOW, BEFORE, null);

describe('the table of flows', () => {
  it('has a line for all that flows or flowed before, with its share', () => {
    expect(
      rowsOf('supplier').map(({ supplier, kg, share, before, lastYear }) => [supplier, kg, share, before, lastYear]),
    ).toEqual([
      ['가람', 60, 0.6, 90, null],
      ['다온', 0, 0, 5, null],
      ['나라', 40, 0.4, 0, null],
    ]);
  });

  it('compares with nothing where nothing flowed at all', () =>
    expect(tableRows({ ...usual, rows: 'grade' }, NOW, [], null).map(({ before }) => before)).toEqual([null, null]));

  it.each([
    ['supplier-grade', ['가람 heavy', '다온 heavy', '나라 heavy', '나라 light']],
    ['supplier-yard', ['가람 pohang', '다온 pohang', '나라 pohang']],
    ['grade', ['heavy', 'light']],
    ['yard', ['pohang']],
    ['works', ['제철소']],
  ] as const)('by %s has these lines', (kind, names) => expect(rowsOf(kind).map(nameOf)).toEqual(names));

  const order = (sort: Sort, isDown: boolean, find = '') =>
    sortedRows(rowsOf('supplier'), { sort, isDown, find }, nameOf).map(nameOf);

  it('sorts by each of its columns, both ways', () => {
    expect(order('kg', true)).toEqual(['가람', '나라', '다온']);
    expect(order('kg', false)).toEqual(['다온', '나라', '가람']);
    expect(order('share', true)).toEqual(['가람', '나라', '다온']);
    expect(order('name', false)).toEqual(['가람', '나라', '다온']);
    expect(order('name', true)).toEqual(['다온', '나라', '가람']);
    expect(order('before', true)).toEqual(['나라', '다온', '가람']);
    expect(order('before', false)).toEqual(['가람', '다온', '나라']);
  });

  it('keeps lines without the figure in the order of their names', () =>
    expect(order('lastYear', true)).toEqual(['가람', '나라', '다온']));

  it('finds names whatever their spaces and letters', () => {
    expect(order('kg', true, ' 나 라')).toEqual(['나라']);
    expect(order('kg', true, '없음')).toEqual([]);
  });
});

describe('a difference in words', () => {
  it.each([
    [120_000, 100_000, '앞 기간보다 20.0 t(20%) 많습니다.'],
    [97_000, 100_000, '앞 기간보다 3.0 t(3.0%) 적습니다.'],
    [100_020, 100_000, '앞 기간과 같습니다.'],
    [5_000, 0, '앞 기간에는 흐름이 없었습니다.'],
    [0, 0, '앞 기간과 같습니다.'],
  ])('%d kg against %d kg', (kg, other, words) => expect(differenceWords(ko, kg, other, '앞 기간')).toBe(words));
});
