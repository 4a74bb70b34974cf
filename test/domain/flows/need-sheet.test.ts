import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRows } from '../../../domain/flows/csv-text.ts';
import { readNeeds } from '../../../domain/flows/need-sheet.ts';
import type { Cell } from '../../../domain/programme/budget-table.ts';

const HEAD = ['제철소', '등급', '월', '톤'];
const WORKS = ['포항제철소', '광양제철소'];
const read = (...rows: Cell[][]) => readNeeds([HEAD, ...rows], WORKS);

describe('a plan of needs', () => {
  it('is rows of works, grade, month and tonnes to the kilogram', () => {
    expect(
      read(['포항제철소', '중량', '2026-11', 1_200.5], [null, '', ' '], ['광양제철소', '경량A', '2026.12', '1,000']),
    ).toEqual({
      refusals: [],
      rows: [
        { works: '포항제철소', grade: 'heavy', month: '2026-11', kg: 1_200_500 },
        { works: '광양제철소', grade: 'light', month: '2026-12', kg: 1_000_000 },
      ],
    });
  });

  it('has its headings in any order, in English, below a title and with units', () => {
    const sheet: Cell[][] = [
      ['Plan'],
      ['Note', 'Tonnes (t)', 'Month', 'WORKS', ' Grade'],
      ['x', 0.001, '2026-01', 'a, "b"', 'cast'],
    ];
    expect(readNeeds(sheet, [])).toEqual({
      refusals: [],
      rows: [{ works: 'a, "b"', grade: 'cast', month: '2026-01', kg: 1 }],
    });
  });

  it.each<[Cell, string | null]>([
    ['2026-11', '2026-11'],
    ['2026-3', '2026-03'],
    ['2026.03', '2026-03'],
    ['2026년 3월', '2026-03'],
    ['202603', '2026-03'],
    [202_612, '2026-12'],
    ['2026-03-31', '2026-03'],
    // 2026-11-01 as a spreadsheet counts
    [46_327, '2026-11'],
    [46_326.9, '2026-10'],
    ['2026-13', null],
    ['2026-00', null],
    ['11월', null],
    ['1899-01', null],
    [36_525, null],
    [null, null],
  ])('reads the month %j as %j', (cell, month) => {
    const { rows, refusals } = read(['포항제철소', '중량', cell, 1]);
    expect(rows.map((row) => row.month)).toEqual(month === null ? [] : [month]);
    expect(refusals.map((refusal) => refusal.cell)).toEqual(month === null ? ['C2'] : []);
  });

  it.each<[Cell, number | null]>([
    [0, 0],
    [0.1 + 0.2, 300],
    ['1,234,567.891', 1_234_567_891],
    ['12,34', null],
    [1.0005, null],
    [-1, null],
    ['=1+1', null],
    ['1e3', null],
    [10_000_001, null],
    [Number.NaN, null],
    [null, null],
  ])('reads the tonnes %j as %j kg', (cell, kg) => {
    const { rows, refusals } = read(['포항제철소', '중량', '2026-11', cell]);
    expect(rows.map((row) => row.kg)).toEqual(kg === null ? [] : [kg]);
    expect(refusals.map((refusal) => refusal.cell)).toEqual(kg === null ? ['D2'] : []);
  });

  it('names every cell that is wrong, each with what to do', () => {
    const { refusals } = read(
      ['다른제강', '금', 'x', 'y'],
      [null, '중량', '2026-11', 1],
      ['포항제철소', '중량', '2026-11', 1],
      ['포항제철소', '중량A', '2026-11', 2],
    );
    expect(refusals.map(({ cell }) => cell)).toEqual(['A2', 'B2', 'C2', 'D2', 'A3', 'A5']);
    expect(refusals[0]?.problem).toContain('포항제철소, 광양제철소');
    expect(refusals[1]?.problem).toContain('생철');
    expect(refusals.at(-1)?.problem).toContain('4행');
  });

  it.each<[string, Cell[][], string]>([
    ['nothing', [], 'A1'],
    ['no heading', [['a', 'b']], 'A1'],
    ['a heading without tonnes', [['x'], ['제철소', '등급', '월']], 'A2'],
    ['nothing below it', [HEAD], 'A2'],
    [
      'too many rows',
      [HEAD, ...Array.from({ length: 5_001 }, (_, n) => ['a', 'cast', `20${10 + (n % 90)}-01`, n])],
      'A5001',
    ],
  ])('is refused as a whole for %s', (_, sheet, cell) => {
    const { rows, refusals } = readNeeds(sheet, []);
    expect(rows).toEqual([]);
    expect(refusals.map((refusal) => refusal.cell)).toEqual([cell]);
  });

  it('names cells beyond the column Z', () => {
    const wide = [...Array<Cell>(26).fill(null), ...HEAD];
    const row: Cell[] = [...Array<Cell>(26).fill(null), 'a', 'cast', '2026-01', 'x'];
    expect(readNeeds([wide, row], []).refusals.map(({ cell }) => cell)).toEqual(['AD2']);
  });
});

describe('CSV', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['\uFEFFa,"b, ""c"""\n', [['a', 'b, "c"']]],
    ['a\rb', [['a'], ['b']]],
    ['"x\r\ny",z', [['x\r\ny', 'z']]],
    ['5" pipe,a', [['5" pipe', 'a']]],
    ['"a"b,c', [['ab', 'c']]],
    ['""', [['']]],
    ['a,', [['a', '']]],
    ['\n', [['']]],
    ['', []],
  ])('%j has these rows', (text, rows) => {
    expect(csvRows(text)).toEqual(rows);
  });

  it('gives back whatever was quoted', () => {
    const rows = fc.array(fc.array(fc.string(), { minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, (cells) => {
        const text = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(csvRows(text)).toEqual(cells);
      }),
    );
  });
});
