import { Clock, pause } from '../demo-yard/clock.ts';
import { type Broker, EdgeDevice } from '../demo-yard/devices/edge-device.ts';
import type { PhotoSource } from '../demo-yard/photos/photo-source.ts';
import type { PlannedEvent } from '../demo-yard/plan/day-events.ts';
import { type DemoYard, devicesOf } from '../demo-yard/yards.ts';

/** Events of all yards that may wait for their receipts at a time. */
const WINDOW = 400;
const LOOK_EVERY_MS = 5;

/** The devices of some yards, which publish as those in the field do and wait for their receipts. */
export class Devices {
  readonly #byKey = new Map<string, EdgeDevice>();
  readonly #signal: AbortSignal;
  /** how many events were recorded */
  told = 0;

  constructor(options: {
    readonly yards: readonly DemoYard[];
    readonly broker: Broker;
    readonly tenant: string;
    readonly photos: PhotoSource;
    readonly signal: AbortSignal;
    readonly log: (line: string) => void;
  }) {
    const { yards, tenant, signal, ...rest } = options;
    this.#signal = signal;
    const clock = new Clock(1);
    for (const yard of yards) {
      for (const device of devicesOf(yard)) {
        const [area = '', name = ''] = device.key.split('/');
        const photoFormat = area === 'bay2' ? yard.photoFormats.bay2 : yard.photoFormats.bay1;
        const dialect = { photoFormat, hasNumericTimes: yard.hasNumericTimes };
        const address = { tenant, yard: yard.id, area, device: name };
        this.#byKey.set(`${yard.id} ${device.key}`, new EdgeDevice({ ...rest, clock, address, device, dialect }));
      }
    }
  }

  async connect(): Promise<void> {
    await Promise.all([...this.#byKey.values()].map((device) => device.connect()));
  }

  /** Publishes events in their order, as fast as receipts come; resolves when every one of them has its receipt. */
  async tell(yard: string, events: readonly PlannedEvent[]): Promise<void> {
    const published: (Promise<void> | undefined)[] = [];
    for (const event of events) {
      await this.#until(WINDOW);
      published.push(this.#byKey.get(`${yard} ${event.device}`)?.record(event));
      this.told += 1;
    }
    await Promise.all(published);
    await this.#until(1);
  }

  /** Says goodbye as devices do. */
  async stop(): Promise<void> {
    await Promise.all([...this.#byKey.values()].map((device) => device.stop()));
  }

  /** Resolves when fewer than this many events wait for their receipt. @throws when the signal says to end */
  async #until(most: number): Promise<void> {
    const waiting = () => [...this.#byKey.values()].reduce((sum, { unreceipted }) => sum + unreceipted, 0);
    while (waiting() >= most) {
      await pause(LOOK_EVERY_MS, this.#signal);
      this.#signal.throwIfAborted();
    }
  }
}
