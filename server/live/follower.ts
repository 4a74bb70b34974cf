import { SECOND_MS } from '../../domain/units.ts';
import type { Visit, YardSummary } from '../../domain/wire/http-api.ts';
import type { YardChange, YardSnapshot } from '../../domain/wire/socket-events.ts';
import type { Section } from '../stores/summary.ts';
import type { YardBoard } from './yard-board.ts';

/** At most this many frames to one screen within any second; while there is room a frame goes at once. */
const FRAMES_PER_SECOND = 4;
/** Beyond this many changed visits a list is no news any more: the screen is made to ask again. */
const VISITS_AT_MOST = 200;

export interface FollowerOptions {
  readonly board: YardBoard;
  readonly visitOf: (id: string) => Visit | null;
  /** hands a frame to the client; `received` is called when the client says it has it */
  readonly send: (change: YardChange, received: () => void) => void;
}

/**
 * One screen that follows one yard. It remembers only *what* changed since its last frame, never the changes
 * themselves, so a slow screen gets fewer frames and newer ones, and costs a bounded set of names.
 */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #sections = new Set<Section>();
  readonly #visits = new Set<string>();
  readonly #unwatch: () => void;
  #frame = 0;
  #isAwaited = false;
  /** when the latest frames went, oldest first */
  readonly #sentAt: number[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#unwatch = options.board.watch((sections, visits) => this.#note(sections, visits));
  }

  /** Everything as of now; the first change after it is frame 1. */
  snapshot(): YardSnapshot {
    return { frame: this.#frame, summary: this.#options.board.summary };
  }

  stop(): void {
    this.#isStopped = true;
    this.#unwatch();
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #note(sections: ReadonlySet<Section>, visits: ReadonlySet<string>): void {
    for (const section of sections) this.#sections.add(section);
    for (const visit of visits) this.#visits.add(visit);
    if (this.#visits.size > VISITS_AT_MOST) {
      this.#visits.clear();
      // a skipped number reads as a missed frame, and the screen joins again
      this.#frame += 1;
    }
    this.#sendSoon();
  }

  #sendSoon(): void {
    if (this.#isStopped || this.#isAwaited || this.#timer) return;
    if (this.#sections.size === 0 && this.#visits.size === 0) return;
    const wait = (this.#sentAt.at(-FRAMES_PER_SECOND) ?? Number.NEGATIVE_INFINITY) + SECOND_MS - performance.now();
    if (wait <= 0) this.#sendNow();
    else {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#sendNow();
      }, wait);
    }
  }

  #sendNow(): void {
    const change = this.#take();
    this.#isAwaited = true;
    this.#sentAt.push(performance.now());
    if (this.#sentAt.length > FRAMES_PER_SECOND) this.#sentAt.shift();
    this.#options.send(change, () => {
      this.#isAwaited = false;
      this.#sendSoon();
    });
  }

  #take(): YardChange {
    const { summary } = this.#options.board;
    const sections: Partial<YardSummary> = {};
    for (const section of this.#sections) Object.assign(sections, { [section]: summary[section] });
    const visits = Array.from(this.#visits, this.#options.visitOf).filter((visit) => visit !== null);
    this.#sections.clear();
    this.#visits.clear();
    this.#frame += 1;
    return { frame: this.#frame, seq: summary.seq, at: summary.at, sections, visits };
  }
}
