import sharp, { type Sharp } from 'sharp';
import type { RegionPoint } from '../../domain/wire/edge-messages.ts';
import { boxAround, insideOf } from './region.ts';

/** A photo larger than this is refused before it is decoded, so that no frame exhausts the memory. */
const MOST_PIXELS = 40_000_000;

/** A decoded, upright photo, or the part of it that a region leaves, brought to a bearable size. */
export interface SmallPhoto {
  /** RGB bytes, row by row; what lies outside the region is grey */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** 1 for each pixel within the region, 0 outside; null when the whole photo counts */
  readonly inside: Uint8Array | null;
}

/** The bytes are no complete JPEG of a bearable size. */
export class FrameUndecodable extends Error {
  override readonly name = 'FrameUndecodable';
}

/**
 * Decode a JPEG upright, with its shorter side (or its region's) at `shortSide` pixels.
 * @param region polygon in shares of width and height; of fewer than three corners: the whole photo
 * @param grey what pixels outside the region become, per channel, 0 to 255
 * @throws FrameUndecodable for anything but a complete JPEG of at most 40 megapixels
 */
export async function readPhoto(
  jpeg: Uint8Array,
  shortSide: number,
  region: readonly RegionPoint[] | null = null,
  grey: readonly number[] = [127.5, 127.5, 127.5],
): Promise<SmallPhoto> {
  // sharp would also render SVG and other formats that a device must not hand us
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8 || jpeg[2] !== 0xff) throw new FrameUndecodable('no JPEG signature');
  try {
    if (region === null || region.length < 3) return { ...(await decode(upright(jpeg), shortSide)), inside: null };
    const { autoOrient: frame } = await sharp(jpeg, { limitInputPixels: MOST_PIXELS }).metadata();
    const box = boxAround(region, frame.width, frame.height);
    const small = await decode(upright(jpeg).extract(box), shortSide);
    const inside = insideOf(region, box, frame, small.width, small.height);
    for (let at = 0; at < inside.length; at++) {
      if (inside[at] === 1) continue;
      for (let channel = 0; channel < 3; channel++) small.pixels[at * 3 + channel] = grey[channel] as number;
    }
    return { ...small, inside };
  } catch (cause) {
    throw new FrameUndecodable(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function upright(jpeg: Uint8Array) {
  return sharp(jpeg, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' }).autoOrient();
}

async function decode(photo: Sharp, shortSide: number) {
  const { data, info } = await photo
    .resize(shortSide, shortSide, { fit: 'outside', kernel: 'lanczos3', fastShrinkOnLoad: false })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

/** The photo with its shorter side at another length. */
export async function shrinkPhoto(photo: SmallPhoto, shortSide: number): Promise<SmallPhoto> {
  const scale = shortSide / Math.min(photo.width, photo.height);
  const width = Math.max(shortSide, Math.floor(photo.width * scale + 0.5));
  const height = Math.max(shortSide, Math.floor(photo.height * scale + 0.5));
  const pixels = await sharp(photo.pixels, { raw: { width: photo.width, height: photo.height, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { pixels, width, height, inside: null };
}
