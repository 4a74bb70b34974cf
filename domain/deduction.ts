import type { Kilogram } from './units.ts';

/** Weighbridges step by 10 kg at the finest, and so does a deduction. */
const STEP: Kilogram = 10;

/** Foreign share that a load may have without a deduction (memory of practice, not a published table: a setting later). */
export const TOLERATED_FOREIGN_SHARE = 0.01;

/**
 * The deduction (감량) a load calls for: the foreign share above what is tolerated, of net, in whole kilograms and then in steps of 10 kg rounded
 * down. It is a suggestion: a person sets the deduction, with a reason.
 */
export function suggestedDeduction(net: Kilogram, foreignShare: number): Kilogram {
  const above = Math.max(0, Math.min(1, foreignShare) - TOLERATED_FOREIGN_SHARE);
  return Math.floor(Math.round(net * above) / STEP) * STEP;
}
