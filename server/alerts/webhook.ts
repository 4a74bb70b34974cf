import type { Logger } from 'pino';
import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/units.ts';
import { postJson } from '../posting/post-json.ts';
import type { AlertStore, Telling } from './alert-store.ts';
import { alertText } from './texts.ts';

/** Pauses after each try that failed; after the last one it is given up, and the screens still have the alert. */
const PAUSES_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS];

interface Parts {
  readonly url: string;
  readonly store: AlertStore;
  readonly nameOf: (yard: string) => string;
  readonly logger: Pick<Logger, 'warn'>;
  readonly now?: () => EpochMs;
  readonly timeoutMs?: number;
}

/**
 * Tells every alert's beginning and end by HTTP POST, in order. What could not be told waits in the file of alerts and is
 * tried again a bounded number of times, also after a restart. Redirects are not followed: the address is a setting.
 */
export class Webhook {
  readonly #parts: Parts;
  readonly #now: () => EpochMs;
  readonly #stopping = new AbortController();
  #sending: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  /** Tells what is due; a call while it tells joins it. Never rejects. */
  send(): Promise<void> {
    this.#sending ??= this.#sendDue().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  /** Breaks off what is under way; it is told after the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sending;
  }

  async #sendDue(): Promise<void> {
    const { store, logger } = this.#parts;
    try {
      while (!this.#stopping.signal.aborted) {
        const telling = store.nextTelling(this.#now());
        if (!telling) return;
        const failure = await this.#post(telling);
        if (this.#stopping.signal.aborted) return;
        if (failure === null) store.dropTelling(telling.seq);
        // the others would only wait for the same answer
        else return this.#postpone(telling, failure);
      }
    } catch (error) {
      logger.warn({ err: error }, 'alerts could not be told');
    }
  }

  #postpone({ seq, attempts, alert, word }: Telling, failure: string): void {
    const { store, logger } = this.#parts;
    const pause = PAUSES_MS[attempts];
    logger.warn({ alert: alert.id, word, failure, isGivenUp: pause === undefined }, 'webhook did not take an alert');
    if (pause === undefined) store.dropTelling(seq);
    else store.delayTelling(seq, this.#now() + pause);
  }

  /** What went wrong, or `null`. */
  async #post({ alert, word }: Telling): Promise<string | null> {
    const { url, nameOf, timeoutMs } = this.#parts;
    const { id, code, level, yard, device, params, raisedAt, resolvedAt } = alert;
    const name = yard === null ? null : nameOf(yard);
    const text = alertText(word, alert, name);
    const body = { text, event: word, id, code, level, yard, yardName: name, device, params, raisedAt, resolvedAt };
    const { isTaken, words } = await postJson({
      url,
      body: JSON.stringify(body),
      signal: this.#stopping.signal,
      timeoutMs,
    });
    return isTaken ? null : words;
  }
}
