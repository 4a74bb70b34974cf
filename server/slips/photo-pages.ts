import type { SlipContent } from '../../domain/wire/slips-api.ts';
import { type Box, FAINT, INK, MARK } from '../paper/paper.ts';
import { oneLine } from './one-line.ts';
import type { SlipPen } from './slip-paper.ts';

const HOLE = '#eef1f4';
const PER_ROW = 4;
const GAP = 8;
const PICTURE = { width: 4, height: 3 };
const LINE_POINTS = 10;

type Photo = SlipContent['photos'][number];

/** Lifts in a table, then their photos in the order of time, each with its lift; a row of photos is never torn. */
export function drawEvidence(pen: SlipPen, thumbnails: ReadonlyMap<string, Buffer>): void {
  const { paper, slip, words } = pen;
  const { lifts, photos } = slip.content;
  const { evidence: say } = words;
  const isAny = lifts.length + photos.length > 0;
  paper.heading(say.title, isAny ? 220 : 40);
  paper.note(isAny ? say.lead(lifts.length, photos.length) : say.none);
  if (lifts.length > 0) drawLifts(pen);
  for (let first = 0; first < photos.length; first += PER_ROW) {
    drawRow(pen, photos.slice(first, first + PER_ROW), thumbnails);
  }
}

function drawLifts({ paper, slip, words, format }: SlipPen): void {
  const { lifts, photos } = slip.content;
  const [lift, at, kg, crane, shown] = words.evidence.columns;
  paper.table(
    [
      { title: lift, share: 0.22 },
      { title: at, share: 0.26 },
      { title: kg, share: 0.16, align: 'right' },
      { title: crane, share: 0.24 },
      { title: shown, share: 0.12, align: 'right' },
    ],
    lifts.map((one) => [
      words.evidence.lift(one.lift),
      format.time(one.at),
      format.kg(one.kg),
      one.crane,
      String(photos.filter(({ liftId }) => liftId === one.id).length),
    ]),
  );
}

function drawRow(slipPen: SlipPen, row: readonly Photo[], thumbnails: ReadonlyMap<string, Buffer>): void {
  const { paper, words } = slipPen;
  const widthOf = (width: number) => (width - GAP * (PER_ROW - 1)) / PER_ROW;
  const pictureHeight = (width: number) => (widthOf(width) * PICTURE.height) / PICTURE.width;
  const lines = row.some(({ correctedGrade }) => correctedGrade !== null) ? 4 : 3;
  paper.drawing(
    (width) => pictureHeight(width) + lines * LINE_POINTS + 6,
    (pen, box) => {
      const width = widthOf(box.width);
      row.forEach((photo, place) => {
        const picture = { x: box.x + place * (width + GAP), y: box.y, width, height: pictureHeight(box.width) };
        drawPicture(pen, thumbnails.get(photo.sha256), picture, words.evidence.gone);
        drawCaption(pen, photo, { ...picture, y: box.y + picture.height + 3 }, slipPen);
      });
    },
  );
}

function drawPicture(pen: PDFKit.PDFDocument, jpeg: Buffer | undefined, { x, y, width, height }: Box, gone: string) {
  pen.rect(x, y, width, height).fill(HOLE);
  if (jpeg) {
    pen.image(jpeg, x, y, { fit: [width, height], align: 'center', valign: 'center' });
    return;
  }
  pen.font('text').fontSize(7).fillColor(FAINT);
  pen.text(gone, x + 4, y + height / 2 - 8, { width: width - 8, align: 'center' });
}

/** What was said of a photo, a person's word in the mark's colour; its lift and time, its camera and SHA-256 beneath. */
function drawCaption(pen: PDFKit.PDFDocument, photo: Photo, { x, y, width }: Box, slipPen: SlipPen): void {
  const { words, format } = slipPen;
  const { evidence: say, grades } = words;
  const nameOf = (code: string) => grades.names[code] ?? oneLine(code);
  const { grade, confidence, correctedGrade } = photo;
  const sure = confidence === null ? '' : ` ${format.percent(confidence)}`;
  const judged = heldWord(photo, say) ?? (grade === null ? '–' : `${nameOf(grade)}${sure}`);
  let line = y;
  const write = (text: string, colour: string) => {
    pen.fillColor(colour).text(text, x, line, { width, height: LINE_POINTS, ellipsis: true });
    line += LINE_POINTS;
  };
  pen.font('bold').fontSize(8);
  write(judged, INK);
  pen.font('text').fontSize(7);
  if (correctedGrade !== null) write(say.corrected(nameOf(correctedGrade)), MARK);
  write(`${liftOf(photo, slipPen)} · ${format.time(photo.at).slice(11)}`, FAINT);
  write(`${photo.camera} · ${photo.sha256.slice(0, 12)}`, FAINT);
}

function liftOf({ liftId }: Photo, { slip, words }: SlipPen): string {
  const lift = slip.content.lifts.find(({ id }) => id === liftId);
  return lift ? words.evidence.lift(lift.lift) : words.evidence.noLift;
}

function heldWord(photo: Photo, say: SlipPen['words']['evidence']): string | null {
  if (photo.state === 'waiting') return say.waiting;
  if (photo.state === 'failed') return say.failed;
  if (photo.unusable !== null) return say.unusable[photo.unusable] ?? photo.unusable;
  return photo.outOfDomain ? say.outOfDomain : null;
}
