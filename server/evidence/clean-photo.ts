import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { DomainError } from '../../domain/errors.ts';
import { MAX_FRAME_PIXELS } from '../../domain/wire/edge-messages.ts';
import { fileTypeOf, pictureTypeOf } from '../files/file-type.ts';

/** A photo as it is kept: decoded once and written anew, upright, without anything that the camera said of it. */
export interface CleanPhoto {
  readonly sha256: string;
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Buffer;
}

/** High enough that a grade is told from the copy as from what came. */
const JPEG_QUALITY = 92;
const EXPECTED = 'JPEG, PNG';

/**
 * Takes what somebody sent for a photo. What it is is told by its bytes; where it was taken (EXIF, GPS) goes.
 * @throws DomainError `FILE_TYPE_REFUSED` unless it is a JPEG or a PNG that can be decoded whole, `FILE_TOO_BIG` for more
 * than 40 million pixels, however few bytes they are packed into
 */
export async function cleanPhoto(sent: Buffer): Promise<CleanPhoto> {
  const type = pictureTypeOf(sent);
  if (type === null) {
    const kind = fileTypeOf(sent);
    throw new DomainError('FILE_TYPE_REFUSED', { found: 'found' in kind ? kind.found : 'pdf', expected: EXPECTED });
  }
  const bytes = await rewritten(sent, type);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), type, bytes };
}

async function rewritten(sent: Buffer, type: CleanPhoto['type']): Promise<Buffer> {
  const damaged = (cause: unknown) =>
    new DomainError('FILE_TYPE_REFUSED', { found: 'damaged', expected: EXPECTED }, { cause });
  // the head alone says how large it would be
  const { width, height } = await sharp(sent, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw damaged(cause);
    });
  if (width * height > MAX_FRAME_PIXELS) throw new DomainError('FILE_TOO_BIG', { megapixels: MAX_FRAME_PIXELS / 1e6 });
  const upright = sharp(sent, { limitInputPixels: MAX_FRAME_PIXELS, failOn: 'truncated' }).autoOrient();
  const written = type === 'image/jpeg' ? upright.jpeg({ quality: JPEG_QUALITY }) : upright.png();
  return await written.toBuffer().catch((cause: unknown) => {
    throw damaged(cause);
  });
}
