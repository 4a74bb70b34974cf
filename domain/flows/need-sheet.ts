import { GRADES, type Grade } from '../grades.ts';
import type { Cell, Sheet } from '../programme/budget-table.ts';
import { declaredGradeOf, GRADE_KOREAN } from '../schemes.ts';
import type { Kilogram } from '../units.ts';

/** What works want of a grade in a KST month. */
export interface NeedRow {
  readonly works: string;
  readonly grade: Grade;
  /** `YYYY-MM` */
  readonly month: string;
  readonly kg: Kilogram;
}

/** Why a cell is not taken, in words for whoever filled it in. */
export interface NeedRefusal {
  /** as `C7` */
  readonly cell: string;
  readonly problem: string;
}

const COLUMNS = ['works', 'grade', 'month', 'tonnes'] as const;
type ColumnName = (typeof COLUMNS)[number];
/** Headings of the columns, compared without spaces, units in brackets and case. */
const HEADINGS: Readonly<Record<ColumnName, readonly string[]>> = {
  works: ['제철소', '납품처', 'works', 'mill'],
  grade: ['등급', 'grade'],
  month: ['월', '년월', '연월', 'month'],
  tonnes: ['톤', '소요량', '중량', 't', 'ton', 'tons', 'tonne', 'tonnes'],
};
/** A heading may stand below a title. */
const ROWS_TO_HEADING = 20;
const ROWS_AT_MOST = 5_000;
const TONNES_AT_MOST = 10_000_000;
/** Days from the serial 0 of a spreadsheet's dates (1899-12-30, as 1900 is counted as a leap year) to 1970. */
const SERIAL_OF_1970 = 25_569;
/** Serials of 2000-01-01 and 2100-01-01: what lies outside is no month of a plan. */
const SERIALS = [36_526, 73_051] as const;

/**
 * Reads a plan of needs: a heading with 제철소, 등급, 월 and 톤 (or in English) in any order, then a row each; empty rows and
 * other columns are passed over. Works have to be known ones, where any are.
 */
export function readNeeds(
  sheet: Sheet,
  works: readonly string[],
): { readonly rows: readonly NeedRow[]; readonly refusals: readonly NeedRefusal[] } {
  const heading = sheet.slice(0, ROWS_TO_HEADING).findIndex((row) => row.some((cell) => columnOf(cell) === 'grade'));
  if (heading === -1) return refusedWhole('A1', '제철소, 등급, 월, 톤이라는 제목 줄이 없습니다');
  const places = placesOf(sheet[heading] as readonly Cell[]);
  const missing = COLUMNS.find((name) => places[name] === undefined);
  if (missing !== undefined) return refusedWhole(cellName(heading, 0), `${HEADINGS[missing][0]} 열이 없습니다`);
  const rows: NeedRow[] = [];
  const refusals: NeedRefusal[] = [];
  const seen = new Map<string, number>();
  for (const [place, cells] of sheet.entries()) {
    if (place <= heading || cells.every((cell) => cell === null || String(cell).trim() === '')) continue;
    const at = (name: ColumnName) => places[name] as number;
    const refuse = (name: ColumnName, problem: string): null => {
      refusals.push({ cell: cellName(place, at(name)), problem });
      return null;
    };
    const row = rowOf((name) => cells[at(name)] ?? null, works, refuse);
    if (row === null) continue;
    const key = JSON.stringify([row.works, row.grade, row.month]);
    const earlier = seen.get(key);
    if (earlier !== undefined) refuse('works', `${earlier + 1}행과 제철소·등급·월이 같습니다. 하나만 남겨 주세요`);
    seen.set(key, place);
    rows.push(row);
  }
  if (rows.length + refusals.length === 0)
    return refusedWhole(cellName(heading + 1, 0), '제목 줄 아래에 내용이 없습니다');
  if (rows.length > ROWS_AT_MOST) return refusedWhole(cellName(ROWS_AT_MOST, 0), `${ROWS_AT_MOST}행까지만 받습니다`);
  return { rows, refusals };
}

function refusedWhole(cell: string, problem: string) {
  return { rows: [], refusals: [{ cell, problem }] };
}

function rowOf(
  cell: (name: ColumnName) => Cell,
  known: readonly string[],
  refuse: (name: ColumnName, problem: string) => null,
): NeedRow | null {
  const works = textOf(cell('works'));
  const isKnown = known.length === 0 || known.includes(works);
  const grade = declaredGradeOf(textOf(cell('grade')));
  const month = monthOf(cell('month'));
  const kg = kilogramsOf(cell('tonnes'));
  if (works === '') refuse('works', '제철소가 비어 있습니다');
  else if (!isKnown) refuse('works', `${works}: 아는 제철소가 아닙니다. ${known.join(', ')} 가운데 적어 주세요`);
  if (grade === null)
    refuse('grade', `등급이 아닙니다. ${GRADES.map((code) => GRADE_KOREAN[code]).join(', ')} 가운데 적어 주세요`);
  if (month === null) refuse('month', '월이 아닙니다. 2026-11처럼 적어 주세요');
  if (kg === null) refuse('tonnes', '0 이상의 톤이 아닙니다. 숫자를 소수 셋째 자리(kg)까지 적어 주세요');
  return works === '' || !isKnown || grade === null || month === null || kg === null
    ? null
    : { works, grade, month, kg };
}

function placesOf(cells: readonly Cell[]): Partial<Record<ColumnName, number>> {
  const places: Partial<Record<ColumnName, number>> = {};
  for (const [place, cell] of cells.entries()) {
    const name = columnOf(cell);
    if (name !== null) places[name] ??= place;
  }
  return places;
}

function columnOf(cell: Cell): ColumnName | null {
  const text = textOf(cell)
    .replace(/\(.*?\)|\s/g, '')
    .toLowerCase();
  return COLUMNS.find((name) => HEADINGS[name].includes(text)) ?? null;
}

const textOf = (cell: Cell): string => (cell === null ? '' : String(cell).normalize('NFC').trim());

/** `2026-11`, `2026.11`, `2026년 11월`, `202611`, any day of it, or a spreadsheet's date. */
function monthOf(cell: Cell): string | null {
  if (typeof cell === 'number' && cell >= SERIALS[0] && cell < SERIALS[1]) {
    return new Date((Math.floor(cell) - SERIAL_OF_1970) * 86_400_000).toISOString().slice(0, 7);
  }
  const match = /^(20\d{2})\s*(?:[-./]|년)?\s*(\d{1,2})(?:\s*월|[-./]\s*\d{1,2}\.?)?$/.exec(textOf(cell));
  const month = Number(match?.[2]);
  return match && month >= 1 && month <= 12 ? `${match[1]}-${String(month).padStart(2, '0')}` : null;
}

/** Tonnes to the kilogram; text may have commas between thousands. */
function kilogramsOf(cell: Cell): Kilogram | null {
  const text = textOf(cell).replace(/,(?=\d{3}(?:\D|$))/g, '');
  const tonnes = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const kg = Math.round(tonnes * 1_000);
  // a spreadsheet's number is a binary fraction: what is no whole kilogram lies further off than that
  return tonnes <= TONNES_AT_MOST && Math.abs(tonnes * 1_000 - kg) < 1e-3 ? kg : null;
}

/** A cell as spreadsheets name it; the columns of a plan are few. */
function cellName(row: number, column: number): string {
  const letter = (place: number): string => String.fromCharCode('A'.charCodeAt(0) + place);
  const name = column < 26 ? letter(column) : letter(Math.floor(column / 26) - 1) + letter(column % 26);
  return `${name}${row + 1}`;
}
