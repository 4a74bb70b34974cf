import type { Clock } from '../../../collector/projection/clock.ts';

/** Time that stands still until a test moves it. */
export class TickingClock implements Clock {
  #now: number;
  #timer: { readonly at: number; readonly work: () => void } | null = null;
  #resting: ((milliseconds: number) => void) | null = null;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, work: () => void): { callOff(): void } {
    const timer = { at: this.#now + milliseconds, work };
    this.#timer = timer;
    this.#resting?.(milliseconds);
    this.#resting = null;
    return {
      callOff: () => {
        if (this.#timer === timer) this.#timer = null;
      },
    };
  }

  /** Resolves when whoever has this clock waits, with how long it means to. */
  untilResting(): Promise<number> {
    if (this.#timer) return Promise.resolve(this.#timer.at - this.#now);
    return new Promise((resolve) => {
      this.#resting = resolve;
    });
  }

  /** Lets the time pass that is waited for, and resolves when it is waited again, with how long. */
  async pass(): Promise<number> {
    await this.untilResting();
    const timer = this.#timer;
    this.#timer = null;
    if (timer) {
      this.#now = timer.at;
      timer.work();
    }
    return await this.untilResting();
  }
}
