import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatKst } from '../../../domain/kst-time.ts';
import type { EpochMs } from '../../../domain/units.ts';
import { type Column, Paper } from '../../paper/paper.ts';
import type { Value } from '../../stores/columns/rows.ts';
import type { PageColumn, ReportPage, ReportSection } from './page.ts';
import { signedShare } from './signed-share.ts';

/** The report as A4 paper: real text, its font embedded, tables that say their head again on every page. */
export async function paperOf(page: ReportPage, mark: string, at: EpochMs): Promise<Buffer> {
  const { title, beneath, lead, sections, footer } = page;
  const paper = new Paper({ title, subject: beneath, mark, footer, at: new Date(at) });
  paper.title(title, beneath);
  for (const sentence of lead) paper.paragraph(sentence);
  for (const section of sections) {
    // the server serves others meanwhile
    await nextTurn();
    paper.heading(section.heading);
    if (section.note !== undefined) paper.note(section.note);
    paper.table(columnsOf(section), rowsOf(section), { strong: section.sums ?? [], empty: section.empty });
  }
  return await paper.finish();
}

const RIGHT: readonly PageColumn['kind'][] = ['kg', 'count', 'share', 'change', 'change-share'];

function columnsOf({ columns }: ReportSection): Column[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  return columns.map(({ title, kind, width }) => {
    return { title, share: width / whole, align: RIGHT.includes(kind) ? 'right' : 'left' };
  });
}

const rowsOf = ({ columns, rows }: ReportSection): string[][] =>
  rows.map((row) => columns.map(({ kind }, place) => shown(kind, row[place] ?? null)));

function shown(kind: PageColumn['kind'], value: Value): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (kind === 'share') return `${(value * 100).toFixed(1)} %`;
  if (kind === 'change-share') return signedShare(value);
  if (kind === 'time') return formatKst(value).slice(5, 16).replace('T', ' ');
  const figure = value.toLocaleString('en-US');
  return kind === 'change' && value > 0 ? `+${figure}` : figure;
}
