import type { Logger } from 'pino';
import { type EpochMs, SECOND_MS } from '../domain/units.ts';
import type { PhotoStore } from './frames/photo-store.ts';
import { count } from './ledger/account.ts';
import type { Ledger } from './ledger/ledger.ts';
import {
  isSettled,
  type KeptLetter,
  keptLetter,
  type RetryWish,
  waitingRetries,
  writeRetry,
} from './ledger/retries.ts';
import type { LedgerMessage, Outcome } from './messages.ts';
import { decode } from './mqtt/decode.ts';
import type { Outgoing } from './mqtt/outgoing.ts';
import type { Bookkeeper } from './visits/bookkeeper.ts';

const TRY_AGAIN_MS = 5 * SECOND_MS;

interface Parts {
  readonly ledger: Ledger;
  readonly bookkeeper: Bookkeeper;
  readonly photos: PhotoStore;
  readonly outgoing: Pick<Outgoing, 'sendReceipts'>;
  readonly tenant: string | null;
  readonly log: Pick<Logger, 'warn' | 'debug'>;
  readonly onCommitted: () => void;
  readonly now?: () => EpochMs;
}

/**
 * Tries dead letters again where the office asks for it: the kept message is parsed as if it came now, but with the time
 * at which it came, and booked in one transaction with the row that says what became of it. A wish without a row is
 * carried out after a restart, so a crash neither loses nor doubles it.
 */
export class Retries {
  readonly #parts: Parts;
  readonly #now: () => EpochMs;
  #working: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  /** Takes up the wishes that wait in the ledger, one after the other. */
  wake(): void {
    this.#working = this.#working.then(() => this.#work());
  }

  /** Resolves when nothing is in hand. */
  idle(): Promise<void> {
    return this.#working;
  }

  /** Ends after the letter in hand. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    if (this.#isStopped) return;
    try {
      for (const wish of waitingRetries(this.#parts.ledger)) {
        if (this.#isStopped) return;
        await this.#carryOut(wish);
      }
    } catch (error) {
      // a full disk, as the booking line says aloud: the wish is still in the ledger
      this.#parts.log.warn({ error: String(error) }, 'a dead letter could not be tried again; trying later');
      setTimeout(() => this.wake(), TRY_AGAIN_MS).unref();
    }
  }

  async #carryOut(wish: RetryWish): Promise<void> {
    const { ledger, outgoing, photos, tenant, log, onCommitted } = this.#parts;
    const letter = keptLetter(ledger, wish.letter);
    const decoded =
      letter?.whole && decode({ topic: letter.topic, receivedAt: letter.receivedAt, ...letter.whole }, tenant);
    if (decoded?.photo) await photos.put(decoded.photo.sha256, decoded.photo.bytes);
    const outcome = ledger.transaction(() => this.#book(wish, letter, decoded?.message ?? null));
    onCommitted();
    if (!outcome) return;
    outgoing.sendReceipts([outcome]).catch((error: unknown) => log.debug({ error: String(error) }, 'receipt not sent'));
  }

  /** Within one transaction: the message, its counts, and the row about it; the outcome is for the device's receipt. */
  #book(wish: RetryWish, letter: KeptLetter | null, message: LedgerMessage | null): Outcome | null {
    const { ledger, bookkeeper } = this.#parts;
    const now = this.#now();
    if (!letter || !message) {
      writeRetry(ledger, wish, now, { code: 'NOT_KEPT', detail: `${letter?.size ?? 0} bytes were too many to keep` });
      return null;
    }
    if (isSettled(ledger, wish.letter)) {
      writeRetry(ledger, wish, now, { code: 'ALREADY_BOOKED', detail: 'an earlier try booked it' });
      return null;
    }
    if (message.type === 'refused') {
      writeRetry(ledger, wish, now, message);
      return null;
    }
    const { outcome, isBooked, detail } = bookkeeper.bookAgain(message, now);
    // it was counted as rejected when it came, and is counted as written now
    if (isBooked) count(ledger, letter.address, { rejected: -1 });
    writeRetry(ledger, wish, now, { code: outcome.code, detail });
    return isBooked ? outcome : null;
  }
}
