import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import { GIVE_UP_AFTER_MS, nextTryAt } from '../../domain/notices/retry.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import { postJson } from '../posting/post-json.ts';
import type { DeliveryStore, Waiting } from './delivery-store.ts';
import type { WebhookTarget } from './notice-config.ts';

/** Answers about the body itself: it is tried this often and given up alone, so that it does not hold the others. */
const BODY_REFUSED: readonly (number | null)[] = [400, 413, 415, 422];
const TRIES_OF_REFUSED = 5;

interface Parts {
  readonly webhook: WebhookTarget;
  readonly deliveries: DeliveryStore;
  readonly logger: Pick<Logger, 'warn'>;
  readonly now: () => EpochMs;
  readonly timeoutMs?: number | undefined;
}

/**
 * Tells one webhook its events in their order, each until it was taken: the next one waits for the one before it. At least
 * once: where the answer was lost it is told again, under the same id. Each webhook has a lane of its own.
 */
export class WebhookLane {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  #sending: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells what is due; a call meanwhile joins it. Never rejects. */
  send(): Promise<void> {
    this.#sending ??= this.#sendDue()
      .catch((err) => this.#parts.logger.warn({ err, webhook: this.#parts.webhook.name }, 'webhook could not be told'))
      .finally(() => {
        this.#sending = null;
      });
    return this.#sending;
  }

  /** Breaks off what is under way; it is told again after the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sending;
  }

  async #sendDue(): Promise<void> {
    const { webhook, deliveries, now } = this.#parts;
    while (!this.#stopping.signal.aborted) {
      const head = deliveries.head(webhook.name);
      if (head === null || head.nextAt > now()) return;
      if (!(await this.#tell(head))) return;
    }
  }

  /** True when the next one may be told now. */
  async #tell(waiting: Waiting): Promise<boolean> {
    const { webhook, deliveries, now, timeoutMs } = this.#parts;
    const body = waiting.body ?? '';
    const headers = { 'x-scalehouse-signature': signatureOf(body, webhook.secret.reveal(), now()) };
    const { signal } = this.#stopping;
    const { isTaken, status, words } = await postJson({ url: webhook.url, body, headers, signal, timeoutMs });
    if (signal.aborted) return false;
    const answer = webhook.secret.strike(words);
    if (isTaken) {
      deliveries.tried(waiting, { state: 'done', answer }, now());
      return true;
    }
    return this.#failed(waiting, answer, BODY_REFUSED.includes(status));
  }

  #failed(waiting: Waiting, answer: string, isBodyRefused: boolean): boolean {
    const { webhook, deliveries, logger, now } = this.#parts;
    const { id, attempts, firstAt } = waiting;
    const at = now();
    const isRefused = isBodyRefused && attempts + 1 >= TRIES_OF_REFUSED;
    const until = isRefused ? null : nextTryAt(firstAt, attempts + 1, at);
    const told = { webhook: webhook.name, delivery: id, answer, isGivenUp: until === null };
    logger.warn(told, 'webhook did not take an event');
    if (until !== null) {
      deliveries.tried(waiting, { state: 'waiting', answer, until }, at);
      return false;
    }
    deliveries.tried(waiting, { state: 'given-up', answer }, at);
    // a receiver that was away for three days: what has waited behind it as long goes with it, and the rest has its turn
    if (!isRefused) deliveries.giveUpBefore(webhook.name, at - GIVE_UP_AFTER_MS, answer, at);
    return true;
  }
}

/** `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`: the time is signed too, so that old posts cannot be replayed. */
export function signatureOf(body: string, secret: string, at: EpochMs): string {
  const seconds = Math.floor(at / SECOND_MS);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
