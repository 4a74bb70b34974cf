import type { Random } from '../painter/random.ts';
import { randomOf, wholeBetween } from '../seeded.ts';
import type { DemoYard } from '../yards.ts';

export interface FleetTruck {
  readonly plate: string;
  readonly partner: string;
}

const FLEET_SIZE = 80;

/** The trucks that call at a yard, each with the partner it mostly drives for; the same every day. */
export function fleetOf(yard: DemoYard, seed: number): FleetTruck[] {
  const random = randomOf('fleet', seed, yard.id);
  return Array.from({ length: FLEET_SIZE }, (_, index) => ({
    plate: plateOf(yard, index, random),
    partner: random.pick(yard.partners),
  }));
}

/** The fleet in another order, so that no truck comes twice on a day. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

/** A plate of a commercial truck; its last digits hold the index, so no two trucks of a fleet share one. */
function plateOf(yard: DemoYard, index: number, random: Random): string {
  const region = random.pick(yard.plateRegions);
  const letter = random.pick(['바', '사', '아', '자']);
  return `${region}${wholeBetween(random, 80, 99)}${letter}${wholeBetween(random, 10, 98)}${String(index).padStart(2, '0')}`;
}
