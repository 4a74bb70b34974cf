import type { EpochMs } from '../../../domain/units.ts';
import type { StateChange } from './availability.ts';
import type { Buckets } from './buckets.ts';
import type { Cells } from './cells.ts';

/** What kilograms may be told apart by, in the order of a key's parts. */
export const KILOGRAM_PARTS = ['partner', 'direction', 'grade'] as const;
export type KilogramPart = (typeof KILOGRAM_PARTS)[number];

/** The changes of one device, `area/device`. */
export interface DeviceChanges {
  readonly device: string;
  /** in the order of time; the first may lie before the span and says how it begins */
  readonly changes: readonly StateChange[];
}

/**
 * Where history is kept. A source answers what it has, summed by the grain of the buckets or finer; which keys and
 * buckets an answer has, and in which order, is decided once for all sources in `series-tables.ts`.
 */
export interface SeriesSource {
  /** net kilograms of closed visits by their second weighing; measures: kg */
  kilograms(yard: string, buckets: Buckets, parts: readonly KilogramPart[]): Promise<Cells>;
  /** graded photos by capture, key: camera (`area/device`); measures: photos, out of domain, sum of confidences */
  photos(yard: string, buckets: Buckets): Promise<Cells>;
  /** changes in the span and, per device, the last one before it */
  stateChanges(yard: string, from: EpochMs, to: EpochMs): Promise<DeviceChanges[]>;
  /** the last word of each grain in the order of time, key: indicator; measures: value, target (NaN: none) */
  indicators(yard: string, buckets: Buckets): Promise<Cells>;
  /** entries by funder, line and stage; measures: won */
  budget(project: string, buckets: Buckets): Promise<Cells>;
}
