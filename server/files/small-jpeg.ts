import sharp from 'sharp';
import { MAX_FRAME_PIXELS } from '../../domain/wire/edge-messages.ts';

const QUALITY = 82;

/** A picture, by its path or its bytes, as a JPEG at most `width` pixels wide: upright, never enlarged, without metadata. */
export async function smallJpeg(picture: string | Buffer, width: number): Promise<Buffer> {
  return await sharp(picture, { limitInputPixels: MAX_FRAME_PIXELS, failOn: 'none' })
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}
