/** The latest points that the percentiles speak of. */
const KEPT = 1_000;

/** How long points took from the commit of their row to their confirmation, the latest of them. */
export class Lag {
  readonly #latest: number[] = [];

  add(milliseconds: number): void {
    this.#latest.push(Math.max(0, milliseconds));
    if (this.#latest.length > 2 * KEPT) this.#latest.splice(0, this.#latest.length - KEPT);
  }

  /** The nearest rank; null of nothing. */
  percentile(share: number): number | null {
    const sorted = this.#latest.slice(-KEPT).sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
  }
}
