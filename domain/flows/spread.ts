/** Middle of the values, mean of the two in the middle where there are as many on each side; `null` for none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  const lower = sorted[middle - 1];
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}

/** Median of the distances from the median (MAD); 0 for none. */
export function madOf(values: readonly number[]): number {
  const median = medianOf(values);
  return median === null ? 0 : (medianOf(values.map((value) => Math.abs(value - median))) as number);
}
