import type { Logger } from 'pino';
import { kstDay, startOfKstDay } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, type KstDay, MINUTE_MS, SECOND_MS } from '../../domain/units.ts';
import type { UsageLogState } from '../../domain/wire/usage-log-api.ts';
import type { UsageLogConfig } from './config.ts';
import type { HeardAnswer, Outbox, WaitingRecord } from './outbox.ts';
import type { PersonSession } from './person.ts';
import { type Answer, Portal } from './portal.ts';

const FIRST_PAUSE_MS = 30 * SECOND_MS;
const LONGEST_PAUSE_MS = 10 * MINUTE_MS;
/** After this many doublings the pause is at its longest. */
const DOUBLINGS = 5;
/** A request that leaves later might be answered on the next day; longer than the longest timeout. */
const BEFORE_MIDNIGHT_MS = 20 * SECOND_MS;
export const TEST_EVERY_MS = MINUTE_MS;

interface Parts {
  readonly config: UsageLogConfig;
  readonly outbox: Outbox;
  /** true: a demo, whose trucks are invented; it never sends */
  readonly isDemo: boolean;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  readonly now: () => EpochMs;
  /** from 0 to 1 */
  readonly random: () => number;
}

export interface SenderState {
  readonly state: UsageLogState;
  readonly reason: string | null;
}

/**
 * Sends what waits, one at a time and within the portal's limits. Where the answer was lost (no answer in time, a
 * connection that broke, a kill) the record is sent again with the same time: the portal may then have an act twice
 * under the same instant, but never one that was not, and none is taken for sent that was not.
 */
export class Sender {
  readonly #parts: Parts;
  readonly #portal: Portal | null;
  readonly #stopping = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #turn: Promise<void> | null = null;
  #expiredBefore: KstDay = '';

  constructor(parts: Parts) {
    this.#parts = parts;
    const { config, isDemo } = parts;
    this.#portal = config.key === null || isDemo ? null : new Portal(config, config.key);
  }

  /** Whether it sends now, and why not. */
  get state(): SenderState {
    const { config, outbox, isDemo, now } = this.#parts;
    if (config.key === null) return { state: 'off', reason: 'KEY_MISSING' };
    if (isDemo) return { state: 'off', reason: 'DEMO' };
    const stop = this.#stopReason(kstDay(now()));
    if (stop !== null) return { state: 'stopped', reason: stop };
    const last = outbox.lastAnswer();
    return last?.outcome === 'away' ? { state: 'away', reason: last.code } : { state: 'on', reason: null };
  }

  /** Expires what is of an earlier day and sends what is due; a call meanwhile joins it. Never rejects. */
  turn(): Promise<void> {
    this.#turn ??= this.#serially(() => this.#sendDue())
      .catch((error) => this.#failed(error))
      .finally(() => {
        this.#turn = null;
      });
    return this.#turn;
  }

  /** When the next record may leave; `null` when it does not send or nothing waits. */
  nextSendAt(): EpochMs | null {
    const { state } = this.state;
    const { outbox, now } = this.#parts;
    const at = now();
    if (state === 'off' || state === 'stopped' || outbox.next(kstDay(at)) === null) return null;
    return this.#dueAt(at);
  }

  /**
   * Sends a test, which the portal neither stores nor counts as a log, in the name of the person who asks for it.
   * `null` when it is off or the day's requests are used up.
   */
  test(person: PersonSession, address: string): Promise<HeardAnswer | null> {
    return this.#serially(async () => {
      const { config, outbox, now } = this.#parts;
      const at = now();
      if (this.#portal === null || outbox.requests(kstDay(at)) >= config.limits.requestsPerDay) return null;
      const request = outbox.begin(null, at);
      const entry = { at, act: 'test', user: person.user, address, bytes: 0 } as const;
      const answer = await this.#portal.send(entry, this.#stopping.signal);
      outbox.answer(request, answer, now(), null);
      return { ...answer, at: now(), isTest: true };
    });
  }

  /** Milliseconds until another test may be sent, 0 for now. */
  testPauseMs(): number {
    const { outbox, now } = this.#parts;
    return Math.max(0, (outbox.lastTestAt() ?? Number.NEGATIVE_INFINITY) + TEST_EVERY_MS - now());
  }

  /** Breaks off what is under way; its record is sent again after the next start, when the window has passed. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#last;
  }

  get #sendEveryMs(): number {
    return this.#parts.config.limits.sendEverySeconds * SECOND_MS;
  }

  /** When a record may leave, `at` or later. Further off than the pace can only be a clock that was set back. */
  #dueAt(at: EpochMs): EpochMs {
    const nextAt = this.#parts.outbox.nextAt(this.#sendEveryMs);
    return nextAt > at + this.#sendEveryMs ? at : Math.max(nextAt, at);
  }

  async #sendDue(): Promise<void> {
    const { outbox, now } = this.#parts;
    const at = now();
    const day = kstDay(at);
    this.#expire(day, at);
    if (this.#portal === null || this.#stopReason(day) !== null) return;
    const isTooLate = at >= startOfKstDay(at) + DAY_MS - BEFORE_MIDNIGHT_MS;
    if (isTooLate || at < this.#dueAt(at)) return;
    const record = outbox.next(day);
    if (record === null) return;
    const request = outbox.begin(record.seq, at);
    const answer = await this.#portal.send(record, this.#stopping.signal);
    this.#settle(record, request, answer);
  }

  #settle(record: WaitingRecord, request: number, answer: Answer): void {
    const { outbox, now, logger } = this.#parts;
    const at = now();
    const { outcome, code } = answer;
    outbox.together(() => {
      outbox.answer(request, answer, at, at + this.#pauseMs(answer));
      if (outcome === 'stored' || outcome === 'refused') outbox.end(record, outcome, code, at);
    });
    if (outcome !== 'stored' && outcome !== 'window') logger.warn({ outcome, code }, 'portal did not store a record');
  }

  /** Without an answer later and later, from 30 s to 10 minutes, each shortened by chance; else the portal's own pace. */
  #pauseMs({ outcome }: Answer): number {
    if (outcome !== 'away') return this.#sendEveryMs;
    const { outbox, random } = this.#parts;
    const doubled = FIRST_PAUSE_MS * 2 ** outbox.failuresInARow(DOUBLINGS);
    return Math.round(Math.min(doubled, LONGEST_PAUSE_MS) * (0.5 + random() / 2));
  }

  #expire(day: KstDay, at: EpochMs): void {
    if (this.#expiredBefore === day) return;
    const { outbox, logger } = this.#parts;
    const { state, reason } = this.state;
    const expired = outbox.expireBefore(day, at, state === 'off' && reason !== null ? reason : 'NOT_SENT');
    this.#expiredBefore = day;
    if (expired > 0) logger.info({ expired }, 'records of use expired with their day');
  }

  #stopReason(day: KstDay): string | null {
    const { config, outbox } = this.#parts;
    const stop = outbox.stopCode(day);
    if (stop !== null) return stop;
    if (outbox.requests(day) >= config.limits.requestsPerDay) return 'REQUEST_LIMIT';
    return outbox.ended('stored', day) >= config.limits.storedPerDay ? 'STORED_LIMIT' : null;
  }

  /** One request at a time, tests too: the portal sees one key. */
  #serially<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(() => {
      this.#stopping.signal.throwIfAborted();
      return work();
    });
    this.#last = mine.catch(() => undefined); // whoever asked hears of it
    return mine;
  }

  #failed(error: unknown): void {
    if (!this.#stopping.signal.aborted) this.#parts.logger.warn({ err: error }, 'usage log could not be sent');
  }
}
