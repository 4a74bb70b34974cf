/** Whole won. Money is an integer everywhere; shares are cut below the won and what is cut stays with a named party. */
export type Won = number;

/** No single amount is larger: a million million won. Sums and products of such amounts stay exact. */
export const MOST_WON: Won = 1_000_000_000_000;

/** True for whole won within what is kept. */
export function isWon(value: unknown): value is Won {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= MOST_WON;
}

/** `amount * share / of`, cut below the won; exact, because it is worked out in integers. `of` is positive. */
export function shareOf(amount: Won, share: number, of: number): Won {
  return Number((BigInt(amount) * BigInt(share)) / BigInt(of));
}

/** The sum of amounts; `RangeError` beyond what a number holds exactly, so that no won is lost unseen. */
export function sumWon(amounts: Iterable<Won>): Won {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  if (!Number.isSafeInteger(sum)) throw new RangeError('won add up to more than a number holds');
  return sum;
}

/**
 * Shares `total` out by whole weights so that the parts add up to it exactly (largest remainder; a tie goes to the
 * earlier entry). A negative total gives the parts of its opposite, negated. `RangeError` without any weight.
 */
export function apportionWon(total: Won, weights: readonly Won[]): Won[] {
  if (total < 0) return apportionWon(-total, weights).map((part) => (part === 0 ? 0 : -part));
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
  if (total === 0) return weights.map(() => 0);
  if (sum <= 0n) throw new RangeError('no weight to share won by');
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = exact.map((share) => Number(share / sum));
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share % sum }))
    .sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index);
  const left = total - sumWon(parts);
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] as Won) + 1;
  return parts;
}
