import { KST_OFFSET_MS } from '../../domain/kst-time.ts';
import type { RowBatches, RowColumn, Value } from '../stores/columns/rows.ts';

export type Language = 'ko' | 'en';

/** A column as people see it; Arrow has the bare values under `name`. */
export interface ExportColumn extends RowColumn {
  readonly heading: Readonly<Record<Language, string>>;
  /** characters of the column in a workbook */
  readonly width: number;
  /** the words of a code; without them a text is shown as it is */
  readonly words?: (value: string | number, language: Language) => string;
}

export type ExportTable = RowBatches<ExportColumn>;

/** A cell of a file for people: text, or a number in the column's own format. */
export function shownValue(column: ExportColumn, value: Value, language: Language): Value {
  return value === null || column.words === undefined ? value : column.words(value, language);
}

/** An instant as people in Korea write it, `2026-11-22 09:30:12`, and only the day of a column of days. */
export function kstText(at: number, kind: 'time' | 'day'): string {
  const text = new Date(at + KST_OFFSET_MS).toISOString().replace('T', ' ');
  return text.slice(0, kind === 'day' ? 10 : 19);
}
