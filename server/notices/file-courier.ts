import type { Logger } from 'pino';
import { nextTryAt } from '../../domain/notices/retry.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { DeliveryStore, Waiting, Way } from './delivery-store.ts';
import type { MadeFile, ReportStore } from './report-store.ts';

/** What came of handing a report over: `refused` will not be otherwise another time. */
export interface Handed {
  readonly state: 'taken' | 'failed' | 'refused';
  readonly answer: string;
}

interface Parts {
  readonly way: Exclude<Way, 'webhook'>;
  readonly deliveries: DeliveryStore;
  readonly reports: Pick<ReportStore, 'content'>;
  /** Hands a report over; what it rejects with counts as failed. */
  readonly hand: (waiting: Waiting, made: MadeFile) => Promise<Handed>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly now: () => EpochMs;
}

/** Carries made reports one way, to a folder or by mail: each by itself, so that one that fails holds none of the others. */
export class FileCourier {
  readonly #parts: Parts;
  #isStopping = false;
  #sending: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Hands over what is due; a call meanwhile joins it. Never rejects. */
  send(): Promise<void> {
    this.#sending ??= this.#sendDue()
      .catch((err) => this.#parts.logger.warn({ err, way: this.#parts.way }, 'reports could not be handed over'))
      .finally(() => {
        this.#sending = null;
      });
    return this.#sending;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#sending;
  }

  async #sendDue(): Promise<void> {
    const { way, deliveries, now } = this.#parts;
    for (const waiting of deliveries.due(way, now())) {
      if (this.#isStopping) return;
      const handed = await this.#hand(waiting);
      // broken off, not failed: it is handed over after the next start
      if (this.#isStopping && handed.state !== 'taken') return;
      this.#note(waiting, handed);
    }
  }

  async #hand(waiting: Waiting): Promise<Handed> {
    const { reports, hand } = this.#parts;
    const made = waiting.report === null ? null : reports.content(waiting.report);
    if (made === null) return { state: 'refused', answer: 'the report is no longer kept' };
    try {
      return await hand(waiting, made);
    } catch (error) {
      return { state: 'failed', answer: (error as Error).message };
    }
  }

  #note(waiting: Waiting, { state, answer }: Handed): void {
    const { way, deliveries, logger, now } = this.#parts;
    const { id, name, attempts, firstAt } = waiting;
    const at = now();
    if (state === 'taken') {
      deliveries.tried(waiting, { state: 'done', answer }, at);
      return;
    }
    const until = state === 'refused' ? null : nextTryAt(firstAt, attempts + 1, at);
    logger.warn({ way, report: name, delivery: id, answer, isGivenUp: until === null }, 'a report did not arrive');
    if (until === null) deliveries.tried(waiting, { state: 'given-up', answer }, at);
    else deliveries.tried(waiting, { state: 'waiting', answer, until }, at);
  }
}
