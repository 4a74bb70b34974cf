import { type WorkbookSheet, workbook } from '../../exports/xlsx/workbook.ts';
import type { ReportPage } from './page.ts';

/** The report as a workbook: what it says in a first sheet, then a sheet per section with numbers that are numbers. */
export async function workbookOf({ title, beneath, lead, sections }: ReportPage, summary: string): Promise<Buffer> {
  const first: WorkbookSheet = {
    name: summary,
    columns: [{ heading: title, kind: 'text', width: 110 }],
    batches: [[beneath, ...lead].map((line) => [line])],
  };
  const sheets = sections.map(({ sheet, columns, rows }): WorkbookSheet => {
    return {
      name: sheet,
      columns: columns.map(({ title: heading, kind, width }) => {
        return { heading, kind: kind === 'change' ? 'sum' : kind, width: Math.round(width * 1.6) };
      }),
      batches: [rows],
    };
  });
  return await workbook([first, ...sheets]);
}
