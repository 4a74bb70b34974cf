import { read, utils, write } from '@e965/xlsx';
import { DomainError } from '../../domain/errors.ts';
import type { Cell, Sheet } from '../../domain/programme/budget-table.ts';
import { fileTypeOf } from '../files/file-type.ts';
import { unpackedSize } from './unpacked-size.ts';

/** The only door to the workbook library (SheetJS Community Edition: one package without dependencies or native parts). */

export const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const MOST_SHEET_BYTES = 2_000_000;

/** A budget unpacks to far less; more is an attack or a mistake. */
const MOST_UNPACKED_BYTES = 32_000_000;
const MOST_ROWS = 3_000;
const MOST_COLUMNS = 50;

/**
 * The first visible sheet of a workbook from A1 on. A formula is the value that was saved with it and is never worked
 * out; an error in a cell is its text, which no number is.
 * @throws DomainError `FILE_TYPE_REFUSED` for what is no XLSX, with what it is by its bytes
 */
export function readSheet(bytes: Buffer): Sheet {
  const isZip = bytes.subarray(0, 4).equals(Buffer.of(0x50, 0x4b, 0x03, 0x04));
  if (!isZip) throw refused(bytes);
  if (unpackedSize(bytes, MOST_UNPACKED_BYTES) === null) throw damaged();
  try {
    const book = read(bytes, {
      type: 'buffer',
      cellFormula: false,
      cellHTML: false,
      sheetRows: MOST_ROWS,
      dense: true,
    });
    const hidden = book.Workbook?.Sheets ?? [];
    const name = book.SheetNames.find((_, place) => (hidden[place]?.Hidden ?? 0) === 0) ?? book.SheetNames[0];
    const sheet = name === undefined ? undefined : book.Sheets[name];
    const range = sheet?.['!ref'];
    if (!sheet || range === undefined) return [];
    const { e: last } = utils.decode_range(range);
    const to = { r: last.r, c: Math.min(last.c, MOST_COLUMNS - 1) };
    return utils
      .sheet_to_json<unknown[]>(sheet, {
        header: 1,
        raw: true,
        defval: null,
        blankrows: true,
        range: { s: { r: 0, c: 0 }, e: to },
      })
      .map((row) => row.map(cellOf));
  } catch (cause) {
    throw damaged(cause);
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'number' ? value : String(value);
}

function refused(bytes: Buffer): DomainError {
  const kind = fileTypeOf(bytes);
  const found = 'found' in kind ? kind.found : kind.type;
  return new DomainError('FILE_TYPE_REFUSED', { found, expected: 'XLSX' });
}

const damaged = (cause?: unknown) =>
  new DomainError('FILE_TYPE_REFUSED', { found: 'damaged', expected: 'XLSX' }, { cause });

const WIDTHS = [24, 28, 9, 10, 28, 14, 9, 16];

/**
 * A workbook of one sheet. Text stays text whatever it begins with: every text cell has the type and the number format
 * of one, so that no program takes = + - @ at its beginning for a formula, not even when the cell is edited.
 */
export function writeSheet(name: string, rows: Sheet): Buffer {
  const sheet = utils.aoa_to_sheet([]);
  rows.forEach((cells, r) => {
    cells.forEach((cell, c) => {
      if (cell === null) return;
      const at = utils.encode_cell({ r, c });
      sheet[at] = typeof cell === 'number' ? { t: 'n', v: cell, z: numberFormat(cell) } : { t: 's', v: cell, z: '@' };
    });
  });
  const columns = Math.max(1, ...rows.map((cells) => cells.length));
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(0, rows.length - 1), c: columns - 1 } });
  sheet['!cols'] = WIDTHS.slice(0, columns).map((wch) => ({ wch }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, name);
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

const numberFormat = (value: number): string => (Number.isInteger(value) ? '#,##0' : '#,##0.###');
