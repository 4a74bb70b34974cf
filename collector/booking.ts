import type { Logger } from 'pino';
import type { DeviceAddress } from '../domain/wire/mqtt-topics.ts';
import type { PhotoStore } from './frames/photo-store.ts';
import { NOWHERE } from './ledger/account.ts';
import type { Outcome } from './messages.ts';
import { type Decoded, decode } from './mqtt/decode.ts';
import type { Intake, Pending } from './mqtt/intake.ts';
import type { Outgoing } from './mqtt/outgoing.ts';
import type { Bookkeeper } from './visits/bookkeeper.ts';

const BATCH = 1_000;
const RETRY_MS = 1_000;

interface Parts {
  readonly intake: Intake;
  readonly photos: PhotoStore;
  readonly bookkeeper: Bookkeeper;
  readonly outgoing: Outgoing;
  readonly tenant: string | null;
  readonly log: Logger;
  /** called after every commit, with the time since its first message arrived */
  readonly onCommitted: (latencyMs: number) => void;
}

/**
 * The line from the broker to the ledger: take what has arrived, parse it, put its photos on disk, book it in one
 * transaction, and only then acknowledge and send receipts (invariant 1). A failing disk holds the line: nothing is
 * acknowledged, the broker keeps the rest, and the same batch is tried again.
 */
export class BookingLine {
  readonly #parts: Parts;
  /** received and not yet committed, keyed by device */
  readonly #pending = new Map<string, number>();
  #isStopping = false;
  #trouble: string | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What keeps the batch in hand off the disk; `null`: nothing does. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** How many messages of a device are received and not yet committed. */
  pendingOf(address: DeviceAddress): number {
    return this.#pending.get(pendingKey(address)) ?? 0;
  }

  /** Works until `stop`, between two batches. */
  async run(): Promise<void> {
    while (!this.#isStopping) {
      const taken = await this.#parts.intake.take(BATCH);
      if (taken.length > 0) await this.#work(taken);
    }
  }

  /** Ends `run` after the batch in hand. */
  stop(): void {
    this.#isStopping = true;
    this.#parts.intake.stop();
  }

  async #work(taken: readonly Pending[]): Promise<void> {
    const { bookkeeper, photos, outgoing, tenant, log, onCommitted } = this.#parts;
    const decoded = taken.flatMap(({ delivery }): Decoded[] => {
      const one = decode(delivery, tenant);
      return one ? [one] : [];
    });
    for (const { message } of decoded) this.#addPending(message.address, 1);
    const outcomes = await this.#untilOnDisk(async (): Promise<Outcome[]> => {
      await Promise.all(decoded.map(({ photo }) => photo && photos.put(photo.sha256, photo.bytes)));
      return bookkeeper.book(
        decoded.map(({ message }) => message),
        Date.now(),
      );
    });
    for (const { message } of decoded) this.#addPending(message.address, -1);
    if (!outcomes) return;
    for (const { acknowledge } of taken) acknowledge();
    outgoing.sendReceipts(outcomes).catch((error: unknown) => log.debug({ error: String(error) }, 'receipts not sent'));
    onCommitted(Date.now() - (taken[0]?.delivery.receivedAt ?? Date.now()));
  }

  /** Tries again until it succeeds; null when the line was told to stop first. */
  async #untilOnDisk<T>(work: () => Promise<T>): Promise<T | null> {
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

  #addPending(address: DeviceAddress | null, amount: number): void {
    const key = pendingKey(address ?? NOWHERE);
    const next = (this.#pending.get(key) ?? 0) + amount;
    if (next === 0) this.#pending.delete(key);
    else this.#pending.set(key, next);
  }
}

const pendingKey = ({ tenant, yard, area, device }: DeviceAddress): string => `${tenant}/${yard}/${area}/${device}`;
