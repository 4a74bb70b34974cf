import type { EpochMs } from '../../domain/units.ts';

/** Time as the projector knows it. */
export interface Clock {
  now(): EpochMs;
  /** Calls `work` once after some milliseconds, unless it is called off before. */
  after(milliseconds: number, work: () => void): { callOff(): void };
}

export const systemClock: Clock = {
  now: Date.now,
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return { callOff: () => clearTimeout(timer) };
  },
};
