import type { Grade, GradeProbabilities } from '../grades.ts';
import type { EpochMs, Kilogram } from '../units.ts';

/** What a visit is made of. Events are compared by event time; `key` breaks ties and never changes. */
interface YardEvent {
  /** `area/device/id`, unique in a yard for ever */
  readonly key: string;
  readonly at: EpochMs;
  readonly area: string;
  readonly device: string;
  readonly ticket: string | null;
  /** plate without spaces */
  readonly plate: string | null;
}

export type Direction = 'inbound' | 'outbound';

/** A stable weighing. */
export interface Weighing extends YardEvent {
  readonly plate: string;
  readonly kg: Kilogram;
  readonly direction: Direction | null;
  readonly partner: string | null;
  readonly declaredGrade: string | null;
}

export interface Lift extends YardEvent {
  readonly kg: Kilogram;
  readonly lift: number | null;
}

/** Why a frame shows nothing that could be judged, by image statistics alone. */
export const UNUSABLE_REASONS = ['DARK', 'BRIGHT', 'BLURRED', 'COLOUR_CAST', 'BLOCKED'] as const;
export type UnusableReason = (typeof UNUSABLE_REASONS)[number];

/** What the model says of a photo. */
export interface Judgement {
  readonly probabilities: GradeProbabilities;
  /** true: it looks like nothing the model was taught, whatever its probabilities say */
  readonly isOutOfDomain: boolean;
  readonly unusable: UnusableReason | null;
}

/** What is known of a photo: a judgement, that it waits for one, or that it can have none. */
export type FrameJudgement = Judgement | 'waiting' | 'failed';

export interface Frame extends YardEvent {
  readonly lift: number | null;
  readonly judgement: FrameJudgement;
  readonly sha256: string;
}

export interface Radiation extends YardEvent {
  readonly microSvPerHour: number;
  readonly alarm: boolean;
}

export interface Occupancy extends YardEvent {
  readonly occupied: boolean;
}

/** A person's correction of one visit; of several, the latest holds for what it speaks of. */
export interface Correction {
  readonly key: string;
  readonly at: EpochMs;
  readonly visit: string;
  readonly grade: Grade | null;
  readonly grades: Partial<Record<Grade, Kilogram>> | null;
  readonly deductionKg: Kilogram | null;
  /** id or SHA-256 of the photo that `grade` speaks of; without one it speaks of the whole visit */
  readonly frame: string | null;
  /** id of the correction that this one takes back; it says nothing else then */
  readonly withdraws: string | null;
}

/** Orders events by event time, ties by key: the only order in which visits are ever made. */
export function byEventTime(
  a: { readonly at: EpochMs; readonly key: string },
  b: { readonly at: EpochMs; readonly key: string },
): number {
  return a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
