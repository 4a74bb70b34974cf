import { startOfKstDay } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS } from '../../../domain/units.ts';
import { randomOf } from '../seeded.ts';
import { cameraOf, craneOf, RADIATION_GATE, SCALE } from '../yards.ts';
import type { PhotoChoice } from './loads.ts';
import type { DayPlan, PlannedOutage } from './plan-day.ts';
import type { PlanSource } from './plan-source.ts';
import type { PlannedVisit } from './plan-visit.ts';

export type RecordedKind = 'weighing' | 'lift' | 'frame' | 'radiation' | 'occupancy';

/** One event as its device records it; `at` is when it happened, `publishAt` when the device sends it. */
export interface PlannedEvent {
  readonly device: string;
  readonly kind: RecordedKind;
  readonly id: string;
  readonly at: EpochMs;
  readonly publishAt: EpochMs;
  /** what the message says besides `id` and `at` */
  readonly body: Readonly<Record<string, string | number | boolean>>;
  /** only of a `frame` */
  readonly photo?: PhotoChoice;
}

const LATE_SHARE = 0.015;
const DUPLICATE_SHARE = 0.015;

/** Everything the devices of a yard send for a day, in the order of sending; a duplicate stands in it twice. */
export function dayEvents(plan: DayPlan, source: PlanSource): PlannedEvent[] {
  const compactDay = plan.day.replaceAll('-', '');
  const events = plan.visits.flatMap((visit) => {
    const named = visitEvents(visit).map(({ mark, ...event }) => ({
      ...event,
      id: `${event.device.split('/')[1]}-${compactDay}-${source.series}-${visit.key}${mark}`,
    }));
    return named.flatMap((event) => sendings(event, plan.outages));
  });
  return events.sort((a, b) => a.publishAt - b.publishAt || (a.id < b.id ? -1 : 1));
}

type Recorded = Omit<PlannedEvent, 'publishAt'>;
type Unnamed = Omit<Recorded, 'id'> & { readonly mark: string };

function visitEvents(visit: PlannedVisit): Unnamed[] {
  const { ticket, plate, partner, declaredGrade, direction, bay, radiation, remeasured, unstable, first, second } =
    visit;
  const truck = { ticket, plate };
  const papers = { ...truck, partner, declaredGrade, ...(visit.statesDirection ? { direction } : {}) };
  const events: Unnamed[] = [
    {
      device: RADIATION_GATE,
      kind: 'radiation',
      mark: 'r',
      at: radiation.at,
      body: { microSvPerHour: radiation.microSvPerHour, alarm: radiation.alarm, ...truck },
    },
    { device: SCALE, kind: 'weighing', mark: 'w1', at: first.at, body: { kg: first.kg, stable: true, ...papers } },
    { device: SCALE, kind: 'weighing', mark: 'w2', at: second.at, body: { kg: second.kg, stable: true, ...truck } },
  ];
  if (remeasured) {
    const { at, ...reading } = remeasured;
    events.push({ device: RADIATION_GATE, kind: 'radiation', mark: 'r2', at, body: { ...reading, ...truck } });
  }
  if (unstable) {
    const body = { kg: unstable.kg, stable: false, ...truck };
    events.push({ device: SCALE, kind: 'weighing', mark: 'w0', at: unstable.at, body });
  }
  if (visit.occupiesBay) {
    const device = craneOf(bay);
    const since = first.at + 65 * SECOND_MS;
    const until = second.at - 55 * SECOND_MS;
    events.push({ device, kind: 'occupancy', mark: 'o1', at: since, body: { occupied: true, ...truck } });
    events.push({ device, kind: 'occupancy', mark: 'o2', at: until, body: { occupied: false, ...truck } });
  }
  for (const [index, { at, kg, photoAt, photo, isPhotoAnonymous }] of visit.lifts.entries()) {
    const lift = index + 1;
    events.push({ device: craneOf(bay), kind: 'lift', mark: `l${lift}`, at, body: { kg, lift, ...truck } });
    const body = isPhotoAnonymous ? {} : { lift, ...truck };
    events.push({ device: cameraOf(bay), kind: 'frame', mark: `f${lift}`, at: photoAt, body, photo });
  }
  return events;
}

/** When an event is sent: mostly at once, sometimes late, sometimes twice, and never while its device is cut off. */
function sendings(event: Recorded, outages: readonly PlannedOutage[]): PlannedEvent[] {
  const random = randomOf('sending', event.id);
  const isLate = event.kind !== 'weighing' && random.chance(LATE_SHARE);
  const isDuplicate = random.chance(DUPLICATE_SHARE);
  const delay = isLate ? random.between(2, 14) * MINUTE_MS : 0;
  const lastOfDay = startOfKstDay(event.at) + DAY_MS - 1;
  const sentAt = (wanted: EpochMs): EpochMs => {
    const cut = outages.find(({ device, from, to }) => device === event.device && wanted >= from && wanted < to);
    return Math.round(Math.max(event.at, Math.min(cut ? cut.to + 5 * SECOND_MS : wanted, lastOfDay)));
  };
  const publishAt = sentAt(event.at + delay);
  const first = { ...event, publishAt };
  return isDuplicate ? [first, { ...event, publishAt: sentAt(publishAt + 4 * SECOND_MS) }] : [first];
}
