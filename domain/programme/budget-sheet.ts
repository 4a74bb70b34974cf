import {
  type BudgetTable,
  type BudgetTableRow,
  type Cell,
  type Sheet,
  TABLE_COLUMNS,
  type TableColumn,
} from './budget-table.ts';
import type { CostLine, Programme } from './programme.ts';
import type { Refusal, RefusalCode } from './refusals.ts';
import { isWon, sumWon, type Won } from './won.ts';

/** Either the table of a sheet, or everything that is wrong with it, each with its cell. */
export type SheetReading =
  | { readonly table: BudgetTable; readonly refusals: readonly [] }
  | { readonly table: null; readonly refusals: readonly Refusal[] };

/** A sheet of more rows is no budget. */
const MOST_ROWS = 2_000;
/** Nobody mends more than this at once. */
const MOST_REFUSALS = 50;
/** Titles may stand above the header. */
const HEADER_WITHIN_ROWS = 30;

const SUBTOTAL = '소계';
const TOTALS = ['합계', '총계', '총합계', '계'];

/** The name of a cell, `F7` for the sixth column of the seventh row; both are counted from 0. */
export function cellName(row: number, column: number): string {
  let name = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
  }
  return `${name}${row + 1}`;
}

/**
 * Reads a price sheet with the portal's columns. Rules, each refused with its cell: the header has every column once; a
 * row belongs to a cost line of the programme (an empty 구분 stands for the one above, as a merged cell does); 단가,
 * 수량 and 계 are numbers, 계 is 단가 x 수량 cut below the won; 소계 is the sum of its 구분 and 합계 of all rows; nothing
 * stands below 합계. With `totalCost` the rows have to add up to it, won for won (a sheet may leave 합계 out).
 */
export function readBudgetSheet(sheet: Sheet, programme: Programme, totalCost: Won | null = null): SheetReading {
  if (sheet.length > MOST_ROWS) {
    return { table: null, refusals: [at('TOO_MANY_ROWS', cellName(MOST_ROWS, 0), null, { most: MOST_ROWS })] };
  }
  const header = findHeader(sheet);
  if (!('columns' in header)) return { table: null, refusals: [header] };
  const reader = new SheetReader(sheet, header.columns, programme);
  for (let row = header.row + 1; row < sheet.length; row += 1) reader.read(row);
  return reader.finish(totalCost);
}

type Columns = Readonly<Record<TableColumn, number>>;

/** Spelling as it is compared: no blanks, no dots, small letters. */
const plain = (cell: Cell | undefined): string =>
  String(cell ?? '')
    .replace(/[\s·.]/g, '')
    .toLowerCase();

/** A column's title without its unit, as in `단가(원)`. */
const plainTitle = (cell: Cell): string => plain(cell).replace(/\(.*\)$/, '');

const at = (code: RefusalCode, cell: string, column: TableColumn | null, params: Refusal['params'] = {}): Refusal => ({
  code,
  field: column,
  cell,
  params,
});

function findHeader(sheet: Sheet): { readonly row: number; readonly columns: Columns } | Refusal {
  const row = sheet
    .slice(0, HEADER_WITHIN_ROWS)
    .findIndex(
      (cells) => cells.some((cell) => plainTitle(cell) === '구분') && cells.some((cell) => plainTitle(cell) === '계'),
    );
  if (row < 0) return at('HEADER_MISSING', 'A1', null, { columns: TABLE_COLUMNS.join(', ') });
  const cells = (sheet[row] as readonly Cell[]).map(plainTitle);
  for (const column of TABLE_COLUMNS) {
    const first = cells.indexOf(plain(column));
    if (first < 0) return at('HEADER_MISSING', cellName(row, 0), column, { columns: column });
    const second = cells.indexOf(plain(column), first + 1);
    if (second >= 0) return at('HEADER_TWICE', cellName(row, second), column);
  }
  const columns = Object.fromEntries(TABLE_COLUMNS.map((column) => [column, cells.indexOf(plain(column))]));
  return { row, columns: columns as unknown as Columns };
}

/** Goes through the rows below the header and gathers either a table or what is wrong. */
class SheetReader {
  readonly #sheet: Sheet;
  readonly #columns: Columns;
  readonly #programme: Programme;
  readonly #rows: BudgetTableRow[] = [];
  readonly #refusals: Refusal[] = [];
  #line: CostLine | null = null;
  /** rows since the last subtotal */
  #sinceSubtotal = 0;
  #totalCell: string | null = null;

  constructor(sheet: Sheet, columns: Columns, programme: Programme) {
    this.#sheet = sheet;
    this.#columns = columns;
    this.#programme = programme;
  }

  read(row: number): void {
    const isEmpty = TABLE_COLUMNS.every((column) => plain(this.#cell(row, column)) === '');
    if (isEmpty || this.#refusals.length >= MOST_REFUSALS) return;
    if (this.#totalCell !== null) {
      this.#refuse('ROWS_AFTER_TOTAL', row, '구분', { total: this.#totalCell });
      return;
    }
    const section = plain(this.#cell(row, '구분'));
    const item = plain(this.#cell(row, '품명'));
    if (TOTALS.includes(section) || (section === '' && TOTALS.includes(item))) {
      this.#total(row);
      return;
    }
    if (section === SUBTOTAL || item === SUBTOTAL) {
      this.#subtotal(row);
      return;
    }
    this.#row(row, section);
  }

  finish(totalCost: Won | null): SheetReading {
    if (this.#rows.length === 0 && this.#refusals.length === 0) this.#refusals.push(at('NO_ROWS', 'A1', null));
    const total = this.#sum(0);
    if (this.#refusals.length === 0 && totalCost !== null && total !== totalCost) {
      const cell = this.#totalCell ?? cellName(this.#sheet.length - 1, this.#columns.계);
      this.#refusals.push(at('TOTAL_COST_DIFFERS', cell, '계', { sum: total, expected: totalCost }));
    }
    return this.#refusals.length > 0
      ? { table: null, refusals: this.#refusals }
      : { table: { rows: this.#rows, total }, refusals: [] };
  }

  #row(row: number, section: string): void {
    if (section !== '') this.#line = this.#lineOf(section);
    const line = this.#line;
    if (line === null) {
      this.#refuse('LINE_UNKNOWN', row, '구분', { line: this.#text(row, '구분') });
      return;
    }
    const item = this.#text(row, '품명');
    if (item === '') this.#refuse('TEXT_MISSING', row, '품명');
    const origin = this.#origin(row);
    const unitPrice = this.#won(row, '단가', line);
    const quantityMilli = this.#quantity(row);
    const amount = this.#won(row, '계', line);
    if (unitPrice === null || quantityMilli === null || amount === null) return;
    const product = Number((BigInt(unitPrice) * BigInt(quantityMilli)) / 1_000n);
    if (product !== amount) {
      this.#refuse('PRODUCT_DIFFERS', row, '계', { amount, expected: product });
      return;
    }
    this.#rows.push({
      line: line.id,
      item,
      origin,
      country: this.#text(row, '국가'),
      spec: this.#text(row, '규격'),
      unitPrice,
      quantityMilli,
      amount,
    });
  }

  #subtotal(row: number): void {
    const amount = this.#won(row, '계', null);
    const expected = this.#sum(this.#sinceSubtotal);
    this.#sinceSubtotal = this.#rows.length;
    if (amount !== null && amount !== expected && this.#refusals.length === 0) {
      this.#refuse('SUBTOTAL_DIFFERS', row, '계', { amount, expected });
    }
  }

  /** A sum is compared only while every row above could be read: otherwise it would blame a cell that is right. */
  #total(row: number): void {
    const amount = this.#won(row, '계', null);
    const expected = this.#sum(0);
    this.#totalCell = cellName(row, this.#columns.계);
    if (amount !== null && amount !== expected && this.#refusals.length === 0) {
      this.#refuse('TOTAL_DIFFERS', row, '계', { amount, expected });
    }
  }

  #sum(from: number): Won {
    return sumWon(this.#rows.slice(from).map(({ amount }) => amount));
  }

  #lineOf(section: string): CostLine | null {
    return (
      this.#programme.lines.find(({ id, name, spellings }) =>
        [id, name, ...spellings].some((s) => plain(s) === section),
      ) ?? null
    );
  }

  #origin(row: number): BudgetTableRow['origin'] {
    const text = plain(this.#cell(row, '국/외산'));
    if (text === '' || text === '-') return null;
    if (text === '국산' || text === '국') return 'domestic';
    if (text === '외산' || text === '외') return 'foreign';
    this.#refuse('ORIGIN_INVALID', row, '국/외산', { text: this.#text(row, '국/외산') });
    return null;
  }

  /** Whole won; below zero on a line for discounts alone. `line` is null where a sum is read. */
  #won(row: number, column: TableColumn, line: CostLine | null): Won | null {
    const value = numberOf(this.#cell(row, column));
    if (value === null || !isWon(value)) {
      this.#refuse(value === null ? 'NUMBER_INVALID' : isWhole(value), row, column, { text: this.#text(row, column) });
      return null;
    }
    if (value < 0 && line !== null && !line.mayBeNegative) {
      this.#refuse('AMOUNT_NEGATIVE', row, column, { amount: value });
      return null;
    }
    return value;
  }

  /** At most three decimals, above zero. */
  #quantity(row: number): number | null {
    const value = numberOf(this.#cell(row, '수량'));
    const milli = Math.round((value ?? 0) * 1_000);
    // a decimal such as 1.1 has no exact number, so its thousandths are taken when they are nearest to it
    if (value === null || milli <= 0 || !isWon(milli) || milli / 1_000 !== value) {
      this.#refuse('NUMBER_INVALID', row, '수량', { text: this.#text(row, '수량') });
      return null;
    }
    return milli;
  }

  #cell(row: number, column: TableColumn): Cell {
    return this.#sheet[row]?.[this.#columns[column]] ?? null;
  }

  #text(row: number, column: TableColumn): string {
    return String(this.#cell(row, column) ?? '')
      .trim()
      .slice(0, 200);
  }

  #refuse(code: RefusalCode, row: number, column: TableColumn, params: Refusal['params'] = {}): void {
    this.#refusals.push(at(code, cellName(row, this.#columns[column]), column, params));
  }
}

const isWhole = (value: number): RefusalCode => (Number.isInteger(value) ? 'AMOUNT_TOO_BIG' : 'AMOUNT_NOT_WHOLE');

/** A number, or a text that is one with commas of thousands or the won sign; `null` for anything else. */
function numberOf(cell: Cell): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  const text = String(cell ?? '').replace(/[\s₩원]/g, '');
  return /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : null;
}
