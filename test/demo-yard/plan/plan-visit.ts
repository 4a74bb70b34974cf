import { type EpochMs, type Kilogram, MINUTE_MS, SECOND_MS } from '../../../domain/units.ts';
import type { Random } from '../painter/random.ts';
import { wholeBetween } from '../seeded.ts';
import type { Bay } from '../yards.ts';
import { type PhotoChoice, type PlannedLoad, planLoad } from './loads.ts';
import type { PlanSource } from './plan-source.ts';
import { liftCount, planLifts, planOverload, planWeights, toStep } from './weights.ts';

/** One grip of the crane and the photo taken of it. */
export interface PlannedLift {
  readonly at: EpochMs;
  readonly kg: Kilogram;
  readonly photoAt: EpochMs;
  readonly photo: PhotoChoice;
  /** The camera does not know the truck: the photo carries neither ticket nor plate nor lift. */
  readonly isPhotoAnonymous: boolean;
}

export interface PlannedReading {
  readonly at: EpochMs;
  readonly microSvPerHour: number;
  readonly alarm: boolean;
}

export interface PlannedVisit {
  /** unique among the visits of the day */
  readonly key: string;
  readonly ticket: string;
  readonly plate: string;
  readonly partner: string;
  readonly direction: 'inbound' | 'outbound';
  readonly statesDirection: boolean;
  readonly declaredGrade: string;
  readonly bay: Bay;
  /** False when another truck stands in the bay and this one is served over it. */
  readonly occupiesBay: boolean;
  readonly first: { readonly at: EpochMs; readonly kg: Kilogram };
  readonly second: { readonly at: EpochMs; readonly kg: Kilogram };
  /** A reading sent before the scale had settled. */
  readonly unstable: { readonly at: EpochMs; readonly kg: Kilogram } | null;
  readonly radiation: PlannedReading;
  /** the clear second reading of a truck that set off the alarm */
  readonly remeasured: PlannedReading | null;
  readonly lifts: readonly PlannedLift[];
}

/** What the yard already settled about a visit before its load is drawn. */
export interface VisitSlot {
  readonly key: string;
  readonly ticket: string;
  readonly plate: string;
  readonly partner: string;
  readonly direction: 'inbound' | 'outbound';
  readonly bay: Bay | null;
  readonly firstAt: EpochMs;
  readonly secondAt: EpochMs;
  /** what the yard's rules act on */
  readonly trouble?: 'alarm' | 'overload';
}

const UNSTABLE_SHARE = 0.12;
const ANONYMOUS_PHOTO_SHARE = 0.1;

/** Fills a slot with weights, lifts, photos and readings. The net weight is exactly gross minus tare. */
export function planVisit({ trouble, ...slot }: VisitSlot, source: PlanSource, random: Random): PlannedVisit {
  const { gross, tare } = trouble === 'overload' ? planOverload(random) : planWeights(random);
  const [firstKg, secondKg] = slot.direction === 'inbound' ? [gross, tare] : [tare, gross];
  const from = slot.firstAt + 75 * SECOND_MS;
  const to = slot.secondAt - 75 * SECOND_MS;
  const count = liftCount(gross - tare, to - from, random);
  const load = planLoad(source, count, random);
  const lifts = planLifts(gross - tare, count, random);
  const radiation = planReading(slot.firstAt, trouble === 'alarm', random);
  return {
    ...slot,
    statesDirection: random.chance(0.7),
    declaredGrade: load.declaredGrade,
    bay: slot.bay ?? 'bay1',
    occupiesBay: slot.bay !== null,
    first: { at: slot.firstAt, kg: firstKg },
    second: { at: slot.secondAt, kg: secondKg },
    unstable: random.chance(UNSTABLE_SHARE)
      ? { at: slot.firstAt - 8 * SECOND_MS, kg: toStep(firstKg + random.between(-260, 260)) }
      : null,
    radiation,
    remeasured: trouble === 'alarm' ? remeasured(radiation) : null,
    lifts: timeLifts(lifts, load, slot.bay !== null, from, to, random),
  };
}

function planReading(firstAt: EpochMs, alarm: boolean, random: Random): PlannedReading {
  const reading = alarm ? random.between(0.8, 2.5) : random.between(0.06, 0.16);
  const at = firstAt - wholeBetween(random, 50, 110) * SECOND_MS;
  return { at, microSvPerHour: Math.round(reading * 100) / 100, alarm };
}

/** Before the truck can have left the scale for good: the shortest stay is longer. */
const REMEASURED_AFTER = 4 * MINUTE_MS;

function remeasured({ at }: PlannedReading): PlannedReading {
  return { at: at + REMEASURED_AFTER, microSvPerHour: 0.12, alarm: false };
}

function timeLifts(
  kilograms: readonly Kilogram[],
  load: PlannedLoad,
  isBayKnown: boolean,
  from: EpochMs,
  to: EpochMs,
  random: Random,
): PlannedLift[] {
  const pace = (to - from) / kilograms.length;
  return kilograms.map((kg, index) => {
    const at = Math.round(from + pace * (index + random.between(0.2, 0.8)));
    const photo = load.photos[index];
    if (!photo) throw new RangeError('a lift without a photo');
    return {
      at,
      kg,
      photoAt: Math.min(at + wholeBetween(random, 2_000, 6_000), to + MINUTE_MS / 4),
      photo,
      isPhotoAnonymous: isBayKnown && random.chance(ANONYMOUS_PHOTO_SHARE),
    };
  });
}
