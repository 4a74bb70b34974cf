import type { Logger } from 'pino';
import { formatKst } from '../../domain/kst-time.ts';
import type { YardSummary } from '../../domain/wire/http-api.ts';
import { SECTIONS, type Section, type SummaryStore } from '../stores/summary.ts';

/** However many facts arrive, a yard's summary is made anew at most ten times a second. */
const REBUILD_EVERY_MS = 100;
/** After a ledger that could not be read, the pause before the next try. */
const RETRY_MS = 1_000;

export type BoardChanged = (sections: ReadonlySet<Section>, visits: ReadonlySet<string>) => void;

/**
 * One yard's summary, kept while somebody watches it. Facts only mark sections as out of date; the ledger is read once
 * for all of them, and watchers hear which sections truly changed.
 */
export class YardBoard {
  readonly #store: SummaryStore;
  readonly #logger: Logger;
  readonly #watchers = new Set<BoardChanged>();
  readonly #stale = new Set<Section>();
  readonly #staleVisits = new Set<string>();
  #summary: YardSummary;
  #timer: NodeJS.Timeout | null = null;
  #rebuiltAt = Number.NEGATIVE_INFINITY;

  constructor(store: SummaryStore, summary: YardSummary, logger: Logger) {
    this.#store = store;
    this.#summary = summary;
    this.#logger = logger;
  }

  /** The summary as last made; at most a tenth of a second behind the facts. */
  get summary(): YardSummary {
    return this.#summary;
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  watch(changed: BoardChanged): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** Marks sections and visits as out of date; `seq` is the fact that said so. */
  touch(sections: Iterable<Section>, visit: string | null, seq: number | null): void {
    for (const section of sections) this.#stale.add(section);
    if (visit !== null) this.#staleVisits.add(visit);
    if (seq !== null && seq > this.#summary.seq) this.#summary = { ...this.#summary, seq };
    if (this.#timer || (this.#stale.size === 0 && this.#staleVisits.size === 0)) return;
    const wait = Math.max(0, this.#rebuiltAt + REBUILD_EVERY_MS - performance.now());
    this.#timer = setTimeout(() => this.#tryRebuild(), wait);
  }

  /** Makes everything anew, after a gap in the facts. */
  touchAll(): void {
    this.touch(SECTIONS, null, null);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#watchers.clear();
  }

  #tryRebuild(): void {
    this.#timer = null;
    try {
      this.#rebuild();
    } catch (error) {
      this.#logger.error({ err: error, yard: this.#summary.yard }, 'summary could not be made');
      this.#timer = setTimeout(() => this.#tryRebuild(), RETRY_MS);
    }
  }

  #rebuild(): void {
    this.#rebuiltAt = performance.now();
    const now = Date.now();
    const made = this.#store.sections(this.#summary.yard, this.#stale, now);
    const changed = new Set<Section>();
    for (const section of this.#stale) {
      if (section === 'collector' || !isSame(made[section], this.#summary[section])) changed.add(section);
    }
    const visits = new Set(this.#staleVisits);
    this.#stale.clear();
    this.#staleVisits.clear();
    this.#summary = { ...this.#summary, ...made, at: formatKst(now) };
    if (changed.size === 0 && visits.size === 0) return;
    for (const watcher of this.#watchers) watcher(changed, visits);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
