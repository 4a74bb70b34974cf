import { csvRows } from '../../domain/flows/csv-text.ts';
import type { Sheet } from '../../domain/programme/budget-table.ts';
import { readSheet } from '../program/sheet-file.ts';

const ZIP = Buffer.of(0x50, 0x4b, 0x03, 0x04);

/**
 * The sheet of a file by its bytes: an XLSX workbook, else CSV in UTF-8, or in the Korean encoding (CP949) that
 * spreadsheets of Korean Windows save.
 * @throws DomainError `FILE_TYPE_REFUSED` for what is neither
 */
export function sheetOf(bytes: Buffer): Sheet {
  if (bytes.subarray(0, 4).equals(ZIP) || bytes.includes(0)) return readSheet(bytes);
  return csvRows(textOf(bytes)).map((row) => row.map((cell) => (cell === '' ? null : cell)));
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // not UTF-8: `euc-kr` of the Encoding Standard is CP949
    return new TextDecoder('euc-kr').decode(bytes);
  }
}
