import type { Logger } from 'pino';
import type { EpochMs } from '../domain/units.ts';
import type { DeviceAddress } from '../domain/wire/mqtt-topics.ts';
import type { PhotoStore } from './frames/photo-store.ts';
import { FIRST_BYTES, type LedgerMessage, NOWHERE, type Outcome } from './messages.ts';
import { type Decoded, decode } from './mqtt/decode.ts';
import type { Intake, Pending } from './mqtt/intake.ts';
import type { Outgoing } from './mqtt/outgoing.ts';
import { type Delivery, messageDigest } from './mqtt/payload.ts';
import { add, deviceKey, type ReadSpooledGroup, type Spool } from './spool.ts';
import type { Bookkeeper } from './visits/bookkeeper.ts';

/** As much as is booked at once, straight from the broker; when more has arrived the spool takes it. */
const BATCH = 500;
/** While a flood lasts the spool is written in groups of this size, or of what comes within this time. */
const FLOOD_GROUP = { messages: 2_000, ms: 50 };
/** A flood has ended when nothing had to be spooled for this long. */
const FLOOD_LASTS_MS = 300;
/** Of a flood's time, what is kept for booking, from this long after its start: the rest is the intake's. */
const BOOKING_SHARE = 0.05;
const BOOKING_FROM_MS = 2_000;
const RETRY_MS = 1_000;

interface Parts {
  readonly intake: Intake;
  readonly spool: Spool;
  readonly photos: PhotoStore;
  readonly bookkeeper: Bookkeeper;
  readonly outgoing: Outgoing;
  readonly tenant: string | null;
  readonly log: Logger;
  /** called after every commit that booked something */
  readonly onCommitted: () => void;
  /** called when messages have become safe on disk, with the time since the first of them arrived */
  readonly onSafe?: (ms: number) => void;
}

/**
 * The line from the broker to the ledger: take what has arrived, parse it, put its photos on disk, book it in one
 * transaction, and only then acknowledge and send receipts (invariant 1). When more arrives than can be booked it is
 * put on disk as it came, acknowledged, and booked in its turn; receipts, which say committed or refused, wait for that.
 * A failing disk holds the line: nothing is acknowledged, the broker keeps the rest, and the same is tried again.
 */
export class BookingLine {
  readonly #parts: Parts;
  /** of the batch in hand, keyed by device */
  readonly #inHand = new Map<string, number>();
  #spooledAt = Number.NEGATIVE_INFINITY;
  #bookingDueAt = 0;
  #isStopping = false;
  #trouble: string | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What keeps the batch in hand off the disk; `null`: nothing does. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** How many messages of a device are received and not yet booked. */
  pendingOf(address: DeviceAddress): number {
    const key = deviceKey(address);
    return (this.#inHand.get(key) ?? 0) + this.#parts.spool.pendingOf(key);
  }

  /** How many messages are safe on disk and not booked yet, and since when. */
  get spooled(): { readonly messages: number; readonly oldestAt: EpochMs | null } {
    return this.#parts.spool.waiting;
  }

  /** More arrives than can be booked: whatever can wait should. */
  get isFlooded(): boolean {
    return performance.now() - this.#spooledAt < FLOOD_LASTS_MS;
  }

  /** Works until `stop`, between two batches. */
  async run(): Promise<void> {
    while (!this.#isStopping) {
      // what comes while something waits goes behind it
      if (this.#parts.spool.isEmpty) await this.#takeWhatComes();
      else await this.#workOffSpool();
    }
  }

  /** Ends `run` after the batch in hand. */
  stop(): void {
    this.#isStopping = true;
    this.#parts.intake.stop();
  }

  async #takeWhatComes(): Promise<void> {
    const { intake } = this.#parts;
    await intake.arrival();
    if (intake.depth > BATCH) await this.#spool();
    else await this.#bookTaken(intake.takeNow(BATCH));
  }

  async #workOffSpool(): Promise<void> {
    const { intake, spool } = this.#parts;
    const now = performance.now();
    if (!this.isFlooded || now >= this.#bookingDueAt || !spool.hasRoom) {
      await this.#bookGroup();
      const ended = performance.now();
      this.#bookingDueAt = ended + (ended - now) * (1 / BOOKING_SHARE - 1);
      await new Promise<void>((resolve) => setImmediate(resolve));
    } else {
      await intake.arrival({ ...FLOOD_GROUP, ms: Math.min(FLOOD_GROUP.ms, this.#bookingDueAt - now) });
    }
    if (intake.depth > 0 && spool.hasRoom) await this.#spool();
  }

  async #bookTaken(taken: readonly Pending[]): Promise<void> {
    if (taken.length === 0) return;
    const decoded = this.#decode(taken.map(({ delivery }) => delivery));
    const keys = decoded.map(({ message }) => deviceKey(message.address ?? NOWHERE));
    for (const key of keys) add(this.#inHand, key, 1);
    const outcomes = await this.#untilOnDisk(() => this.#book(decoded));
    for (const key of keys) add(this.#inHand, key, -1);
    if (!outcomes) return;
    this.#acknowledge(taken);
    this.#tell(outcomes);
  }

  async #spool(): Promise<void> {
    const { intake, spool } = this.#parts;
    const taken = intake.takeNow(Number.POSITIVE_INFINITY);
    if (taken.length > BATCH / 10) {
      const now = performance.now();
      if (!this.isFlooded) this.#bookingDueAt = now + BOOKING_FROM_MS;
      this.#spooledAt = now;
    }
    const deliveries = taken.map(({ delivery }) => delivery);
    const isSafe = await this.#untilOnDisk(() => {
      spool.put(deliveries);
      return true;
    });
    if (isSafe) this.#acknowledge(taken);
  }

  async #bookGroup(): Promise<void> {
    const { spool, log } = this.#parts;
    const outcomes = await this.#untilOnDisk((): Outcome[] | Promise<Outcome[]> => {
      const group = spool.first();
      if (!group) return [];
      const decoded = this.#decode(group.deliveries);
      if (group.lost > 0) {
        log.error({ group: group.seq, lost: group.lost, fault: group.fault }, 'a spooled group cannot be read whole');
        decoded.push({ message: refusalOf(group), photo: null });
      }
      return this.#book(decoded, () => spool.drop(group));
    });
    if (!outcomes) return;
    spool.forget();
    this.#tell(outcomes);
  }

  #decode(deliveries: readonly Delivery[]): Decoded[] {
    return deliveries.flatMap((delivery): Decoded[] => {
      const one = decode(delivery, this.#parts.tenant);
      return one ? [one] : [];
    });
  }

  async #book(decoded: readonly Decoded[], alongside?: () => void): Promise<Outcome[]> {
    const { bookkeeper, photos } = this.#parts;
    await Promise.all(decoded.map(({ photo }) => photo && photos.put(photo.sha256, photo.bytes)));
    return bookkeeper.book(
      decoded.map(({ message }) => message),
      Date.now(),
      alongside,
    );
  }

  #acknowledge(taken: readonly Pending[]): void {
    for (const { acknowledge } of taken) acknowledge();
    const first = taken[0]?.delivery.receivedAt;
    if (first !== undefined) this.#parts.onSafe?.(Date.now() - first);
  }

  #tell(outcomes: readonly Outcome[]): void {
    const { outgoing, log, onCommitted } = this.#parts;
    outgoing.sendReceipts(outcomes).catch((error: unknown) => log.debug({ error: String(error) }, 'receipts not sent'));
    onCommitted();
  }

  /** Tries again until it succeeds; null when the line was told to stop first. */
  async #untilOnDisk<T>(work: () => T | Promise<T>): Promise<T | null> {
    for (;;) {
      try {
        const done = await work();
        this.#trouble = null;
        return done;
      } catch (error) {
        this.#trouble = String(error).slice(0, 200);
        this.#parts.log.error(
          { error: String(error) },
          'the batch is not on disk; nothing is acknowledged, trying again',
        );
        if (this.#isStopping) return null;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}

/** What cannot be read of a group was acknowledged, so it is told: only a damaged file does this. */
function refusalOf({ seq, receivedAt, body, lost, fault }: ReadSpooledGroup): LedgerMessage {
  return {
    type: 'refused',
    topic: `spool/${seq}`,
    address: null,
    receivedAt,
    id: messageDigest('', body),
    code: 'GROUP_UNREADABLE',
    detail: `${lost} messages: ${fault ?? 'the bytes of fewer are there'}`,
    firstBytes: body.subarray(0, FIRST_BYTES),
    size: body.length,
  };
}
