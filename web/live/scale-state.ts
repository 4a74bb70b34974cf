import { parseEventTime } from '../../domain/kst-time.ts';
import { MINUTE_MS } from '../../domain/units.ts';
import type { ScaleReading } from '../../domain/wire/http-api.ts';

export type ScaleState = 'stable' | 'moving' | 'empty' | 'silent';

/** A scale sends while a truck stands on it and is quiet otherwise; a load that is not renewed is not shown as if it were. */
const READING_LASTS_MS = 2 * MINUTE_MS;
/** What dirt and rain leave on a bridge that steps by 20 kg. */
const EMPTY_KG = 40;

export function scaleState(reading: ScaleReading, now: number): ScaleState {
  if (Math.abs(reading.kg) < EMPTY_KG) return 'empty';
  const at = parseEventTime(reading.at);
  if (at === null || now - at > READING_LASTS_MS) return 'silent';
  return reading.stable ? 'stable' : 'moving';
}

/** Scales with a truck first, then by name, so that an empty one never hides a loaded one. */
export function scalesInOrder(scales: readonly ScaleReading[], now: number): ScaleReading[] {
  const rank = (scale: ScaleReading): number => (['stable', 'moving'].includes(scaleState(scale, now)) ? 0 : 1);
  return [...scales].sort((a, b) => rank(a) - rank(b) || a.device.localeCompare(b.device));
}
