import { kstDayStart } from '../../domain/kst-time.ts';
import { HOUR_MS, type KstDay } from '../../domain/units.ts';
import type { Random } from '../demo-yard/painter/random.ts';
import { type FleetTruck, fleetOf, shuffled } from '../demo-yard/plan/fleet.ts';
import { findTimes } from '../demo-yard/plan/plan-day.ts';
import { planStay, spread, YardRoom } from '../demo-yard/plan/traffic.ts';
import { randomOf } from '../demo-yard/seeded.ts';
import type { DemoYard } from '../demo-yard/yards.ts';
import { type HistoryVisit, netOf } from './history-visit.ts';
import { openDaysOf } from './open-days.ts';
import { planVisit, type TruckSlot } from './plan-visit.ts';
import { StockBook } from './stock-book.ts';
import { SELLS_ELSEWHERE } from './stories.ts';
import { SUPPLIERS } from './suppliers.ts';
import { type Load, weekLoads } from './week-loads.ts';
import { daysOf, mondayOf, type Span, weeksAgo } from './weeks.ts';

/** A day of a yard on which it worked. */
export interface HistoryDay {
  readonly yard: string;
  readonly day: KstDay;
  /** in the order of their first weighings */
  readonly visits: readonly HistoryVisit[];
  /** what lies on the ground in the evening, as a count would find it */
  readonly stock: Readonly<Record<string, number>>;
}

const A_TRUCK_TAKES = 23_000;
const MOST_OUTBOUND = 14;

type Wanted = Pick<TruckSlot, 'partner' | 'direction' | 'declared' | 'truth'>;

/** The history of a yard, day by day. Pure: seed, yard and span decide; what it ships follows from what came before. */
export function* planYard(yard: DemoYard, span: Span, seed: number): Generator<HistoryDay> {
  const book = new StockBook(yard.id);
  const carriers = [...SUPPLIERS.filter(({ trucks }) => trucks[yard.id]).map(({ partner }) => partner), 'works'];
  const fleet = fleetOf(yard, seed);
  let week = weekOf(yard.id, mondayOf(span.from), span, seed);
  for (const day of daysOf(span)) {
    const monday = mondayOf(day);
    if (week.monday !== monday) week = weekOf(yard.id, monday, span, seed);
    if (!week.open.includes(day)) continue;
    const ago = weeksAgo(monday, span.until);
    const random = randomOf('history day', seed, yard.id, day);
    const inbound = week.loads
      .filter((load) => load.day === day)
      .map(({ partner, declared, truth }): Wanted => ({ partner, declared, truth, direction: 'inbound' }));
    const room = new YardRoom();
    const trucks = trucksOf(fleet, carriers);
    const start = kstDayStart(day) ?? 0;
    const wanted = shuffled([...inbound, ...outboundOf(yard, book, ago, random)], random);
    const hours = spread(wanted.length, 7, 17.5, 1.15, random);
    const visits = wanted.map((load, index) => {
      const arrival = start + Math.round((hours[index] ?? 7) * HOUR_MS);
      const times = findTimes(room, arrival, planStay(random));
      const plate = trucks(load.direction === 'inbound' ? load.partner : 'works', day);
      const slot = {
        ...load,
        ...times,
        secondAt: Math.round(times.secondAt),
        yard: yard.id,
        day,
        plate,
        weeksAgo: ago,
      };
      const visit = planVisit({ ...slot, number: index + 1 }, seed);
      // an outbound truck was ordered for what a truck takes; what it took is known now
      if (load.direction === 'outbound') book.add(load.truth, A_TRUCK_TAKES - netOf(visit));
      else if (visit.office?.kind !== 'cancellation') book.add(load.truth, netOf(visit));
      return visit;
    });
    visits.sort((a, b) => a.first.at - b.first.at);
    yield { yard: yard.id, day, visits, stock: book.counted() };
  }
}

interface Week {
  readonly monday: KstDay;
  readonly open: readonly KstDay[];
  readonly loads: readonly Load[];
}

function weekOf(yard: string, monday: KstDay, { until }: Span, seed: number): Week {
  return { monday, open: openDaysOf(monday), loads: weekLoads(yard, monday, until, seed) };
}

/** As many trucks as bring the ground back to its ordinary stock in about two days, each with what there is most of. */
function outboundOf(yard: DemoYard, book: StockBook, ago: number, random: Random): Wanted[] {
  const wanted = Math.floor(Math.max(0, book.surplus) / A_TRUCK_TAKES / 2 + random.next());
  const sellsElsewhere = yard.id === SELLS_ELSEWHERE.yard && ago <= SELLS_ELSEWHERE.since;
  return Array.from({ length: Math.min(MOST_OUTBOUND, wanted) }, (): Wanted => {
    const declared = book.largest();
    book.add(declared, -A_TRUCK_TAKES);
    const isElsewhere = sellsElsewhere && random.chance(SELLS_ELSEWHERE.share);
    const partner = isElsewhere ? SELLS_ELSEWHERE.to : random.pick(yard.works);
    return { partner, declared, truth: declared, direction: 'outbound' };
  });
}

/** The plates of each carrier, one after the other, beginning elsewhere every day. */
function trucksOf(fleet: readonly FleetTruck[], carriers: readonly string[]): (carrier: string, day: KstDay) => string {
  const next = new Map<string, number>();
  return (carrier, day) => {
    const own = fleet.filter((_, index) => index % carriers.length === carriers.indexOf(carrier));
    const place = next.get(carrier) ?? Number(day.slice(8));
    next.set(carrier, place + 1);
    return own[place % own.length]?.plate ?? '';
  };
}
