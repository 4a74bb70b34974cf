import type { BaseSet } from './model-files.ts';

/**
 * Mean cosine distance (0: same direction, 2: opposite) from an embedding to its `k` nearest of the base set, or to all of
 * a smaller one.
 * @param embedding of length one, as are the base set's rows
 */
export function distanceTo({ values, columns }: BaseSet, embedding: ArrayLike<number>, k: number): number {
  const nearest = new Float64Array(Math.min(k, values.length / columns)).fill(Number.POSITIVE_INFINITY);
  for (let from = 0; from < values.length; from += columns) {
    let likeness = 0;
    for (let column = 0; column < columns; column++) {
      likeness += (values[from + column] as number) * (embedding[column] as number);
    }
    const farthest = nearest.length - 1;
    if (1 - likeness >= (nearest[farthest] as number)) continue;
    nearest[farthest] = 1 - likeness;
    nearest.sort();
  }
  return nearest.reduce((sum, distance) => sum + distance, 0) / nearest.length;
}
