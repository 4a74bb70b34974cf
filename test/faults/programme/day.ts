import { GRADES } from '../../../domain/grades.ts';
import { Clock } from '../../demo-yard/clock.ts';
import { EdgeDevice } from '../../demo-yard/devices/edge-device.ts';
import { eventId } from '../../demo-yard/devices/encode.ts';
import { openPaintedPhotos } from '../../demo-yard/photos/painted-photos.ts';
import { dayEvents, type PlannedEvent } from '../../demo-yard/plan/day-events.ts';
import { planDay } from '../../demo-yard/plan/plan-day.ts';
import { seriesOf } from '../../demo-yard/plan/plan-source.ts';
import { BAYS, cameraOf, DEMO_YARDS, type DemoYard, devicesOf } from '../../demo-yard/yards.ts';

/** A device without a receipt sends again after this long here: the contract's half minute, compressed. */
const RESEND_AFTER_MS = 2_000;
const TENANT = 'demo';

/** What came through the gate according to the plan, whatever became of its messages. */
export interface TrueVisit {
  readonly yard: string;
  readonly ticket: string;
  readonly net: number;
}

/** A day of the demo's yards: what happens, and the kilograms that are true. */
export interface Day {
  readonly yards: readonly DemoYard[];
  /** in the order of sending; an event that is sent twice stands in it twice */
  readonly events: readonly { readonly yard: string; readonly event: PlannedEvent }[];
  readonly truth: readonly TrueVisit[];
  /** distinct events by yard, device and id */
  readonly distinct: number;
}

/** Plans a day by seed; `shift` moves the times a device tells, as a wrong clock does. */
export async function planTheDay(
  seed: number,
  yardCount: number,
  shift: (yard: string, device: string) => number = () => 0,
): Promise<Day> {
  const yards = DEMO_YARDS.slice(0, yardCount);
  const source = { seed, series: seriesOf(seed, ''), grades: GRADES, isHonest: false };
  const photos = await pictures();
  const plans = yards.map((yard) => ({ yard, plan: planDay(yard, '2026-03-03', source) }));
  const events = plans
    .flatMap(({ yard, plan }) =>
      dayEvents(plan, source).map((event) => ({
        yard: yard.id,
        event: { ...event, at: event.at + shift(yard.id, event.device) },
      })),
    )
    .sort((a, b) => a.event.publishAt - b.event.publishAt);
  return {
    yards,
    events,
    truth: plans.flatMap(({ yard, plan }) =>
      plan.visits.map(({ ticket, first, second }) => ({ yard: yard.id, ticket, net: Math.abs(first.kg - second.kg) })),
    ),
    distinct: new Set(events.map(({ yard, event }) => `${yard} ${event.device} ${eventId(event, photos)}`)).size,
  };
}

let paintedOnce: ReturnType<typeof openPaintedPhotos> | null = null;

/** The same pictures for every seed, painted once a run. */
function pictures(): ReturnType<typeof openPaintedPhotos> {
  paintedOnce ??= openPaintedPhotos(3);
  return paintedOnce;
}

/** The devices of the day's yards, each with its own connection, state and outbox. */
export class Fleet {
  readonly #devices = new Map<string, EdgeDevice>();

  static async connect(day: Day, port: number): Promise<Fleet> {
    const fleet = new Fleet();
    const photos = await pictures();
    for (const yard of day.yards) {
      for (const device of devicesOf(yard)) {
        const [area = '', name = ''] = device.key.split('/');
        const bay = BAYS.find((one) => cameraOf(one) === device.key);
        fleet.#devices.set(
          `${yard.id} ${device.key}`,
          new EdgeDevice({
            broker: { url: `mqtt://127.0.0.1:${port}`, username: null, password: null },
            address: { tenant: TENANT, yard: yard.id, area, device: name },
            device,
            dialect: {
              photoFormat: bay ? yard.photoFormats[bay] : 'raw-jpeg',
              hasNumericTimes: yard.hasNumericTimes,
            },
            photos,
            clock: new Clock(1),
            log: () => {},
            resendAfterMs: RESEND_AFTER_MS,
          }),
        );
      }
    }
    await Promise.all([...fleet.#devices.values()].map((device) => device.connect()));
    return fleet;
  }

  /** Records events at their devices, which send them until the receipt comes; does not wait for it. */
  record(events: Day['events']): void {
    for (const { yard, event } of events) {
      // the broker's word is not waited for: whatever it says, only a receipt counts
      void this.#devices
        .get(`${yard} ${event.device}`)
        ?.record(event)
        .catch(() => {});
    }
  }

  /** Events that wait for their receipt. */
  get unreceipted(): number {
    return [...this.#devices.values()].reduce((sum, { unreceipted }) => sum + unreceipted, 0);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#devices.values()].map((device) => device.stop().catch(() => {})));
  }
}
