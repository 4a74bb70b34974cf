import type { EpochMs } from '../../domain/units.ts';
import { clearCommand, commandsDue, expireCommands } from '../ledger/commands.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Outgoing } from '../mqtt/outgoing.ts';

const AT_ONCE = 100;

interface Parts {
  readonly ledger: Ledger;
  readonly outgoing: Pick<Outgoing, 'connected' | 'publish'>;
  /** called with the yards, and their tenants, in which a command expired */
  readonly onExpired: (yards: ReadonlyMap<string, string>) => void;
  readonly now?: () => EpochMs;
}

/**
 * Sends commands out of the outbox, before any fact. A command leaves the outbox in the transaction that notes it as
 * sent, once the broker has it: after a crash in between it goes out again under its id, which a device carries out
 * once. One that has expired does not go out.
 */
export class CommandSender {
  readonly #parts: Parts;
  readonly #now: () => EpochMs;
  /** the first look covers whatever expired while nobody looked */
  #lookedUpTo: EpochMs = 0;
  #isSending = false;
  #isWanted = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  /** Notes what has expired, then sends what waits; calls while it sends are folded into one more round. */
  async send(): Promise<void> {
    this.#isWanted = true;
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        this.#expire();
        if (this.#parts.outgoing.connected) await this.#sendRows();
      }
    } catch {
      // the broker went away under it, or the disk is full: the rows are still there for the next second
    } finally {
      this.#isSending = false;
    }
  }

  #expire(): void {
    const { ledger, onExpired } = this.#parts;
    const now = this.#now();
    const from = this.#lookedUpTo;
    const yards = ledger.transaction(() => expireCommands(ledger, from, now));
    this.#lookedUpTo = now;
    if (yards.size > 0) onExpired(yards);
  }

  async #sendRows(): Promise<void> {
    const { ledger, outgoing } = this.#parts;
    for (;;) {
      const rows = commandsDue(ledger, AT_ONCE);
      if (rows.length === 0) return;
      await outgoing.publish(rows.map(({ topic, payload }) => ({ topic, payload, retain: false })));
      ledger.transaction(() => {
        for (const row of rows) clearCommand(ledger, row, this.#now());
      });
    }
  }
}
