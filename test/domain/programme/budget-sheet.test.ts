import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellName, readBudgetSheet } from '../../../domain/programme/budget-sheet.ts';
import { type BudgetTableRow, budgetSheet, type Cell, plannedEntries } from '../../../domain/programme/budget-table.ts';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { FUNDERS, fundingOf } from '../../../domain/programme/funding.ts';
import { sumWon } from '../../../domain/programme/won.ts';
import { GOOD_SHEET, HEADER, sheetWith } from '../../fixtures/programme/sheets.ts';

const TOTAL = 800_000_000;
const read = (sheet: Cell[][], total: number | null = TOTAL) => readBudgetSheet(sheet, AI_TRACK_2026, total);
const wrong = (sheet: Cell[][], total?: number | null) =>
  read(sheet, total).refusals.map(({ code, cell, field }) => [code, cell, field]);

describe('a cell is named', () => {
  it.each([
    [0, 0, 'A1'],
    [6, 5, 'F7'],
    [0, 25, 'Z1'],
    [9, 26, 'AA10'],
    [0, 701, 'ZZ1'],
    [0, 702, 'AAA1'],
  ])('row %i, column %i is %s', (row, column, name) => {
    expect(cellName(row, column)).toBe(name);
  });
});

describe('a sheet with the columns of the portal', () => {
  it('is read, whatever stands above it, with merged cells, blanks and thousands', () => {
    const { table } = read(GOOD_SHEET);
    expect(table?.total).toBe(TOTAL);
    expect(table?.rows).toHaveLength(6);
    expect(table?.rows[0]).toEqual({
      line: 'hardware',
      item: '검수 카메라',
      origin: 'foreign',
      country: '독일',
      spec: '20MP',
      unitPrice: 150_000_000,
      quantityMilli: 2_000,
      amount: 300_000_000,
    });
    expect(table?.rows[1]).toMatchObject({ line: 'hardware', origin: 'domestic', unitPrice: 60_000_000 });
    expect(table?.rows[2]).toMatchObject({ line: 'software', origin: null, quantityMilli: 7_500 });
    expect(table?.rows[5]).toMatchObject({ line: 'other', amount: -20_000_000 });
  });

  it('needs no total of its own, and no total cost', () => {
    expect(read(GOOD_SHEET.slice(0, -1)).table?.total).toBe(TOTAL);
    expect(read(GOOD_SHEET, null).table?.total).toBe(TOTAL);
  });

  it('may have units in its titles and columns beside', () => {
    const titles = HEADER.map((title) => (title === '단가' || title === '계' ? `${title} (원)` : title));
    const sheet = [
      ['번호', ...titles],
      [1, 'S/W', '등급 판정', '외', null, null, 10.0, 3, 30],
      [null, '합계', null, null, null, null, null, null, 30],
    ];
    expect(read(sheet, 30).table?.rows).toMatchObject([{ line: 'software', origin: 'foreign', amount: 30 }]);
  });

  // F is the unit price, G the quantity, H the sum
  it.each<[string, Cell[][], string, string, string | null]>([
    ['letters for a price', sheetWith([6 - 1, 5, 'million']), 'NUMBER_INVALID', 'F6', '단가'],
    ['an empty price', sheetWith([6, 5, null]), 'NUMBER_INVALID', 'F7', '단가'],
    ['a price that is no number', sheetWith([6, 5, Number.NaN]), 'NUMBER_INVALID', 'F7', '단가'],
    ['commas in wrong places', sheetWith([6, 5, '30,0000,00']), 'NUMBER_INVALID', 'F7', '단가'],
    ['half a won', sheetWith([6, 5, 30_000_000.5]), 'AMOUNT_NOT_WHOLE', 'F7', '단가'],
    ['a price of the moon', sheetWith([6, 5, 2e12]), 'AMOUNT_TOO_BIG', 'F7', '단가'],
    ['a negative price', sheetWith([6, 5, -30_000_000]), 'AMOUNT_NEGATIVE', 'F7', '단가'],
    ['no quantity', sheetWith([6, 6, null]), 'NUMBER_INVALID', 'G7', '수량'],
    ['a quantity of zero', sheetWith([6, 6, 0]), 'NUMBER_INVALID', 'G7', '수량'],
    ['a quantity of four decimals', sheetWith([6, 6, 1.0001]), 'NUMBER_INVALID', 'G7', '수량'],
    ['a sum that is not the product', sheetWith([6, 7, 30_000_001]), 'PRODUCT_DIFFERS', 'H7', '계'],
    ['an unknown line', sheetWith([6, 0, '출장비']), 'LINE_UNKNOWN', 'A7', '구분'],
    ['no line at all', [HEADER, [null, '카메라', null, null, null, 1, 1, 1]], 'LINE_UNKNOWN', 'A2', '구분'],
    ['no item', sheetWith([6, 1, ' ']), 'TEXT_MISSING', 'B7', '품명'],
    ['an unknown origin', sheetWith([6, 2, '달']), 'ORIGIN_INVALID', 'C7', '국/외산'],
    ['a wrong subtotal', sheetWith([4, 7, 360_000_001]), 'SUBTOTAL_DIFFERS', 'H5', '계'],
    ['a subtotal of letters', sheetWith([4, 7, '삼억']), 'NUMBER_INVALID', 'H5', '계'],
    ['a wrong total', sheetWith([10, 7, 800_000_001]), 'TOTAL_DIFFERS', 'H11', '계'],
    ['a total of letters', sheetWith([10, 7, '팔억']), 'NUMBER_INVALID', 'H11', '계'],
    [
      'rows below the total',
      [...GOOD_SHEET, ['기타', '추가', null, null, null, 1, 1, 1]],
      'ROWS_AFTER_TOTAL',
      'A12',
      '구분',
    ],
    ['no header', [['품명', '금액']], 'HEADER_MISSING', 'A1', null],
    ['a header without a column', sheetWith([1, 4, '크기']), 'HEADER_MISSING', 'A2', '규격'],
    ['a column twice', sheetWith([1, 8, '수량']), 'HEADER_TWICE', 'I2', '수량'],
    ['nothing in it', [HEADER], 'NO_ROWS', 'A1', null],
  ])('with %s is refused with its cell', (_, sheet, code, cell, field) => {
    expect(wrong(sheet)).toEqual([[code, cell, field]]);
  });

  it('says every cell that is wrong, and blames no sum for it', () => {
    const sheet = sheetWith([2, 5, 'x'], [5, 6, 'y'], [6, 7, 'z']);
    expect(wrong(sheet).map(([, cell]) => cell)).toEqual(['F3', 'G6', 'H7']);
  });

  it('has to add up to the total cost of the project', () => {
    expect(read(GOOD_SHEET, TOTAL + 1).refusals).toMatchObject([
      { code: 'TOTAL_COST_DIFFERS', cell: 'H11', params: { sum: TOTAL, expected: TOTAL + 1 } },
    ]);
    expect(wrong(GOOD_SHEET.slice(0, -1), 1)).toEqual([['TOTAL_COST_DIFFERS', 'H10', '계']]);
  });

  it('is no budget beyond 2,000 rows, and tells fifty reasons at most', () => {
    expect(wrong([HEADER, ...Array.from({ length: 2_000 }, () => [])])).toEqual([['TOO_MANY_ROWS', 'A2001', null]]);
    const letters = Array.from({ length: 90 }, () => ['H/W', 'x', null, null, null, 'x', 1, 1]);
    expect(wrong([HEADER, ...letters])).toHaveLength(50);
  });

  it('sums every 소계 from the one above', () => {
    const row = (section: string, amount: number): Cell[] => [section, 'x', null, null, null, amount, 1, amount];
    const subtotal = (amount: number): Cell[] => ['소계', null, null, null, null, null, null, amount];
    const sheet = (second: number) => [
      HEADER,
      row('H/W', 5),
      subtotal(5),
      row('S/W', 7),
      row('S/W', 1),
      subtotal(second),
    ];
    expect(read(sheet(8), 13).table?.total).toBe(13);
    expect(wrong(sheet(13), 13)).toEqual([['SUBTOTAL_DIFFERS', 'H6', '계']]);
  });

  it('names the total by its item too, and finds rows and subtotals there', () => {
    const sheet: Cell[][] = [
      HEADER,
      ['기타', '잡비', null, null, null, 3, 0.5, 1],
      [null, '소계', null, null, null, null, null, 1],
      [null, '합계', null, null, null, null, null, 1],
    ];
    // 3 x 0.5 = 1.5, cut below the won
    expect(read(sheet, 1).table?.rows).toMatchObject([{ line: 'other', amount: 1 }]);
  });
});

describe('a table that is exported', () => {
  const text = fc.constantFrom('카메라', 'a,b', '=1+1', '서버 2');
  const row = fc
    .record({
      line: fc.constantFrom(...AI_TRACK_2026.lines.map(({ id }) => id)),
      item: text,
      origin: fc.constantFrom('domestic', 'foreign', null),
      country: fc.constantFrom('', '독일'),
      spec: fc.constantFrom('', '10 m'),
      unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
      quantityMilli: fc.integer({ min: 1, max: 99_999 }),
    })
    .map(
      (cells): BudgetTableRow => ({ ...cells, amount: Math.floor((cells.unitPrice * cells.quantityMilli) / 1_000) }),
    );

  it('is the same when it is read again', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const table = { rows, total: sumWon(rows.map(({ amount }) => amount)) };
        expect(read(budgetSheet(table, AI_TRACK_2026), table.total).table).toEqual(table);
      }),
    );
  });

  it('keeps a line that the programme no longer has under its id', () => {
    const gone = {
      line: 'gone',
      item: 'x',
      origin: null,
      country: '',
      spec: '',
      unitPrice: 1,
      quantityMilli: 1_000,
      amount: 1,
    };
    expect(budgetSheet({ rows: [gone], total: 1 }, AI_TRACK_2026)[1]).toEqual(['gone', 'x', null, '', '', 1, 1, 1]);
  });

  it('becomes planned entries that add up by line and by funder', () => {
    const { table } = read(GOOD_SHEET);
    const funding = fundingOf(TOTAL, AI_TRACK_2026);
    const entries = plannedEntries(table ?? { rows: [], total: 0 }, {
      funding,
      programme: AI_TRACK_2026,
      from: '2026-11-02',
      until: '2027-08-02',
    });
    // the discount first, by 50 : 30 : 20; hardware of 360 then by 410 : 246 : 164 of 820 left
    expect(entries.filter(({ line }) => line === 'other').map(({ funder, amount }) => [funder, amount])).toEqual([
      ['government', -10_000_000],
      ['posco', -6_000_000],
      ['adopter', -4_000_000],
    ]);
    expect(entries[0]).toEqual({
      line: 'hardware',
      funder: 'government',
      stage: 'planned',
      day: '2026-11-02',
      until: '2027-08-02',
      amount: 180_000_000,
      document: null,
      cancels: null,
    });
    for (const funder of FUNDERS) {
      const own = entries.filter((planned) => planned.funder === funder);
      expect(sumWon(own.map(({ amount }) => amount))).toBe(funding[funder]);
    }
  });
});
