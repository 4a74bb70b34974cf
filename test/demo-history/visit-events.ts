import type { PlannedEvent } from '../demo-yard/plan/day-events.ts';
import { cameraOf, craneOf, SCALE } from '../demo-yard/yards.ts';
import type { HistoryVisit } from './history-visit.ts';

/** What the devices of a yard say of a truck, in the order of the events. Its ids come from its ticket alone. */
export function visitEvents(visit: HistoryVisit): PlannedEvent[] {
  const { ticket, plate, partner, declaredGrade, direction, bay, first, second, lifts, photo } = visit;
  const truck = { ticket, plate };
  const event = (device: string, kind: PlannedEvent['kind'], mark: string, at: number, body: PlannedEvent['body']) => ({
    ...{ device, kind, at, publishAt: at, body },
    id: `${device.split('/')[1]}-${ticket}-${mark}`,
  });
  const papers = { ...truck, partner, declaredGrade, direction };
  const events: PlannedEvent[] = [
    event(SCALE, 'weighing', 'w1', first.at, { kg: first.kg, stable: true, ...papers }),
    ...lifts.map(({ at, kg }, index) =>
      event(craneOf(bay), 'lift', `l${index + 1}`, at, { kg, lift: index + 1, ...truck }),
    ),
    event(SCALE, 'weighing', 'w2', second.at, { kg: second.kg, stable: true, ...truck }),
  ];
  if (photo) {
    const frame = event(cameraOf(bay), 'frame', `f${photo.lift}`, photo.at, { lift: photo.lift, ...truck });
    events.push({ ...frame, photo: photo.choice });
  }
  return events.sort((a, b) => a.at - b.at);
}
