/** Draws from which an interval is taken. */
const DRAWS = 1_000;
const SEED = 20_261_122;

/**
 * Draws as many trucks as there are, with replacement, a thousand times: photos of a truck resemble each other, so trucks
 * are the independent draws and not photos. Seeded: the same number of trucks gives the same draws, so that two models
 * drawn on the same trucks are compared truck by truck.
 * @returns numbers of trucks, 0 to trucks - 1; no draw of no truck
 */
export function drawTrucks(trucks: number): number[][] {
  if (trucks === 0) return [];
  const random = seeded(SEED);
  return Array.from({ length: DRAWS }, () => Array.from({ length: trucks }, () => Math.floor(random() * trucks)));
}

/** The 95 % interval of drawn values, by their percentiles (Efron & Tibshirani, An Introduction to the Bootstrap, 13). */
export function interval(values: readonly number[]): { low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
