import { kstDay, kstDayStart } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, type KstDay, MINUTE_MS, SECOND_MS } from '../../../domain/units.ts';
import type { Random } from '../painter/random.ts';
import { randomOf } from '../seeded.ts';
import { cameraOf, type DemoYard } from '../yards.ts';
import { type FleetTruck, fleetOf, shuffled } from './fleet.ts';
import { type PlanSource, ticketOf } from './plan-source.ts';
import { type PlannedVisit, planVisit } from './plan-visit.ts';
import { planStartVisit } from './start-visit.ts';
import { planArrivals, planStay, YardRoom } from './traffic.ts';

/** A stretch in which a device is cut off from the broker; what it records meanwhile comes late. */
export interface PlannedOutage {
  readonly device: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface DayPlan {
  readonly day: KstDay;
  /** in the order of their first weighings */
  readonly visits: readonly PlannedVisit[];
  readonly outages: readonly PlannedOutage[];
}

const OUTBOUND_SHARE = 0.3;
const OUTAGE_HOURS = [
  [2, 5],
  [8, 11],
  [13, 16],
  [19, 22],
] as const;

/**
 * Plans a KST day of a yard. Pure: yard, day, source and starts alone decide, whatever was planned before.
 * `starts` are the instants at which the demo went live; each may bring one visit, so that a truck is on the scale.
 */
export function planDay(yard: DemoYard, day: KstDay, source: PlanSource, starts: readonly EpochMs[] = []): DayPlan {
  const dayStart = kstDayStart(day);
  if (dayStart === null) throw new RangeError(`no such day: ${day}`);
  const random = randomOf('day', source.series, source.seed, yard.id, day);
  const fleet = shuffled(fleetOf(yard, source.seed), random);
  const room = new YardRoom();
  const visits: PlannedVisit[] = [];
  const arrivals = planArrivals(yard, dayStart, random);
  const troubles = planTroubles(arrivals.length, randomOf('troubles', source.series, source.seed, yard.id, day));
  for (const arrival of arrivals) {
    const truck = fleet[visits.length];
    if (!truck) break;
    const direction = random.chance(OUTBOUND_SHARE) ? 'outbound' : 'inbound';
    const partner = direction === 'outbound' ? random.pick(yard.works) : truck.partner;
    const times = findTimes(room, arrival, planStay(random));
    const key = String(visits.length + 1).padStart(3, '0');
    const truckSlot = { key, ticket: ticketOf(source, day, key), plate: truck.plate, partner, direction } as const;
    const trouble = troubles.get(visits.length);
    visits.push(planVisit({ ...truckSlot, ...times, ...(trouble ? { trouble } : {}) }, source, random));
  }
  for (const start of [...starts].sort((a, b) => a - b).filter((at) => kstDay(at) === day)) {
    const extra = planStartVisit({ yard, day, source, start, room, truck: lastOf(fleet, start) });
    if (extra) visits.push(extra);
  }
  visits.sort((a, b) => a.first.at - b.first.at);
  return { day, visits, outages: planOutages(yard, day, dayStart, source) };
}

/** Far more of it than in the field, so that a day of watching shows the yard act: one alarm, two overloads. */
function planTroubles(trucks: number, random: Random): Map<number, 'alarm' | 'overload'> {
  const [alarm, ...overloads] = shuffled(
    Array.from({ length: trucks }, (_, index) => index),
    random,
  );
  const troubles = new Map<number, 'alarm' | 'overload'>(overloads.slice(0, 2).map((index) => [index, 'overload']));
  if (alarm !== undefined) troubles.set(alarm, 'alarm');
  return troubles;
}

/** Trucks wait outside until the scale and a bay are free for them. */
export function findTimes(room: YardRoom, arrival: EpochMs, stay: number) {
  for (let firstAt = arrival; firstAt < arrival + DAY_MS; firstAt += MINUTE_MS) {
    if (!room.isScaleFree(firstAt)) continue;
    const secondAt = room.nearestSecond(firstAt, firstAt + stay);
    if (secondAt === null) continue;
    const bay = room.freeBay(firstAt, secondAt);
    if (bay === null) continue;
    room.take(firstAt, secondAt, bay);
    return { firstAt, secondAt, bay };
  }
  throw new RangeError('no room for a truck on this day');
}

/** Trucks of the fleet's end are left over on every day. */
function lastOf(fleet: readonly FleetTruck[], start: EpochMs): FleetTruck {
  const spare = fleet.slice(-40);
  const truck = spare[Math.floor(start / SECOND_MS) % spare.length];
  if (!truck) throw new RangeError('the fleet is empty');
  return truck;
}

function planOutages(yard: DemoYard, day: KstDay, dayStart: EpochMs, source: PlanSource): PlannedOutage[] {
  const random = randomOf('outages', source.series, source.seed, yard.id, day);
  return OUTAGE_HOURS.map(([fromHour, toHour]) => {
    const from = dayStart + Math.round(random.between(fromHour, toHour) * 60) * MINUTE_MS;
    const to = from + Math.round(random.between(4, 9) * MINUTE_MS);
    return { device: cameraOf(random.pick(['bay1', 'bay2'])), from, to };
  });
}
