import { type WorkbookSheet, workbook } from '../../exports/xlsx/workbook.ts';
import type { ColumnKind } from '../../stores/columns/rows.ts';
import type { PageColumn, ReportPage } from './page.ts';

/** Numbers carry their sign themselves. */
const KINDS: Partial<Record<PageColumn['kind'], 'sum' | 'share'>> = { change: 'sum', 'change-share': 'share' };

/** The report as a workbook: what it says in a first sheet, then a sheet per section with numbers that are numbers. */
export async function workbookOf(
  { title, beneath, lead, news, sections }: ReportPage,
  summary: string,
): Promise<Buffer> {
  const first: WorkbookSheet = {
    name: summary,
    columns: [{ heading: title, kind: 'text', width: 110 }],
    batches: [[beneath, ...lead, ...news].map((line) => [line])],
  };
  const sheets = sections.map(({ sheet, columns, rows }): WorkbookSheet => {
    return {
      name: sheet,
      columns: columns.map(({ title: heading, kind, width }) => {
        return { heading, kind: KINDS[kind] ?? (kind as ColumnKind), width: Math.round(width * 1.6) };
      }),
      batches: [rows],
    };
  });
  return await workbook([first, ...sheets]);
}
