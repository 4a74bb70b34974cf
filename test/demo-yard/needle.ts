import { type EpochMs, type Kilogram, SECOND_MS } from '../../domain/units.ts';
import { toStep } from './plan/weights.ts';

/** A truck that passes over the scale: weighed at `at` with `kg`. */
export interface Passage {
  readonly at: EpochMs;
  readonly kg: Kilogram;
}

export interface Reading {
  readonly kg: Kilogram;
  readonly stable: boolean;
}

/** Phases of a passage in seconds about the weighing: on with two axles, swing, stand, off. */
const ON = -24;
const FRONT_AXLE_STANDS = -18;
const ALL_ON = -13;
const SETTLED = -5;
const OFF = 8;
const GONE = 18;

/** How long before the weighing a truck touches the scale. */
export const APPROACH_MS = -ON * SECOND_MS;
/** How long after the weighing the scale is empty again. */
export const DEPARTURE_MS = GONE * SECOND_MS;

/** What the scale shows at an instant: a pure function of the passages, so a restart shows the same. */
export function readingAt(passages: readonly Passage[], now: EpochMs): Reading {
  const passage = passages.find(({ at }) => now >= at - APPROACH_MS && now < at + DEPARTURE_MS);
  if (!passage) return { kg: 0, stable: true };
  const second = (now - passage.at) / SECOND_MS;
  if (second >= SETTLED && second < OFF) return { kg: passage.kg, stable: true };
  return { kg: toStep(Math.max(0, movingLoad(passage.kg, second))), stable: false };
}

function movingLoad(kg: Kilogram, second: number): number {
  const bounce = Math.sin(second * 9) * kg * 0.012;
  if (second < FRONT_AXLE_STANDS) return kg * 0.35 * ramp(second, ON, FRONT_AXLE_STANDS - 3) + bounce;
  if (second < ALL_ON) return kg * (0.35 + 0.65 * ramp(second, FRONT_AXLE_STANDS, ALL_ON)) + bounce;
  if (second < SETTLED) return kg * (1 + 0.03 * Math.exp((ALL_ON - second) / 2.5) * Math.sin(second * 6));
  return kg * (1 - ramp(second, OFF, GONE)) + bounce * (1 - ramp(second, OFF, GONE));
}

function ramp(second: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (second - from) / (to - from)));
  return share * share * (3 - 2 * share);
}
