import { SECOND_MS } from '../../domain/units.ts';
import type { VisitOwner } from '../accounts/authorization.ts';

/** Whoever shows flows asks again at most this often. */
const TELL_EVERY_MS = 2 * SECOND_MS;

/**
 * Gathers whose visits ended or changed since it was last told, so that a busy hour is told every two seconds and a quiet
 * one at once. What it holds is bounded by partners and yards, not by trucks.
 */
export class FlowChanges {
  readonly #tell: (owners: readonly VisitOwner[]) => void;
  /** keyed by the owner as JSON */
  readonly #waiting = new Map<string, VisitOwner>();
  #toldAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  constructor(tell: (owners: readonly VisitOwner[]) => void) {
    this.#tell = tell;
  }

  note({ yard, direction, partner }: VisitOwner): void {
    this.#waiting.set(JSON.stringify([yard, direction, partner]), { yard, direction, partner });
    const wait = Math.max(0, this.#toldAt + TELL_EVERY_MS - performance.now());
    this.#timer ??= setTimeout(() => this.#tellNow(), wait);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting.clear();
  }

  #tellNow(): void {
    this.#timer = null;
    this.#toldAt = performance.now();
    const owners = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#tell(owners);
  }
}
