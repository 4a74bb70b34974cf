/** Embeddings of a set, row-major [rows x columns]. */
export interface EmbeddingSet {
  readonly values: Float32Array;
  readonly columns: number;
}

/**
 * Mean cosine distance (0: same direction, 2: opposite) from an embedding to its `k` nearest of a set. A set with fewer
 * rows is taken whole; an empty one is infinitely far.
 */
export function distanceTo({ values, columns }: EmbeddingSet, embedding: ArrayLike<number>, k: number): number {
  const own = Math.sqrt(norm2(embedding, 0, columns)) || 1;
  const nearest: number[] = [];
  for (let from = 0; from < values.length; from += columns) {
    let dot = 0;
    for (let column = 0; column < columns; column += 1)
      dot += (values[from + column] as number) * (embedding[column] as number);
    const distance = 1 - dot / (own * (Math.sqrt(norm2(values, from, columns)) || 1));
    if (nearest.length === k && distance >= (nearest.at(-1) as number)) continue;
    let place = nearest.length;
    while (place > 0 && (nearest[place - 1] as number) > distance) place -= 1;
    nearest.splice(place, 0, distance);
    if (nearest.length > k) nearest.pop();
  }
  if (nearest.length === 0) return Number.POSITIVE_INFINITY;
  return nearest.reduce((a, b) => a + b, 0) / nearest.length;
}

function norm2(values: ArrayLike<number>, from: number, columns: number): number {
  let sum = 0;
  for (let column = 0; column < columns; column += 1) sum += (values[from + column] as number) ** 2;
  return sum;
}
