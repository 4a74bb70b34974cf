import type { SlipContent } from '../../domain/wire/slips-api.ts';
import { type Box, FAINT, INK, MARK } from '../paper/paper.ts';
import type { SlipPen } from './slip-paper.ts';

const HOLE = '#eef1f4';
const PER_ROW = 4;
const GAP = 8;
const PICTURE = { width: 4, height: 3 };
const CAPTION_POINTS = 40;

type Photo = SlipContent['photos'][number];

/** Lifts with their photos, in the order of time; a row of photos is never torn. */
export function drawEvidence(pen: SlipPen, thumbnails: ReadonlyMap<string, Buffer>): void {
  const { paper, slip, words, format } = pen;
  const { lifts, photos } = slip.content;
  const { evidence: say } = words;
  const isAny = lifts.length + photos.length > 0;
  paper.heading(say.title, isAny ? 220 : 40);
  paper.note(isAny ? say.lead(lifts.length, photos.length) : say.none);
  for (const { id, lift, kg, at, crane } of lifts) {
    const own = photos.filter(({ liftId }) => liftId === id);
    const title = lift === null ? say.liftWithoutNumber(format.kg(kg)) : say.lift(lift, format.kg(kg));
    const isBare = own.length === 0;
    const whole = `${title} · ${format.time(at)} · ${crane}${isBare ? ` · ${say.noPhoto}` : ''}`;
    paper.subheading(whole, isBare ? 20 : 150);
    drawPhotos(pen, own, thumbnails);
  }
  const known = new Set(lifts.map(({ id }) => id));
  const loose = photos.filter(({ liftId }) => liftId === null || !known.has(liftId));
  if (loose.length === 0) return;
  if (lifts.length > 0) paper.subheading(say.noLift, 150);
  drawPhotos(pen, loose, thumbnails);
}

function drawPhotos(slipPen: SlipPen, photos: readonly Photo[], thumbnails: ReadonlyMap<string, Buffer>): void {
  for (let first = 0; first < photos.length; first += PER_ROW) {
    const row = photos.slice(first, first + PER_ROW);
    const pictureHeight = (width: number) =>
      (((width - GAP * (PER_ROW - 1)) / PER_ROW) * PICTURE.height) / PICTURE.width;
    slipPen.paper.drawing(
      (width) => pictureHeight(width) + CAPTION_POINTS,
      (pen, box) => {
        const width = (box.width - GAP * (PER_ROW - 1)) / PER_ROW;
        row.forEach((photo, place) => {
          const picture = { x: box.x + place * (width + GAP), y: box.y, width, height: pictureHeight(box.width) };
          drawPicture(pen, thumbnails.get(photo.sha256), picture, slipPen.words.evidence.gone);
          drawCaption(pen, photo, { ...picture, y: box.y + picture.height + 3 }, slipPen);
        });
      },
    );
  }
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

/** What was said of a photo; a person's word in the mark's colour, the first digits of its SHA-256 beneath. */
function drawCaption(pen: PDFKit.PDFDocument, photo: Photo, { x, y, width }: Box, { words, format }: SlipPen): void {
  const { evidence: say, grades } = words;
  const nameOf = (code: string) => grades.names[code] ?? code;
  const { grade, confidence, correctedGrade } = photo;
  const sure = confidence === null ? '' : ` ${format.percent(confidence)}`;
  const judged = heldWord(photo, say) ?? (grade === null ? '–' : `${nameOf(grade)}${sure}`);
  const options = { width, height: 10, ellipsis: true };
  pen.font('bold').fontSize(8).fillColor(INK).text(judged, x, y, options);
  const beneath = correctedGrade === null ? format.time(photo.at).slice(11) : say.corrected(nameOf(correctedGrade));
  pen
    .font('text')
    .fontSize(7)
    .fillColor(correctedGrade === null ? FAINT : MARK);
  pen.text(beneath, x, y + 11, options);
  pen.fillColor(FAINT).text(`${photo.camera} · ${photo.sha256.slice(0, 12)}`, x, y + 21, options);
}

function heldWord(photo: Photo, say: SlipPen['words']['evidence']): string | null {
  if (photo.state === 'waiting') return say.waiting;
  if (photo.state === 'failed') return say.failed;
  if (photo.unusable !== null) return say.unusable[photo.unusable] ?? photo.unusable;
  return photo.outOfDomain ? say.outOfDomain : null;
}
