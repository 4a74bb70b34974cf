import { type Box, FAINT, INK } from '../paper/paper.ts';
import { oneLine } from './one-line.ts';
import { qrCodeOf } from './qr-code.ts';
import type { SlipPen } from './slip-paper.ts';

/** Width of the QR code on paper: a telephone reads its 41 modules or so at half an arm's length. */
const QR_POINTS = 82;

export function drawHead({ paper, slip, words }: SlipPen): void {
  const { content, verifyUrl } = slip;
  paper.drawing(QR_POINTS + 12, (pen, { x, y, width }) => {
    pen.font('bold').fontSize(24).fillColor(INK).text(words.title, x, y, { lineBreak: false });
    pen
      .font('bold')
      .fontSize(13)
      .text(oneLine(content.yardName), x, y + 34, line(width - QR_POINTS - 20, 17));
    pen.font('text').fontSize(11).fillColor(INK);
    pen.text(`${words.number} ${content.number} · ${words.version(content.version)}`, x, y + 56, { lineBreak: false });
    drawQr(pen, verifyUrl, { x: x + width - QR_POINTS, y, width: QR_POINTS, height: QR_POINTS });
    pen.font('text').fontSize(7).fillColor(FAINT);
    pen.text(words.scan, x + width - QR_POINTS, y + QR_POINTS + 2, { width: QR_POINTS, align: 'center' });
  });
}

function drawQr(pen: PDFKit.PDFDocument, text: string, { x, y, width }: Box): void {
  const { size, runs } = qrCodeOf(text);
  const module = width / size;
  for (const run of runs) pen.rect(x + run.x * module, y + run.y * module, run.width * module, module);
  pen.fill('#000000');
}

export function drawFacts({ paper, slip, words, format }: SlipPen): void {
  const { content } = slip;
  const { facts } = words;
  const grade = content.declaredGrade;
  const reason = words.reasons[content.reason] ?? oneLine(content.reason);
  const issued = `${format.time(content.issuedAt)} · ${content.issuedBy === null ? facts.byItself : oneLine(content.issuedBy)} · ${reason}`;
  paper.table(
    [
      { title: '', share: 0.14 },
      { title: '', share: 0.36 },
      { title: '', share: 0.14 },
      { title: '', share: 0.36 },
    ],
    [
      [facts.partner, oneLine(content.partner ?? '–'), facts.plate, content.plate],
      [facts.direction, facts.directions[content.direction ?? ''] ?? '–', facts.ticket, oneLine(content.ticket ?? '–')],
      [facts.declared, grade === null ? '–' : (words.grades.names[grade] ?? oneLine(grade)), facts.issued, issued],
    ],
    { hasHead: false },
  );
}

export function drawWeighings({ paper, slip, words, format }: SlipPen): void {
  const [order, at, kg, scale, verified, due] = words.weighings.columns;
  paper.table(
    [
      { title: order, share: 0.1 },
      { title: at, share: 0.23 },
      { title: kg, share: 0.14, align: 'right' },
      { title: scale, share: 0.23 },
      { title: verified, share: 0.15 },
      { title: due, share: 0.15 },
    ],
    slip.content.weighings.map((weighing) => [
      words.weighings.roles[weighing.role],
      format.time(weighing.at),
      format.kg(weighing.kg),
      [weighing.scale, weighing.model].flatMap((part) => (part === null ? [] : [oneLine(part)])).join('\n'),
      weighing.verifiedOn ?? words.weighings.unverified,
      weighing.dueOn ?? '–',
    ]),
  );
}

/** Gross less tare is net, less the deduction is what is accepted: the five figures that both sides look for. */
export function drawSums({ paper, slip, words, format }: SlipPen): void {
  const { gross, tare, net, deduction, accepted } = slip.content;
  const { sums } = words;
  const terms = [
    { word: sums.gross, kg: gross, sign: '−' },
    { word: sums.tare, kg: tare, sign: '=' },
    { word: sums.net, kg: net, sign: '−' },
    { word: sums.deduction, kg: deduction, sign: '=' },
    { word: sums.accepted, kg: accepted, sign: '' },
  ];
  paper.drawing(50, (pen, { x, y, width, height }) => {
    const step = width / terms.length;
    pen.rect(x + width - step, y, step, height).fill('#e8edf2');
    terms.forEach(({ word, kg, sign }, place) => {
      const left = x + place * step;
      const isLast = place === terms.length - 1;
      pen
        .font('text')
        .fontSize(8)
        .fillColor(FAINT)
        .text(word, left, y + 8, { width: step, align: 'center' });
      pen
        .font('bold')
        .fontSize(isLast ? 17 : 15)
        .fillColor(INK);
      pen.text(format.kg(kg), left, y + (isLast ? 21 : 22), { width: step, align: 'center', features: ['tnum'] });
      pen.font('text').fontSize(13).fillColor(FAINT);
      if (sign !== '') pen.text(sign, left + step - 8, y + 23, { width: 16, align: 'center' });
    });
    pen.rect(x, y, width, height).lineWidth(1.2).stroke(INK);
  });
}

const line = (width: number, height: number) => ({ width, height, ellipsis: true });
