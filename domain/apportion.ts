import type { Kilogram } from './units.ts';

/**
 * Remainders closer than this are equal, in kilograms: the same shares added up in another order differ by less, and
 * must not move a kilogram.
 */
const TIE = 1e-6;

/**
 * Shares `total` kilograms out by weight so that the parts add up to `total` exactly (largest remainder, invariant 3).
 * Every part is its exact share rounded down or up; a tie of remainders goes to the earlier entry, so the result
 * depends on the order of `weights` alone. Weights must be finite, their sum too, and not negative; when all are zero every part is 0
 * only if `total` is 0, and otherwise a `RangeError` is thrown, because the kilograms would have nowhere to go.
 */
export function apportion(total: Kilogram, weights: readonly number[]): Kilogram[] {
  if (!Number.isSafeInteger(total) || total < 0) throw new RangeError('total must be a whole number of kilograms');
  if (weights.some((weight) => !Number.isFinite(weight) || weight < 0)) {
    throw new RangeError('weights must be finite and not negative');
  }
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!Number.isFinite(sum)) throw new RangeError('weights add up to more than a number holds');
  if (total === 0) return weights.map(() => 0);
  if (sum === 0) throw new RangeError('no weight to share kilograms by');
  const exact = weights.map((weight) => (weight / sum) * total);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: Math.round((share - Math.floor(share)) / TIE) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return parts.map((part, index) => (raised.has(index) ? part + 1 : part));
}
