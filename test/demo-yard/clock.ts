import type { EpochMs } from '../../domain/units.ts';

/** setTimeout cannot wait longer than 2^31 ms, and a sleeping machine should notice the time soon after waking. */
const LONGEST_WAIT_MS = 60_000;

/** The devices' time: it starts at the real one and passes `speed` times as fast. */
export class Clock {
  readonly #start = Date.now();
  readonly #speed: number;

  constructor(speed: number) {
    this.#speed = speed;
  }

  now(): EpochMs {
    return this.#start + Math.round((Date.now() - this.#start) * this.#speed);
  }

  /** Real milliseconds until a moment of the devices' time; negative when it has passed. */
  spanTo(at: EpochMs): number {
    return (at - this.now()) / this.#speed;
  }

  /** Resolves when the time has come, or at once when `signal` says that nobody waits any more. */
  async until(at: EpochMs, signal: AbortSignal): Promise<void> {
    for (let left = this.spanTo(at); left > 0 && !signal.aborted; left = this.spanTo(at)) {
      await pause(Math.min(left, LONGEST_WAIT_MS), signal);
    }
  }
}

/** Resolves after a span of real time, or at once when `signal` is or gets aborted. */
export function pause(span: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, span);
    signal.addEventListener('abort', done);
  });
}

/** Resolves when the signal is aborted, at once when it already is. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
