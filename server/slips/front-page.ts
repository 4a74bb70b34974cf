import type { Box } from '../paper/paper.ts';
import { qrCodeOf } from './qr-code.ts';
import type { SlipPen } from './slip-paper.ts';

const INK = '#1b1f24';
const FAINT = '#5b6570';
const RULE = '#8a939d';
/** Width of the QR code on paper: a telephone reads 45 modules at half an arm's length. */
const QR_POINTS = 82;

/** Words from outside hold no line breaks on paper. */
const oneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').trim();

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

export function drawGrades({ paper, slip, words, format }: SlipPen): void {
  const { content } = slip;
  const { grades: say } = words;
  const [grade, net, accepted, share] = say.columns;
  const nameOf = (code: string) => say.names[code] ?? oneLine(code);
  const rows = content.grades.map((one) => [
    nameOf(one.grade),
    format.kg(one.netKg),
    format.kg(one.acceptedKg),
    format.percent(one.netKg / Math.max(1, content.net)),
  ]);
  const total = [say.total, format.kg(content.net), format.kg(content.accepted), ''];
  paper.table(
    [
      { title: grade, share: 0.4 },
      { title: net, share: 0.2, align: 'right' },
      { title: accepted, share: 0.2, align: 'right' },
      { title: share, share: 0.2, align: 'right' },
    ],
    [...rows, total],
    { strong: [rows.length] },
  );
  const judged = content.grades.map((one) => nameOf(one.grade)).join(', ') || '–';
  const declared = content.declaredGrade;
  const verdict = declared === null ? say.undeclared(judged) : say.judged(nameOf(declared), judged);
  const sure = content.confidence === null ? [] : [say.confidence(format.percent(content.confidence))];
  paper.paragraph([verdict, say.basis[content.basis] ?? content.basis, ...sure].join(' · '));
  const [kind = ''] = content.rule.split('@');
  const rule = (say.rules as Readonly<Record<string, string>>)[kind] ?? '';
  const models = content.models.map(({ name, version, sha256 }) => `${name} ${version} (${sha256.slice(0, 12)})`);
  paper.note(`${say.rule} ${content.rule}: ${rule} ${say.models}: ${models.join(', ') || say.noModel}`);
}

/** What a person took off, set right, and what was unusual; nothing where nothing was. */
export function drawChanges({ paper, slip, words, format }: SlipPen): void {
  const { deductions, overrides, exceptions } = slip.content;
  const reasonOf = (reason: string) => words.reasons[reason] ?? oneLine(reason);
  if (deductions.length > 0) {
    const [kg, reason, by, at] = words.deductions.columns;
    paper.subheading(words.deductions.title);
    paper.table(
      [
        { title: kg, share: 0.15, align: 'right' },
        { title: reason, share: 0.4 },
        { title: by, share: 0.2 },
        { title: at, share: 0.25 },
      ],
      deductions.map((one) => [format.kg(one.kg), reasonOf(one.reason), oneLine(one.by), format.time(one.at)]),
    );
  }
  if (overrides.length > 0) {
    const [at, by, what, reason] = words.overrides.columns;
    paper.subheading(words.overrides.title);
    paper.table(
      [
        { title: at, share: 0.21 },
        { title: by, share: 0.14 },
        { title: what, share: 0.35 },
        { title: reason, share: 0.3 },
      ],
      overrides.map((one) => [format.time(one.at), oneLine(one.by), whatOf(one, words, format), reasonOf(one.reason)]),
    );
  }
  if (exceptions.length === 0) return;
  paper.subheading(words.exceptions.title);
  paper.paragraph(exceptions.map(({ code, params }) => `· ${words.exceptions.names[code](params)}`).join('\n'));
}

type Override = SlipPen['slip']['content']['overrides'][number];

function whatOf(override: Override, words: SlipPen['words'], format: SlipPen['format']): string {
  const { grade, grades, deductionKg, frame, withdraws } = override;
  const nameOf = (code: string) => words.grades.names[code] ?? oneLine(code);
  const said: string[] = [];
  if (withdraws !== null) said.push(words.overrides.withdraws);
  if (grade !== null) said.push((frame === null ? words.overrides.grade : words.overrides.ofPhoto)(nameOf(grade)));
  for (const [code, kg] of Object.entries(grades ?? {})) said.push(`${nameOf(code)} ${format.kg(kg)} kg`);
  if (deductionKg !== null) said.push(words.overrides.deduction(format.kg(deductionKg)));
  return said.join('\n');
}

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
          .stroke(RULE);
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

const line = (width: number, height: number) => ({ width, height, ellipsis: true });
