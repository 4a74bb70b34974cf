import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { GRADES, type Grade } from '../../../domain/grades.ts';
import { paintScrap } from '../painter/paint-scrap.ts';
import type { PhotoSource } from './photo-source.ts';

/** Painted pictures of a grade; each is also shown mirrored, as from the other side of the bay. */
const VARIANTS = 6;
/** Unsure pictures of a grade. */
const UNSURE_VARIANTS = 2;
const QUALITY = 60;
const COARSE_QUALITY = 35;
/** A yard camera's bit rate is bounded: coarse textures get a lower quality. */
const MOST_BYTES = 115_000;

/** Pictures painted by seed. Each is painted once, when it is first wanted, and kept: a few megabytes in all. */
export async function openPaintedPhotos(seed: number): Promise<PhotoSource> {
  const kept = new Map<string, Promise<Buffer>>();
  const keep = (key: string, make: () => Promise<Buffer>): Promise<Buffer> => {
    const known = kept.get(key);
    if (known) return known;
    const made = make();
    kept.set(key, made);
    return made;
  };
  const painted = (grade: Grade, variant: number, isUnsure: boolean): Promise<Buffer> =>
    keep(`${grade} ${variant} ${isUnsure}`, async () => {
      const picture = { grade, seed: seed * 1_000 + variant, width: 1280, height: 720, lowConfidence: isUnsure };
      return compressed(sharp(await paintScrap(picture)));
    });
  const photo: PhotoSource['photo'] = ({ grade, variant, isLowConfidence }) => {
    const picture = (variant >> 1) % (isLowConfidence ? UNSURE_VARIANTS : VARIANTS);
    if (variant % 2 === 0) return painted(grade, picture, isLowConfidence);
    return keep(`${grade} ${picture} ${isLowConfidence} mirrored`, async () =>
      compressed(sharp(await painted(grade, picture, isLowConfidence)).flop()),
    );
  };
  const sample = await photo({ grade: 'heavy', variant: 0, isLowConfidence: false });
  const tag = createHash('sha256').update(sample).digest('hex').slice(0, 6);
  return { seriesMark: '', tag, grades: GRADES, isHonest: false, photo };
}

async function compressed(picture: Sharp): Promise<Buffer> {
  const fine = await picture.clone().jpeg({ quality: QUALITY }).toBuffer();
  return fine.length <= MOST_BYTES ? fine : picture.jpeg({ quality: COARSE_QUALITY }).toBuffer();
}
