import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { ModelIdentity } from '../../domain/wire/http-api.ts';
import type { GradingOutcome } from '../grading/grading-outcome.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { postFact } from '../ledger/outbox.ts';
import type { Bookkeeper } from '../visits/bookkeeper.ts';

/** What grades photos; the process behind it may die and come back at any time. */
export interface Grader {
  grade(path: string): Promise<GradingOutcome>;
}

interface QueuedFrame {
  readonly event: number;
  readonly attempts: number;
  readonly tenant: string;
  readonly yard: string;
  readonly area: string;
  readonly device: string;
  readonly id: string;
  readonly at: number;
  readonly sha256: string;
}

/** A photo that fails this often is given up: it counts as ungradable and its visit says so. */
const MOST_ATTEMPTS = 3;
/** Photos under way at once: one is being judged while the next is read. */
const UNDER_WAY = 2;
const RETRY_MS = 1_000;

/**
 * Works off the photos that wait in the ledger, the newest first, so that a backlog never hides what happens now.
 * The queue is the ledger's: a restart resumes it.
 */
export class Inspector {
  readonly #ledger: Ledger;
  readonly #bookkeeper: Bookkeeper;
  readonly #grader: Grader;
  readonly #model: ModelIdentity;
  readonly #pathOf: (sha256: string) => string;
  readonly #onCommitted: () => void;
  readonly #now: () => EpochMs;
  readonly #underWay = new Set<number>();
  #isStopped = false;

  constructor(parts: {
    ledger: Ledger;
    bookkeeper: Bookkeeper;
    grader: Grader;
    model: ModelIdentity;
    pathOf: (sha256: string) => string;
    onCommitted: () => void;
    now?: () => EpochMs;
  }) {
    this.#ledger = parts.ledger;
    this.#bookkeeper = parts.bookkeeper;
    this.#grader = parts.grader;
    this.#model = parts.model;
    this.#pathOf = parts.pathOf;
    this.#onCommitted = parts.onCommitted;
    this.#now = parts.now ?? Date.now;
  }

  /** Starts on what waits; call it whenever photos may have been added. */
  wake(): void {
    while (!this.#isStopped && this.#underWay.size < UNDER_WAY) {
      const next = this.#next();
      if (!next) return;
      this.#underWay.add(next.event);
      void this.#inspect(next);
    }
  }

  /** Takes up no more photos; those under way stay in the queue if they do not finish. */
  stop(): void {
    this.#isStopped = true;
  }

  #next(): QueuedFrame | null {
    const rows = this.#ledger.all<QueuedFrame>(
      `SELECT q.event, q.attempts, e.tenant, e.yard, e.area, e.device, e.id, e.at, e.sha256
       FROM grading_queue q JOIN event e ON e.seq = q.event ORDER BY q.event DESC LIMIT ?`,
      UNDER_WAY + 1,
    );
    return rows.find(({ event }) => !this.#underWay.has(event)) ?? null;
  }

  async #inspect(frame: QueuedFrame): Promise<void> {
    const started = performance.now();
    const outcome = await this.#grader.grade(this.#pathOf(frame.sha256));
    this.#underWay.delete(frame.event);
    if (this.#isStopped) return;
    const isFinal = outcome.ok || !outcome.retryable || frame.attempts + 1 >= MOST_ATTEMPTS;
    try {
      if (isFinal) this.#write(frame, outcome, performance.now() - started);
      else this.#ledger.run('UPDATE grading_queue SET attempts = attempts + 1 WHERE event = ?', frame.event);
    } catch {
      // the disk is full or busy, as the booking line says aloud: the photo is still in the queue
      setTimeout(() => this.wake(), RETRY_MS).unref();
      return;
    }
    this.#onCommitted();
    this.wake();
  }

  #write(frame: QueuedFrame, outcome: GradingOutcome, elapsedMs: number): void {
    const now = this.#now();
    const model = outcome.ok ? outcome.model : this.#model;
    this.#ledger.transaction(() => {
      this.#ledger.run(
        `INSERT INTO inference (event, at, model, version, model_sha256, probabilities, grade, confidence, failure, latency_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        frame.event,
        now,
        model.name,
        model.version,
        model.sha256,
        outcome.ok ? JSON.stringify(outcome.probabilities) : null,
        outcome.ok ? outcome.grade : null,
        outcome.ok ? outcome.confidence : null,
        outcome.ok ? null : outcome.code,
        outcome.ok ? outcome.latencyMs : elapsedMs,
      );
      this.#ledger.run('DELETE FROM grading_queue WHERE event = ?', frame.event);
      const standing = this.#ledger.first<{ visit: string | null }>(
        'SELECT visit FROM standing WHERE event = ?',
        frame.event,
      );
      const visit = standing?.visit ?? null;
      if (outcome.ok) this.#tell(frame, outcome, visit, now);
      if (visit !== null) this.#bookkeeper.resettle(new Map([[visit, `inference/${frame.id}`]]), frame, now);
    });
  }

  #tell(frame: QueuedFrame, outcome: Extract<GradingOutcome, { ok: true }>, visit: string | null, now: EpochMs): void {
    const lift = this.#ledger.first<{ lift: number | null; kg: number }>(
      'SELECT e.lift, e.kg FROM standing s JOIN event e ON e.seq = s.lift_event WHERE s.event = ?',
      frame.event,
    );
    postFact(
      this.#ledger,
      'inspection',
      { tenant: frame.tenant, yard: frame.yard, now },
      {
        inspection: {
          id: frame.id,
          sha256: frame.sha256,
          at: formatKst(frame.at),
          area: frame.area,
          device: frame.device,
          visit,
          lift: lift?.lift ?? null,
          liftKg: lift?.kg ?? null,
          grade: outcome.grade,
          confidence: outcome.confidence,
          model: `${outcome.model.name} ${outcome.model.version}`,
        },
      },
    );
  }
}
