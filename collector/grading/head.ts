import type { HeadPlace } from './model-card.ts';

/** The last layer of a model: logits = weights x embedding + bias. */
export interface ModelHead {
  /** row-major [rows x columns] */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/**
 * The head that lies in a model file.
 * @throws RangeError when the file is too short for the place that labels.json names
 */
export function readHead(model: Uint8Array, place: HeadPlace): ModelHead {
  const read = (offset: number, length: number) => {
    const view = viewOf(model, offset, length);
    return Float64Array.from({ length }, (_, at) => view.getFloat32(at * 4, true));
  };
  return { weights: read(place.weightOffset, place.rows * place.columns), bias: read(place.biasOffset, place.rows) };
}

/**
 * A copy of a model file with another head of the same shape; all else stays as it is.
 * @throws RangeError for another shape, for numbers that are not finite as float32, or when the file is too short
 */
export function withHead(
  model: Uint8Array,
  place: HeadPlace,
  weights: ArrayLike<number>,
  bias: ArrayLike<number>,
): Uint8Array {
  const copy = Uint8Array.from(model);
  write(copy, place.weightOffset, weights, place.rows * place.columns);
  write(copy, place.biasOffset, bias, place.rows);
  return copy;
}

function write(model: Uint8Array, offset: number, values: ArrayLike<number>, length: number): void {
  if (values.length !== length) throw new RangeError(`the head takes ${length} numbers there, not ${values.length}`);
  const view = viewOf(model, offset, length);
  for (let at = 0; at < length; at++) {
    const value = Math.fround(values[at] as number);
    if (!Number.isFinite(value)) throw new RangeError(`a head holds no ${value}`);
    view.setFloat32(at * 4, value, true);
  }
}

function viewOf(model: Uint8Array, offset: number, length: number): DataView {
  if (offset + length * 4 > model.length) throw new RangeError('the head lies beyond the end of the model file');
  return new DataView(model.buffer, model.byteOffset + offset, length * 4);
}
