import type { EpochMs } from '../../domain/units.ts';
import type { RegionPoint } from '../../domain/wire/edge-messages.ts';
import { writeInference } from '../ledger/inferences.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Grader } from './graders.ts';

/** A photo that the current model has judged and a shadow may judge too. */
export interface ShadowFrame {
  readonly event: number;
  readonly yard: string;
  readonly path: string;
  readonly region: readonly RegionPoint[] | null;
}

/** Photos that wait for the shadow; beyond it the oldest are dropped, because a shadow need not see everything. */
const MOST_WAITING = 256;

/**
 * Lets a yard's shadow judge photos after its current model has, and only while no photo waits for that one. What it
 * says is a row beside the current one and has no effect on any visit.
 */
export class ShadowInspector {
  readonly #ledger: Ledger;
  readonly #shadowOf: (yard: string) => Grader | null;
  readonly #now: () => EpochMs;
  readonly #waiting: ShadowFrame[] = [];
  #isBusy = false;
  #isStopped = false;

  constructor(parts: { ledger: Ledger; shadowOf: (yard: string) => Grader | null; now?: () => EpochMs }) {
    this.#ledger = parts.ledger;
    this.#shadowOf = parts.shadowOf;
    this.#now = parts.now ?? Date.now;
  }

  /** Notes a photo that the current model has judged. */
  offer(frame: ShadowFrame): void {
    if (this.#shadowOf(frame.yard) === null) return;
    this.#waiting.push(frame);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
  }

  /** Judges noted photos one after the other for as long as `isIdle` holds. */
  work(isIdle: () => boolean): void {
    if (this.#isBusy || this.#isStopped || !isIdle()) return;
    const frame = this.#waiting.shift();
    if (!frame) return;
    this.#isBusy = true;
    void this.#judge(frame).then(() => {
      this.#isBusy = false;
      this.work(isIdle);
    });
  }

  /** Takes up no more photos. */
  stop(): void {
    this.#isStopped = true;
  }

  async #judge({ event, yard, path, region }: ShadowFrame): Promise<void> {
    const grader = this.#shadowOf(yard);
    if (!grader) return;
    const started = performance.now();
    const outcome = await grader.grade(path, region);
    if (this.#isStopped || (!outcome.ok && outcome.retryable)) return;
    const model = outcome.ok ? outcome.model : grader.model;
    if (!model) return;
    const elapsedMs = performance.now() - started;
    try {
      writeInference(this.#ledger, { event, at: this.#now(), role: 'shadow', model, outcome, elapsedMs });
    } catch {
      // the disk is full or busy, as the booking line says aloud: a comparison less is no loss
    }
  }
}
