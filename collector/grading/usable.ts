import type { UnusableReason } from '../../domain/visits/events.ts';
import type { SmallPhoto } from './preprocess.ts';

/** What plain statistics say of a photo; brightness and colours on a scale of 0 to 255. */
export interface FrameStatistics {
  /** The brightness that all but the brightest twentieth stay below. */
  readonly bright: number;
  /** Share of pixels that are (nearly) white. */
  readonly burnt: number;
  /** How far the mean colour lies from grey (length of the mean Cb, Cr). */
  readonly cast: number;
  /** Share of 16-pixel cells in which next to nothing varies. */
  readonly plain: number;
  /** Contrast between neighbours as a share of the contrast between places a few pixels apart: low when blurred. */
  readonly sharpness: number;
}

/** Chosen so that hardly any photo of scrap that is fit to be judged is called unusable; figures on the model's card. */
export const LIMITS = {
  darkBelow: 56,
  burntAbove: 0.3,
  castAbove: 34,
  plainAbove: 0.6,
  sharpnessBelow: 0.315,
} as const;

const CELL = 16;
/** Standard deviation of brightness below which a cell is plain. */
const PLAIN = 3.5;
const WHITE = 250;
/** Distance of the places whose contrast sharpness is compared with, pixels. */
const APART = 4;

/** Why a photo shows nothing that could be judged, or null. The reason that explains the others comes first. */
export function unusableReason(photo: SmallPhoto): UnusableReason | null {
  const { bright, burnt, cast, plain, sharpness } = frameStatistics(photo);
  if (bright < LIMITS.darkBelow) return 'DARK';
  if (burnt > LIMITS.burntAbove) return 'BRIGHT';
  if (cast > LIMITS.castAbove) return 'COLOUR_CAST';
  if (plain > LIMITS.plainAbove) return 'BLOCKED';
  if (sharpness < LIMITS.sharpnessBelow) return 'BLURRED';
  return null;
}

/** Statistics of the pixels within the photo's region. All zero when there are none. */
export function frameStatistics(photo: SmallPhoto): FrameStatistics {
  const luma = lumaOf(photo);
  return {
    ...brightnessOf(luma, photo.inside),
    ...castOf(photo),
    plain: plainCells(luma, photo),
    ...sharpnessOf(luma, photo),
  };
}

/** Brightness of each pixel (ITU-R BT.601). */
function lumaOf({ pixels, width, height }: SmallPhoto): Float32Array {
  const luma = new Float32Array(width * height);
  for (let at = 0, from = 0; at < luma.length; at++, from += 3) {
    luma[at] =
      0.299 * (pixels[from] as number) + 0.587 * (pixels[from + 1] as number) + 0.114 * (pixels[from + 2] as number);
  }
  return luma;
}

function brightnessOf(luma: Float32Array, inside: Uint8Array | null): { bright: number; burnt: number } {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let at = 0; at < luma.length; at++) {
    if (inside?.[at] === 0) continue;
    const level = Math.round(luma[at] as number);
    counts[level] = (counts[level] as number) + 1;
    total++;
  }
  let above = 0;
  let bright = 255;
  while (bright > 0 && above + (counts[bright] as number) <= total / 20) above += counts[bright--] as number;
  const white = counts.subarray(WHITE).reduce((sum, count) => sum + count, 0);
  return { bright, burnt: total === 0 ? 0 : white / total };
}

function castOf({ pixels, inside }: SmallPhoto): { cast: number } {
  let [count, sumB, sumR] = [0, 0, 0];
  for (let from = 0; from < pixels.length; from += 3) {
    if (inside?.[from / 3] === 0) continue;
    const [red, green, blue] = [pixels[from] as number, pixels[from + 1] as number, pixels[from + 2] as number];
    count++;
    sumB += -0.168736 * red - 0.331264 * green + 0.5 * blue;
    sumR += 0.5 * red - 0.418688 * green - 0.081312 * blue;
  }
  return { cast: count === 0 ? 0 : Math.hypot(sumB / count, sumR / count) };
}

function plainCells(luma: Float32Array, { width, height, inside }: SmallPhoto): number {
  let [plain, cells] = [0, 0];
  for (let top = 0; top + CELL <= height; top += CELL) {
    for (let left = 0; left + CELL <= width; left += CELL) {
      let [sum, squares, isWhole] = [0, 0, true];
      for (let y = top; y < top + CELL; y++) {
        for (let at = y * width + left; at < y * width + left + CELL; at++) {
          const value = luma[at] as number;
          sum += value;
          squares += value * value;
          if (inside?.[at] === 0) isWhole = false;
        }
      }
      if (!isWhole) continue;
      const mean = sum / CELL ** 2;
      cells++;
      if (squares / CELL ** 2 - mean * mean < PLAIN * PLAIN) plain++;
    }
  }
  return cells === 0 ? 0 : plain / cells;
}

function sharpnessOf(luma: Float32Array, { width, height, inside }: SmallPhoto): { sharpness: number } {
  let [near, far] = [0, 0];
  for (let y = 0; y + APART < height; y++) {
    for (let x = 0; x + APART < width; x++) {
      const at = y * width + x;
      if (inside && (inside[at] === 0 || inside[at + APART] === 0 || inside[at + APART * width] === 0)) continue;
      const value = luma[at] as number;
      near += ((luma[at + 1] as number) - value) ** 2 + ((luma[at + width] as number) - value) ** 2;
      far += ((luma[at + APART] as number) - value) ** 2 + ((luma[at + APART * width] as number) - value) ** 2;
    }
  }
  return { sharpness: far === 0 ? 0 : Math.sqrt(near / far) };
}
