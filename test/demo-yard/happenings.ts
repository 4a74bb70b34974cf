import { kstDay, kstDayStart } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, type KstDay } from '../../domain/units.ts';
import type { Passage } from './needle.ts';
import { dayEvents, type PlannedEvent } from './plan/day-events.ts';
import { planDay } from './plan/plan-day.ts';
import type { PlanSource } from './plan/plan-source.ts';
import type { DemoYard } from './yards.ts';

/** What a yard does at an instant: a device sends an event, is cut off, or is back. */
export type Happening =
  | { readonly at: EpochMs; readonly kind: 'event'; readonly event: PlannedEvent }
  | { readonly at: EpochMs; readonly kind: 'cut' | 'back'; readonly device: string };

/** Everything that happens in a yard on a day, in order. */
export function happeningsOf(yard: DemoYard, day: KstDay, source: PlanSource, starts: readonly EpochMs[]): Happening[] {
  const plan = planDay(yard, day, source, starts);
  const events = dayEvents(plan, source).map((event): Happening => ({ at: event.publishAt, kind: 'event', event }));
  const outages = plan.outages.flatMap(({ device, from, to }): Happening[] => [
    { at: from, kind: 'cut', device },
    { at: to, kind: 'back', device },
  ]);
  return [...events, ...outages].sort((a, b) => a.at - b.at);
}

/** The trucks that pass over the scale of a yard on the day of an instant and the next, in order. */
export function passagesAround(yard: DemoYard, at: EpochMs, source: PlanSource, starts: readonly EpochMs[]): Passage[] {
  return [kstDay(at), dayLater(kstDay(at), 1)]
    .flatMap((day) => planDay(yard, day, source, starts).visits)
    .flatMap(({ first, second }) => [first, second])
    .sort((a, b) => a.at - b.at);
}

/** The KST day a number of days later, or earlier when it is negative. */
export function dayLater(day: KstDay, days: number): KstDay {
  return kstDay((kstDayStart(day) ?? 0) + days * DAY_MS);
}
