import { type EpochMs, MINUTE_MS } from '../units.ts';
import { byEventTime, type Frame, type Lift } from './events.ts';

/** A photo without a lift number shows the nearest lift of its bay within this time (edge contract, visits 4). */
export const NEAREST_LIFT_MS: EpochMs = MINUTE_MS;

/**
 * The lift a photo shows: the one with its `lift` number (its own bay first), else the nearest lift of its bay within
 * 60 s, the earlier of two equally near. Null when there is none, or none yet.
 */
export function liftOfFrame(frame: Frame, lifts: readonly Lift[]): Lift | null {
  const ordered = [...lifts].sort(byEventTime);
  if (frame.lift !== null) {
    const numbered = ordered.filter(({ lift }) => lift === frame.lift);
    return numbered.find(({ area }) => area === frame.area) ?? numbered[0] ?? null;
  }
  let nearest: Lift | null = null;
  for (const lift of ordered) {
    const distance = Math.abs(lift.at - frame.at);
    if (lift.area !== frame.area || distance > NEAREST_LIFT_MS) continue;
    if (nearest === null || distance < Math.abs(nearest.at - frame.at)) nearest = lift;
  }
  return nearest;
}
