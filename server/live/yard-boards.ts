import type { Logger } from 'pino';
import { startOfKstHour } from '../../domain/kst-time.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../domain/units.ts';
import type { AccountFact, CollectorStatus, VisitFact } from '../../domain/wire/facts.ts';
import { COLLECTOR_STATUS_TOPIC, parseEdgeTopic, parseFactTopic } from '../../domain/wire/mqtt-topics.ts';
import type { VisitOwner } from '../accounts/authorization.ts';
import type { SummaryStore } from '../stores/summary.ts';
import { SECTIONS_OF_FACT, SECTIONS_OF_HOUR, SECTIONS_OF_MINUTE } from './fact-sections.ts';
import type { HeardState } from './heard-state.ts';
import { YardBoard } from './yard-board.ts';

export interface YardBoardsOptions {
  readonly summaries: SummaryStore;
  readonly heard: HeardState;
  /** true when the yard exists and belongs to the tenant */
  readonly isYardOf: (yard: string, tenant: string) => boolean;
  /** hears whose visits have ended or changed since */
  readonly visitChanged: (owner: VisitOwner) => void;
  readonly logger: Logger;
}

/** Joins what is heard on MQTT with the boards that are being watched, and lets time pass on them. */
export class YardBoards {
  readonly #options: YardBoardsOptions;
  /** keyed by yard; only yards somebody watches */
  readonly #boards = new Map<string, YardBoard>();
  /** number of the last fact heard, keyed by yard */
  readonly #lastSeq = new Map<string, number>();
  readonly #clock: NodeJS.Timeout;
  #tickedAt: EpochMs;
  #wasOnline = false;

  constructor(options: YardBoardsOptions) {
    this.#options = options;
    this.#tickedAt = Date.now();
    this.#clock = setInterval(() => this.#tick(), SECOND_MS);
  }

  /** The board of a yard, made when nobody watched it yet; `null` when the yard does not exist. */
  open(yard: string): YardBoard | null {
    const known = this.#boards.get(yard);
    if (known) return known;
    const summary = this.#options.summaries.summary(yard, Date.now());
    if (!summary) return null;
    const board = new YardBoard(this.#options.summaries, summary, this.#options.logger);
    this.#boards.set(yard, board);
    return board;
  }

  /** Takes any message the broker hands over; what is not ours or does not parse is noise, and logged. */
  hear(topic: string, payload: Buffer, isRetained: boolean): void {
    try {
      this.#take(topic, JSON.parse(payload.toString('utf8')), isRetained);
    } catch (error) {
      this.#options.logger.debug({ err: error, topic }, 'message not understood');
    }
  }

  stop(): void {
    clearInterval(this.#clock);
    for (const board of this.#boards.values()) board.stop();
    this.#boards.clear();
  }

  #take(topic: string, body: unknown, isRetained: boolean): void {
    if (topic === COLLECTOR_STATUS_TOPIC) {
      this.#options.heard.hearCollector(body as CollectorStatus, isRetained, Date.now());
      this.#noticeCollector();
      return;
    }
    const edge = parseEdgeTopic(topic);
    if (edge?.kind === 'load') {
      const { yard, tenant } = edge.address;
      if (!this.#options.isYardOf(yard, tenant) || !this.#options.heard.hearLoad(edge.address, body)) return;
      this.#boards.get(yard)?.touch(['scales'], null, null);
      return;
    }
    const fact = parseFactTopic(topic);
    if (!fact || !this.#options.isYardOf(fact.yard, fact.tenant)) return;
    const seq = (body as { seq?: unknown }).seq;
    if (typeof seq !== 'number') return;
    if (fact.kind === 'account') this.#options.heard.hearAccount(fact.yard, body as AccountFact);
    const board = this.#boards.get(fact.yard);
    if (this.#isGap(fact.yard, seq, isRetained)) {
      board?.touchAll();
      // whose visits were missed is not known: a nameless one that was brought is everybody's to see
      this.#options.visitChanged({ yard: fact.yard, direction: 'inbound', partner: null });
    }
    const visit = fact.kind === 'visit' ? (body as VisitFact).visit : null;
    board?.touch(SECTIONS_OF_FACT[fact.kind], typeof visit?.id === 'string' ? visit.id : null, seq);
    if (visit && visit.status !== 'open') {
      const { direction, partner } = visit;
      this.#options.visitChanged({ yard: fact.yard, direction, partner });
    }
  }

  /** A retained fact is from before we listened, so it says nothing about what we missed. */
  #isGap(yard: string, seq: number, isRetained: boolean): boolean {
    const last = this.#lastSeq.get(yard);
    this.#lastSeq.set(yard, Math.max(seq, last ?? seq));
    return !isRetained && last !== undefined && seq > last + 1;
  }

  #tick(): void {
    const now = Date.now();
    const before = this.#tickedAt;
    this.#tickedAt = now;
    this.#noticeCollector();
    const isNewHour = startOfKstHour(now) !== startOfKstHour(before);
    const isNewMinute = Math.floor(now / MINUTE_MS) !== Math.floor(before / MINUTE_MS);
    for (const [yard, board] of this.#boards) {
      if (!board.isWatched) {
        board.stop();
        this.#boards.delete(yard);
        continue;
      }
      // at least one frame a second, so that a screen can tell silence from quiet
      board.touch(['collector'], null, null);
      if (isNewHour) board.touch(SECTIONS_OF_HOUR, null, null);
      else if (isNewMinute) board.touch(SECTIONS_OF_MINUTE, null, null);
    }
  }

  #noticeCollector(): void {
    const { online } = this.#options.heard.collector(Date.now());
    if (online === this.#wasOnline) return;
    this.#wasOnline = online;
    for (const board of this.#boards.values()) board.touch(['collector', 'problems'], null, null);
  }
}
