import { formatKst } from '../../domain/kst-time.ts';

/** A message of a made-up truck, as its device would publish it. */
export interface TruckMessage {
  readonly topic: string;
  readonly payload: string;
}

const EVENTS_PER_TRUCK = 5;
const TRUCK_EVERY_MS = 20_000;

/** `count` messages of trucks with two weighings and three lifts each, in the order of their events. */
export function truckMessages(count: number, yard: string, until = Date.now()): TruckMessage[] {
  const trucks = Math.ceil(count / EVENTS_PER_TRUCK);
  return Array.from({ length: trucks }, (_, truck) => oneTruck(truck, yard, until - (trucks - truck) * TRUCK_EVERY_MS))
    .flat()
    .slice(0, count);
}

function oneTruck(truck: number, yard: string, from: number): TruckMessage[] {
  const ticket = `B-${String(truck).padStart(6, '0')}`;
  const message = (device: string, kind: string, step: number, rest: object): TruckMessage => ({
    topic: `scrap/v1/bench/${yard}/${device}/${kind}`,
    payload: JSON.stringify({ id: `${ticket}-${step}`, at: formatKst(from + step * 3_000), ticket, ...rest }),
  });
  const plate = `부산86바${1_000 + (truck % 9_000)}`;
  const weighing = (step: number, kg: number) =>
    message('gate/wb01', 'weighing', step, { kg, stable: true, plate, partner: '대한자원', declaredGrade: 'heavy' });
  const net = 20_000 + (truck % 400) * 20;
  const lift = (step: number) => message('bay1/crane01', 'lift', step, { kg: Math.floor(net / 3), lift: step });
  return [weighing(0, 6_000 + net), lift(1), lift(2), lift(3), weighing(4, 6_000)];
}
