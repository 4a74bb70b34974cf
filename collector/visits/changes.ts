import type { EpochMs } from '../../domain/units.ts';
import type { Heard } from '../commands/interlock.ts';

/** What the office wants of a visit's slip at once. */
export interface SlipWish {
  readonly visit: string;
  readonly by: string;
  /** why it is crossed out; null: it is to be issued */
  readonly crossOut: string | null;
}

/** What a batch has touched in one yard: grown while events are booked, worked off when the batch is settled. */
export class YardChanges {
  readonly tenant: string;
  readonly yard: string;
  readonly now: EpochMs;
  /** plates whose weighings must be paired again, keyed by plate, from the earliest instant that changed */
  readonly plates = new Map<string, EpochMs>();
  /** tickets that got a weighing */
  readonly tickets = new Set<string>();
  /** lifts, photos and readings that look for their visit, by event seq */
  readonly seekers = new Set<number>();
  /** visits to settle again, each with what caused it first */
  readonly dirty = new Map<string, string>();
  /** new events of which devices may have to be told */
  readonly heard: Heard[] = [];
  /** slips to issue or to cross out once the visits are settled, in the order in which they were asked for */
  readonly slipWishes: SlipWish[] = [];
  /** photos just judged, by event seq */
  readonly judged = new Set<number>();

  constructor(tenant: string, yard: string, now: EpochMs) {
    this.tenant = tenant;
    this.yard = yard;
    this.now = now;
  }

  /** Asks for the plate's weighings from `at` on to be paired again. */
  touchPlate(plate: string, at: EpochMs): void {
    this.plates.set(plate, Math.min(at, this.plates.get(plate) ?? at));
  }

  /** Asks for a visit to be settled again; the first cause stands. */
  touchVisit(visit: string, cause: string): void {
    if (!this.dirty.has(visit)) this.dirty.set(visit, cause);
  }
}
