import { KST_OFFSET_MS } from '../../../domain/kst-time.ts';
import { DAY_MS } from '../../../domain/units.ts';
import type { ColumnKind, Value } from '../../stores/columns/rows.ts';

/** Places in `cellXfs` of the style sheet below. */
const STYLES: Readonly<Record<ColumnKind | 'heading', number>> = {
  heading: 1,
  text: 2,
  kg: 3,
  sum: 3,
  count: 3,
  flags: 3,
  share: 4,
  time: 5,
  day: 6,
  decimal: 7,
};

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * Number formats (ECMA-376 part 1, 18.8.30): 3 is #,##0, 4 #,##0.00 and 49 text; 164 on are our own. A text cell has the
 * format of text, so that no program takes = + - @ at its beginning for a formula, not even when it is edited.
 */
export const STYLE_SHEET = `${XML_HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="맑은 고딕"/><family val="2"/></font><font><b/><sz val="11"/><name val="맑은 고딕"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8">${[
  [0, 0],
  [49, 1],
  [49, 0],
  [3, 0],
  [164, 0],
  [165, 0],
  [166, 0],
  [4, 0],
]
  .map(
    ([format, font]) =>
      `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
  )
  .join(
    '',
  )}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** What stands before the rows of a sheet: the first row stays in sight, columns as wide as asked. */
export function sheetHead(widths: readonly number[], { isFirst }: { readonly isFirst: boolean }): string {
  const columns = widths
    .map((width, place) => `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  return `${XML_HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView ${isFirst ? 'tabSelected="1" ' : ''}workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="16.5"/><cols>${columns}</cols><sheetData>`;
}

export const SHEET_END = '</sheetData></worksheet>';

/** A row; `number` counts from 1. A cell without a value is left out. */
export function rowXml(
  number: number,
  cells: readonly (readonly [kind: ColumnKind | 'heading', value: Value])[],
): string {
  let xml = `<row r="${number}">`;
  for (let place = 0; place < cells.length; place += 1) {
    const [kind, value] = cells[place] as (typeof cells)[number];
    if (value !== null && value !== '') xml += cellXml(`${columnName(place)}${number}`, kind, value);
  }
  return `${xml}</row>`;
}

function cellXml(at: string, kind: ColumnKind | 'heading', value: string | number): string {
  if (typeof value === 'string') {
    const style = kind === 'heading' ? STYLES.heading : STYLES.text;
    return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  }
  const isTime = kind === 'time' || kind === 'day';
  return `<c r="${at}" s="${STYLES[kind]}"><v>${isTime ? serialDay(value) : value}</v></c>`;
}

/** An instant as Excel counts it: days since 1899-12-30, on the clock of Korea (ECMA-376 part 1, 18.17.4.1). */
function serialDay(at: number): number {
  return (at + KST_OFFSET_MS) / DAY_MS + 25_569;
}

/** Letters of a column from 0 on: A, Z, AA. */
function columnName(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${columnName(Math.floor(place / 26) - 1)}${letter}`;
}

const MOST_CHARACTERS = 32_767;
/** Control signs, halves of a pair and what is no character at all; tab and line feed may stand. */
const NO_XML = /(?![\t\n])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;
const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as a cell holds it: what XML cannot write as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19). */
export function xmlText(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(/[&<>"]/g, (sign) => MARKUP[sign] ?? sign)
    .replace(NO_XML, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}
