import { FAINT, INK } from '../paper/paper.ts';
import type { SlipPen } from './slip-paper.ts';

const LINE = '#8a939d';

export function drawSignatures({ paper, words }: SlipPen): void {
  const { lead, fields, yard, partner } = words.signatures;
  paper.drawing(66, (pen, { x, y, width }) => {
    pen
      .font('text')
      .fontSize(9)
      .fillColor(INK)
      .text(lead, x, y + 2, { lineBreak: false });
    const half = (width - 24) / 2;
    [yard, partner].forEach((party, side) => {
      const left = x + side * (half + 24);
      pen
        .font('bold')
        .fontSize(10)
        .fillColor(INK)
        .text(party, left, y + 24, { lineBreak: false });
      const room = (half - 52) / 2;
      fields.forEach((field, place) => {
        // the name and the day beside each other, the signature beneath them
        const [column, row] = [place === 1 ? 1 : 0, place === 2 ? 1 : 0];
        const start = left + 52 + column * room;
        const end = place === 2 ? left + half : start + room - 6;
        const top = y + 24 + row * 22;
        pen
          .font('text')
          .fontSize(8)
          .fillColor(FAINT)
          .text(field, start, top + 1, { lineBreak: false });
        pen
          .moveTo(start + pen.widthOfString(field) + 5, top + 13)
          .lineTo(end, top + 13)
          .lineWidth(0.6)
          .stroke(LINE);
      });
    });
  });
}

/** The links of the chain in full, small: they are compared by machine, or by whoever doubts that. */
export function drawChain({ paper, slip, words }: SlipPen): void {
  const { chain } = words;
  const { cites } = slip.content;
  paper.table(
    [
      { title: '', share: 0.24 },
      { title: '', share: 0.76 },
    ],
    [
      [chain.own, slip.sha256],
      [chain.previous, slip.previous === '' ? chain.first : slip.previous],
      ...(cites === null ? [] : [[chain.cites, cites]]),
    ],
    { hasHead: false, isWhole: true },
  );
}
