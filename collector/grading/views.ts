import type { ModelCard, ModelInput } from './model-card.ts';
import { type SmallPhoto, shrinkPhoto } from './preprocess.ts';

/** A photo whose longer side exceeds the shorter by less than this share is seen in one square. */
const NEARLY_SQUARE = 0.05;
/** Views along the longer side: three for common photos, more for a long strip. */
const LEAST_ALONG = 3;
const MOST_ALONG = 6;
const TILES_ACROSS = 2;

/** The pixels of a photo as the model wants them: `views` pictures, float32 [views, 3, height, width]. */
export interface PhotoTensor {
  readonly values: Float32Array;
  readonly views: number;
}

/**
 * Cut a photo into what the model looks at, normalised: squares of its shorter side, evenly along the longer one, and
 * tiles of two thirds of it in two lines. A 16:9 photo gives 3 + 6, a square one 1 + 4. Mirrors `views` and `normalise` of
 * models/training/photos.py.
 * @param photo with its shorter side at the card's `views.tileSide` pixels
 */
export async function viewsOf(photo: SmallPhoto, card: Pick<ModelCard, 'input' | 'views'>): Promise<PhotoTensor> {
  const { input } = card;
  const coarse = await shrinkPhoto(photo, input.width);
  const aspect = Math.max(photo.width, photo.height) / Math.min(photo.width, photo.height);
  const isSquare = aspect < 1 + NEARLY_SQUARE;
  const along = Math.min(MOST_ALONG, Math.max(LEAST_ALONG, Math.ceil(1.5 * aspect)));
  const squares = windows(coarse, input, 1, isSquare ? 1 : along);
  const tiles = windows(photo, input, TILES_ACROSS, isSquare ? 2 : along);
  const size = 3 * input.width * input.height;
  const values = new Float32Array((squares.length + tiles.length) * size);
  for (const [view, corner] of squares.entries()) cut(coarse, corner, input, values.subarray(view * size));
  const ofTiles = values.subarray(squares.length * size);
  for (const [tile, corner] of tiles.entries()) cut(photo, corner, input, ofTiles.subarray(tile * size));
  return { values, views: squares.length + tiles.length };
}

interface Corner {
  readonly left: number;
  readonly top: number;
}

/** Corners of windows of the input's size, `across` the shorter side by `along` the longer one, row by row. */
function windows({ width, height }: SmallPhoto, input: ModelInput, across: number, along: number): Corner[] {
  const isWide = width >= height;
  const tops = starts(height - input.height, isWide ? across : along);
  const lefts = starts(width - input.width, isWide ? along : across);
  return tops.flatMap((top) => lefts.map((left) => ({ left, top })));
}

function starts(spare: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => (count === 1 ? 0 : Math.floor((spare * at) / (count - 1))));
}

function cut({ pixels, width }: SmallPhoto, { left, top }: Corner, input: ModelInput, to: Float32Array): void {
  let at = 0;
  for (let channel = 0; channel < 3; channel++) {
    const mean = input.mean[channel] as number;
    const std = input.std[channel] as number;
    for (let y = 0; y < input.height; y++) {
      let from = ((top + y) * width + left) * 3 + channel;
      for (let x = 0; x < input.width; x++, from += 3) to[at++] = ((pixels[from] as number) - mean) / std;
    }
  }
}
