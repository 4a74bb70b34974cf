import type { EpochMs } from '../../domain/units.ts';
import type { WriteFailure } from './influx-writer.ts';
import { nextTry } from './pause.ts';

interface Lane {
  readonly failures: number;
  readonly retryAt: EpochMs;
  readonly failure: WriteFailure;
}

/** Answers by which a server asks for time. */
const ASKS_FOR_TIME = [429, 503];

/**
 * The yards' turns. Each yard has its own: one whose points fail waits alone and longer each time while the others go
 * on. What the server asks for holds for all.
 */
export class Lanes {
  readonly #random: () => number;
  readonly #failing = new Map<string, Lane>();
  #pausedUntil: EpochMs = 0;
  #last: string | null = null;
  #isAnswering = true;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** The next of these yards, in alphabetical order and round again, that may be tried now; null: none. */
  next(yards: readonly string[], now: EpochMs): string | null {
    if (now < this.#pausedUntil) return null;
    const ready = yards.filter((yard) => (this.#failing.get(yard)?.retryAt ?? 0) <= now).sort();
    const last = this.#last;
    const next = ready.find((yard) => last === null || yard > last) ?? ready[0] ?? null;
    if (next !== null) this.#last = next;
    return next;
  }

  succeeded(yard: string): void {
    this.#failing.delete(yard);
    this.#isAnswering = true;
  }

  failed(yard: string, failure: WriteFailure, now: EpochMs): void {
    const failures = (this.#failing.get(yard)?.failures ?? 0) + 1;
    const retryAt = nextTry(failures, failure.retryAt, now, this.#random);
    this.#failing.set(yard, { failures, retryAt, failure });
    if (failure.retryAt !== null) this.#pausedUntil = Math.max(this.#pausedUntil, retryAt);
    this.#isAnswering = false;
  }

  /** When a failing yard is tried again first; null: none fails. */
  retryAt(): EpochMs | null {
    const lanes = [...this.#failing.values()];
    if (lanes.length === 0) return null;
    return Math.max(this.#pausedUntil, Math.min(...lanes.map(({ retryAt }) => retryAt)));
  }

  /** `running` while the last try went well, else why it did not. */
  state(): 'running' | 'waiting' | 'away' {
    const last = [...this.#failing.values()].at(-1);
    if (this.#isAnswering || !last) return 'running';
    return ASKS_FOR_TIME.includes(last.failure.status ?? 0) ? 'waiting' : 'away';
  }

  /** What the yard that failed last was told; null: none fails. */
  lastError(): string | null {
    const last = [...this.#failing.values()].at(-1)?.failure;
    if (!last) return null;
    return last.status === null ? last.message : `${last.status}: ${last.message}`;
  }
}
