import { apportion } from '../../../domain/apportion.ts';
import type { Kilogram } from '../../../domain/units.ts';
import type { Random } from '../painter/random.ts';
import { wholeBetween } from '../seeded.ts';

/** Weighbridges of the field step by 20 kg. */
export const SCALE_STEP: Kilogram = 20;
/** Ranges of a sample day of a Busan-area yard (4-scrap, 1.6). */
const TARE = { low: 5_700, high: 6_900 };
const NET = { low: 15_000, high: 28_100 };
const GROSS = { low: 21_900, high: 34_300 };
/** A crane scale is good to half a percent. */
export const CRANE_ERROR = 0.005;

export interface PlannedWeights {
  readonly gross: Kilogram;
  readonly tare: Kilogram;
}

/** Draws the weights of a truck: tare median about 6.1 t, net about 24 t, all in steps of the scale. */
export function planWeights(random: Random): PlannedWeights {
  const tare = toStep(TARE.low + (TARE.high - TARE.low) * Math.min(random.next(), random.next()));
  const net = toStep(NET.low + (NET.high - NET.low) * Math.max(random.next(), random.next()));
  const gross = Math.min(GROSS.high, Math.max(GROSS.low, tare + net));
  return { gross, tare };
}

/** A truck over the road's 40 t, with what it takes to get there. */
export function planOverload(random: Random): PlannedWeights {
  const { tare } = planWeights(random);
  return { gross: toStep(random.between(40_200, 42_800)), tare };
}

/** How many times the crane grips for a net weight, 4 to 10, as far as `room` milliseconds allow. */
export function liftCount(net: Kilogram, room: number, random: Random): number {
  const wanted = Math.round(net / wholeBetween(random, 2_600, 3_800));
  return Math.max(4, Math.min(10, wanted, Math.floor(room / 35_000)));
}

/** Splits a net weight into crane readings whose sum strays from it by no more than the crane's error. */
export function planLifts(net: Kilogram, count: number, random: Random): Kilogram[] {
  const shares = Array.from({ length: count }, () => random.between(0.7, 1.3));
  return apportion(net, shares).map((kg) => Math.round(kg * (1 + random.between(-0.9, 0.9) * CRANE_ERROR)));
}

/** The nearest reading the scale can show. */
export function toStep(kg: number): Kilogram {
  return Math.round(kg / SCALE_STEP) * SCALE_STEP;
}
