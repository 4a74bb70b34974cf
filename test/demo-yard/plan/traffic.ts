import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../domain/units.ts';
import type { Random } from '../painter/random.ts';
import { wholeBetween } from '../seeded.ts';
import { BAYS, type Bay, type DemoYard } from '../yards.ts';

/** Two trucks stand on the scale at least this far apart, so that one has driven off before the next drives on. */
export const SCALE_GAP = 80 * SECOND_MS;
/** The same for a truck that a start brings: just off before just on. */
export const TIGHT_SCALE_GAP = 43 * SECOND_MS;
export const SHORTEST_STAY = 6 * MINUTE_MS;
export const LONGEST_STAY = 40 * MINUTE_MS;

/** Who stands where: one scale and two bays, each for one truck at a time. */
export class YardRoom {
  readonly weighings: EpochMs[] = [];
  readonly #bays: Record<Bay, { from: EpochMs; to: EpochMs }[]> = { bay1: [], bay2: [] };

  isScaleFree(at: EpochMs, gap: number = SCALE_GAP): boolean {
    return this.weighings.every((taken) => Math.abs(taken - at) >= gap);
  }

  /** The bay that is free for the whole time; `null` when both are taken. */
  freeBay(from: EpochMs, to: EpochMs): Bay | null {
    return BAYS.find((bay) => this.#bays[bay].every((taken) => to <= taken.from || from >= taken.to)) ?? null;
  }

  /** The free moment for a second weighing nearest to `wanted` within the allowed stays; `null` when there is none. */
  nearestSecond(first: EpochMs, wanted: EpochMs): EpochMs | null {
    for (let step = 0; step <= 20; step++) {
      for (const at of [wanted + step * SCALE_GAP, wanted - step * SCALE_GAP]) {
        const stay = at - first;
        if (stay >= SHORTEST_STAY && stay <= LONGEST_STAY && this.isScaleFree(at)) return at;
      }
    }
    return null;
  }

  take(first: EpochMs, second: EpochMs, bay: Bay | null): void {
    this.weighings.push(first, second);
    if (bay) this.#bays[bay].push({ from: first, to: second });
  }
}

/**
 * When trucks drive onto the scale on a day: most between 07:00 and 18:00, more of them in the morning, and a few
 * round the clock. The first comes after 00:10 and the last has left before midnight, so that days stand alone.
 */
export function planArrivals(yard: DemoYard, dayStart: EpochMs, random: Random): EpochMs[] {
  const [fewest, most] = yard.dayTrucks;
  return [
    ...spread(4, 0.2, 6.7, 1, random),
    ...spread(wholeBetween(random, fewest, most), 7, 17.9, 1.15, random),
    ...spread(3, 18.2, 22.7, 1, random),
  ].map((hour) => dayStart + Math.round(hour * HOUR_MS));
}

/** One hour for each of `count` equal slots; a bend above 1 crowds them towards the beginning. */
export function spread(count: number, from: number, to: number, bend: number, random: Random): number[] {
  return Array.from({ length: count }, (_, slot) => from + (to - from) * ((slot + random.next()) / count) ** bend);
}

/** Minutes between the weighings: 6 to 38, median 22. */
export function planStay(random: Random): number {
  return Math.round(SHORTEST_STAY + ((random.next() + random.next()) / 2) * 32 * MINUTE_MS);
}
