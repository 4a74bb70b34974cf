import { formatKst } from '../../../domain/kst-time.ts';
import { type EpochMs, type KstDay, MINUTE_MS, SECOND_MS } from '../../../domain/units.ts';
import { randomOf } from '../seeded.ts';
import type { DemoYard } from '../yards.ts';
import type { FleetTruck } from './fleet.ts';
import { type PlanSource, ticketOf } from './plan-source.ts';
import { type PlannedVisit, planVisit } from './plan-visit.ts';
import { TIGHT_SCALE_GAP, type YardRoom } from './traffic.ts';

/** The drive onto the scale begins about 20 s before the weighing, that is within half a minute of the start. */
const EARLIEST = 30 * SECOND_MS;
const LATEST = 50 * SECOND_MS;
/** The scale is free at this moment whenever no planned truck is due. */
const SURELY_FREE = 40 * SECOND_MS;
const DUE_UNTIL = 84 * SECOND_MS;

/** Nearly every start shows in one of three yards within its first minute that the yard answers an overload. */
const OVERLOAD_SHARE = 0.7;

interface StartVisitAt {
  readonly yard: DemoYard;
  readonly day: KstDay;
  readonly source: PlanSource;
  readonly start: EpochMs;
  readonly room: YardRoom;
  readonly truck: FleetTruck;
}

/** An inbound truck soon after the demo went live; `null` when one is due on the scale within the minute anyway. */
export function planStartVisit({ yard, day, source, start, room, truck }: StartVisitAt): PlannedVisit | null {
  const isTruckDue = room.weighings.some((at) => at >= start - 5 * SECOND_MS && at < start + DUE_UNTIL);
  if (isTruckDue) return null;
  const random = randomOf('start', source.series, source.seed, yard.id, start);
  const wanted = start + Math.round(random.between(EARLIEST, LATEST));
  const firstAt = [wanted, start + SURELY_FREE].find((at) => room.isScaleFree(at, TIGHT_SCALE_GAP));
  if (firstAt === undefined) return null;
  const secondAt = room.nearestSecond(firstAt, firstAt + random.between(7, 9) * MINUTE_MS);
  if (secondAt === null) return null;
  const bay = room.freeBay(firstAt, secondAt);
  room.take(firstAt, secondAt, bay);
  const key = `x${formatKst(start).slice(11, 19).replaceAll(':', '')}`;
  const slot = { key, ticket: ticketOf(source, day, key), plate: truck.plate, partner: truck.partner } as const;
  const trouble = randomOf('start trouble', source.series, source.seed, yard.id, start).chance(OVERLOAD_SHARE);
  return planVisit(
    {
      ...{ ...slot, direction: 'inbound', bay, firstAt, secondAt: Math.round(secondAt) },
      ...(trouble ? { trouble: 'overload' } : {}),
    },
    source,
    random,
  );
}
