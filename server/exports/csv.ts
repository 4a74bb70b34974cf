import type { Value } from '../stores/columns/rows.ts';
import { type ExportColumn, type ExportTable, kstText, type Language, shownValue } from './export-table.ts';

const BOM = '\uFEFF';
/** RFC 4180, 2.1 */
const LINE_END = '\r\n';

/**
 * What a spreadsheet may take for a formula when a text begins with it. Such a text gets an apostrophe before it, which
 * stays visible; numbers are written as numbers, so a negative one keeps its sign (OWASP, CSV injection).
 */
const FORMULA_SIGN = /^[=+\-@\t\r]/;
/** RFC 4180, 2.6; a space at either end is kept by quotes too */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** A table as CSV: UTF-8 with a byte order mark, so that Excel does not take it for its own code page; RFC 4180. */
export async function* csvChunks({ columns, batches }: ExportTable, language: Language): AsyncGenerator<Uint8Array> {
  const heading = columns.map(({ heading }) => textCell(heading[language])).join(',');
  yield Buffer.from(`${BOM}${heading}${LINE_END}`);
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) {
      const cells = columns.map((column, place) => cellOf(column, row[place] ?? null, language));
      text += `${cells.join(',')}${LINE_END}`;
    }
    yield Buffer.from(text);
  }
}

function cellOf(column: ExportColumn, value: Value, language: Language): string {
  if (value === null) return '';
  if (typeof value === 'number' && (column.kind === 'time' || column.kind === 'day'))
    return kstText(value, column.kind);
  const shown = shownValue(column, value, language);
  return typeof shown === 'number' ? String(shown) : textCell(shown ?? '');
}

function textCell(text: string): string {
  const safe = FORMULA_SIGN.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
