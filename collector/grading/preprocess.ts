import sharp from 'sharp';
import type { ModelInput } from './model-files.ts';

/** A photo larger than this is refused before it is decoded, so that no frame exhausts the memory. */
const MOST_PIXELS = 40_000_000;

/** A photo whose longer side exceeds the shorter by less than this share is seen in one view. */
const NEARLY_SQUARE = 0.05;

/** The pixels of a photo as the model wants them: `views` pictures, float32 [views, 3, height, width]. */
export interface PhotoTensor {
  readonly values: Float32Array;
  readonly views: number;
}

/** The bytes are no complete JPEG of a bearable size. */
export class FrameUndecodable extends Error {
  override readonly name = 'FrameUndecodable';
}

/**
 * Turn a JPEG into the model's input: upright, shorter side to the input's size, cut into at most `mostViews` squares
 * evenly along the longer side, normalised. Mirrors `views` and `normalise` of models/training/photos.py.
 * @throws FrameUndecodable for anything but a complete JPEG of at most 40 megapixels
 */
export async function readPhotoTensor(jpeg: Uint8Array, input: ModelInput, mostViews: number): Promise<PhotoTensor> {
  const { data, info } = await decodeSmall(jpeg, input);
  const isWide = info.width >= info.height;
  const spare = isWide ? info.width - input.width : info.height - input.height;
  const views = spare < NEARLY_SQUARE * input.width ? 1 : mostViews;
  const area = input.width * input.height;
  const values = new Float32Array(views * 3 * area);
  for (let view = 0; view < views; view++) {
    const start = views === 1 ? 0 : Math.floor((spare * view) / (views - 1));
    const left = isWide ? start : 0;
    const top = isWide ? 0 : start;
    for (let channel = 0; channel < 3; channel++) {
      const mean = input.mean[channel] as number;
      const std = input.std[channel] as number;
      let to = (view * 3 + channel) * area;
      for (let y = 0; y < input.height; y++) {
        let from = ((top + y) * info.width + left) * 3 + channel;
        for (let x = 0; x < input.width; x++, from += 3) values[to++] = ((data[from] as number) - mean) / std;
      }
    }
  }
  return { values, views };
}

async function decodeSmall(jpeg: Uint8Array, { width, height }: ModelInput) {
  // sharp would also render SVG and other formats that a device must not hand us
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8 || jpeg[2] !== 0xff) throw new FrameUndecodable('no JPEG signature');
  try {
    return await sharp(jpeg, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' })
      .autoOrient()
      .resize(width, height, { fit: 'outside', kernel: 'lanczos3' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (cause) {
    throw new FrameUndecodable(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
