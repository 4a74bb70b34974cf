import { kstDay } from '../../domain/kst-time.ts';
import type { EpochMs, KstDay } from '../../domain/units.ts';
import { type Clock, pause, whenAborted } from './clock.ts';
import type { EdgeDevice } from './devices/edge-device.ts';
import { dayLater, type Happening, happeningsOf, passagesAround } from './happenings.ts';
import { APPROACH_MS, DEPARTURE_MS, type Passage, readingAt } from './needle.ts';
import type { PlannedEvent } from './plan/day-events.ts';
import type { PlanSource } from './plan/plan-source.ts';
import { type DemoYard, SCALE } from './yards.ts';

/** Events of a yard on their way to the broker during the backfill. */
const BACKFILL_WINDOW = 100;
/** While receipts come, the backfill lets no more than this many events wait for theirs. */
const MOST_UNRECEIPTED = 150;
const RECEIPTS_ARE_RECENT_MS = 20_000;
const TRUCK_READING_EVERY_MS = 250;
const IDLE_READING_EVERY_MS = 2_000;

export interface YardLifeOptions {
  readonly yard: DemoYard;
  /** by key, `weigh/wb01` */
  readonly devices: ReadonlyMap<string, EdgeDevice>;
  readonly clock: Clock;
  readonly source: PlanSource;
  readonly starts: readonly EpochMs[];
  readonly signal: AbortSignal;
}

/** What goes on in one yard: first the past at full speed, then the present as it comes. */
export class YardLife {
  readonly #options: YardLifeOptions;

  constructor(options: YardLifeOptions) {
    this.#options = options;
  }

  /**
   * Publishes what would have been sent from the beginning of a day until `until`, each day in order and the last day
   * first, because it is the one people look at. Gives the number of sendings.
   */
  async backfill(from: KstDay, until: EpochMs): Promise<number> {
    const { signal } = this.#options;
    const stopped = whenAborted(signal);
    const underWay = new Set<Promise<void>>();
    let sent = 0;
    for (let day = kstDay(until); day >= from; day = dayLater(day, -1)) {
      for (const happening of this.#happenings(day)) {
        if (happening.at > until || signal.aborted) break;
        if (happening.kind !== 'event') continue;
        while (underWay.size >= BACKFILL_WINDOW && !signal.aborted) await Promise.race([...underWay, stopped]);
        await this.#receiptsToFollow();
        const sending = this.#record(happening.event).then(() => {
          underWay.delete(sending);
        });
        underWay.add(sending);
        sent += 1;
      }
    }
    await Promise.race([Promise.all(underWay), stopped]);
    return sent;
  }

  /** Goes on from `since` in the devices' time until the signal. */
  async live(since: EpochMs): Promise<void> {
    const { clock, signal } = this.#options;
    for (let day = kstDay(since); ; day = dayLater(day, 1)) {
      for (const happening of this.#happenings(day)) {
        if (happening.at <= since) continue;
        await clock.until(happening.at, signal);
        if (signal.aborted) return;
        this.#perform(happening);
      }
    }
  }

  /** Shows the scale's needle, several times a second while a truck is on it. */
  async showScale(): Promise<void> {
    const { yard, devices, clock, source, starts, signal } = this.#options;
    let day: KstDay | null = null;
    let passages: Passage[] = [];
    while (!signal.aborted) {
      const now = clock.now();
      if (kstDay(now) !== day) {
        day = kstDay(now);
        passages = passagesAround(yard, now, source, starts);
      }
      devices.get(SCALE)?.show('load', readingAt(passages, now));
      const next = passages.find(({ at }) => at + DEPARTURE_MS > now);
      const isTruckOn = next !== undefined && next.at - APPROACH_MS <= now;
      const idle = Math.min(IDLE_READING_EVERY_MS, next ? clock.spanTo(next.at - APPROACH_MS) : Number.MAX_VALUE);
      await pause(isTruckOn ? TRUCK_READING_EVERY_MS : Math.max(idle, 1), signal);
    }
  }

  #perform(happening: Happening): void {
    if (happening.kind === 'event') {
      void this.#record(happening.event);
      return;
    }
    const device = this.#options.devices.get(happening.device);
    if (happening.kind === 'cut') device?.cut();
    else void device?.connect();
  }

  #record(event: PlannedEvent): Promise<void> {
    return this.#options.devices.get(event.device)?.record(event) ?? Promise.resolve();
  }

  #happenings(day: KstDay): Happening[] {
    const { yard, source, starts } = this.#options;
    return happeningsOf(yard, day, source, starts);
  }

  /** Waits while a listening collector is behind; without receipts the broker alone sets the pace. */
  async #receiptsToFollow(): Promise<void> {
    const devices = [...this.#options.devices.values()];
    const isBehind = (): boolean =>
      devices.reduce((sum, { unreceipted }) => sum + unreceipted, 0) > MOST_UNRECEIPTED &&
      devices.some(({ receiptAt }) => Date.now() - receiptAt < RECEIPTS_ARE_RECENT_MS);
    while (isBehind() && !this.#options.signal.aborted) await pause(20, this.#options.signal);
  }
}
