import type { HistoryTexts } from './history-ko.ts';
import { count } from './weights.ts';

export const historyEn: HistoryTexts = {
  exporting: {
    open: 'Export',
    title: 'Export exactly what is shown',
    rows: (rows) => `${count(rows)} rows`,
    counting: 'Counting rows',
    formats: { xlsx: 'Excel (XLSX)', csv: 'CSV (UTF-8)', arrow: 'Arrow (IPC stream)' },
    hints: {
      xlsx: 'Headings and number formats',
      csv: 'For other programs',
      arrow: 'For Python, R, DuckDB',
    },
    spans: { 'half-year': 'half a year', quarter: 'a quarter', month: 'a month', week: 'a week', day: 'a day' },
    tooMany: (limit, span) =>
      `More than ${count(limit)} rows. ${span === null ? 'Narrow it by filters' : `Export ${span} at a time`}.`,
    nothing: 'There are no rows to export.',
  },
};
