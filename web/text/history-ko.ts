import type { ExportFormat, ExportSpan } from '../../domain/wire/flows-api.ts';
import { count } from './weights.ts';

/** Words of the history page and of exports; `history-en.ts` has the same keys. */
export const historyKo = {
  exporting: {
    open: '내보내기',
    title: '지금 보이는 그대로 내보내기',
    rows: (rows: number) => `${count(rows)}행`,
    counting: '행을 세는 중',
    formats: {
      xlsx: 'Excel (XLSX)',
      csv: 'CSV (UTF-8)',
      arrow: 'Arrow (IPC 스트림)',
    } as Record<ExportFormat, string>,
    hints: {
      xlsx: '한글 머리글, 숫자 서식',
      csv: '다른 프로그램에서 열기',
      arrow: 'Python, R, DuckDB에서 열기',
    } as Record<ExportFormat, string>,
    spans: {
      'half-year': '반년',
      quarter: '분기',
      month: '한 달',
      week: '일주일',
      day: '하루',
    } as Record<ExportSpan, string>,
    tooMany: (limit: number, span: string | null) =>
      `한도 ${count(limit)}행을 넘습니다. ${span === null ? '필터로 줄여' : `${span}씩 나누어`} 내보내세요.`,
    nothing: '내보낼 행이 없습니다.',
  },
};

export type HistoryTexts = typeof historyKo;
