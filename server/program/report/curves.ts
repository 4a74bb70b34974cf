import type { BurnSeries } from '../../../domain/wire/programme-api.ts';
import type { Box } from '../../paper/paper.ts';
import { won } from './words.ts';

/** The four series, told apart by dashes as well as by colour: a report is often printed in black. */
const CURVES = [
  { key: 'planned', name: '계획', color: '#5b6570', dash: 4 },
  { key: 'committed', name: '발주', color: '#b45309', dash: 1.5 },
  { key: 'earned', name: '검수', color: '#1d4ed8', dash: 0 },
  { key: 'paid', name: '지급', color: '#166534', dash: 0 },
] as const;

const LEGEND = 16;
const AXIS = 14;

/** Cumulative won over the months, each series as far as it has happened. */
export function drawCurves(pen: PDFKit.PDFDocument, { x, y, width, height }: Box, { points }: BurnSeries): void {
  const top = y + LEGEND;
  const bottom = y + height - AXIS;
  const most = Math.max(1, ...points.flatMap((point) => CURVES.map(({ key }) => point[key] ?? 0)));
  const days = points.map(({ day }) => Date.parse(day));
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const xOf = (place: number) => x + (((days[place] ?? first) - first) / Math.max(1, last - first)) * width;
  const yOf = (amount: number) => bottom - (amount / most) * (bottom - top);
  pen
    .moveTo(x, bottom)
    .lineTo(x + width, bottom)
    .moveTo(x, top)
    .lineTo(x + width, top)
    .lineWidth(0.4)
    .stroke('#c9d0d8');
  pen.text(won(most), x, y + 2, { width, align: 'right', lineBreak: false });
  pen.text(points[0]?.day ?? '', x, bottom + 3, { lineBreak: false });
  pen.text(points.at(-1)?.day ?? '', x, bottom + 3, { width, align: 'right', lineBreak: false });
  CURVES.forEach(({ key, name, color, dash }, place) => {
    if (dash > 0) pen.dash(dash, { space: dash });
    pen.lineWidth(key === 'paid' ? 0.8 : 1.4);
    const at = x + place * 62;
    pen
      .moveTo(at, y + 7)
      .lineTo(at + 20, y + 7)
      .stroke(color);
    const happened = points.flatMap((point, month) => (point[key] === null ? [] : [[month, point[key]] as const]));
    happened.forEach(([month, amount], order) => {
      if (order === 0) pen.moveTo(xOf(month), yOf(amount));
      else pen.lineTo(xOf(month), yOf(amount));
    });
    if (happened.length > 1) pen.stroke(color);
    pen.undash();
    pen.text(name, at + 24, y + 2, { lineBreak: false });
  });
}
