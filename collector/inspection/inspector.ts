import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { RegionPoint } from '../../domain/wire/edge-messages.ts';
import type { ModelIdentity } from '../../domain/wire/http-api.ts';
import { edgeTopic } from '../../domain/wire/mqtt-topics.ts';
import type { GradingOutcome } from '../grading/grading-outcome.ts';
import { buryDeadLetter } from '../ledger/account.ts';
import { writeInference } from '../ledger/inferences.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { postFact } from '../ledger/outbox.ts';
import { markEventDue } from '../ledger/point-due.ts';
import { FIRST_BYTES } from '../messages.ts';
import type { Bookkeeper } from '../visits/bookkeeper.ts';
import type { Grader } from './graders.ts';
import type { ShadowInspector } from './shadow.ts';

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
  /** JSON corners, as the device table keeps them */
  readonly region: string | null;
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
  readonly #graderOf: (yard: string) => Grader;
  readonly #shadow: ShadowInspector | null;
  readonly #pathOf: (sha256: string) => string;
  readonly #onCommitted: () => void;
  readonly #now: () => EpochMs;
  readonly #underWay = new Set<number>();
  #isStopped = false;

  constructor(parts: {
    ledger: Ledger;
    bookkeeper: Bookkeeper;
    /** the grader with a yard's current model; asked anew for every photo */
    graderOf: (yard: string) => Grader;
    shadow?: ShadowInspector;
    pathOf: (sha256: string) => string;
    onCommitted: () => void;
    now?: () => EpochMs;
  }) {
    this.#ledger = parts.ledger;
    this.#bookkeeper = parts.bookkeeper;
    this.#graderOf = parts.graderOf;
    this.#shadow = parts.shadow ?? null;
    this.#pathOf = parts.pathOf;
    this.#onCommitted = parts.onCommitted;
    this.#now = parts.now ?? Date.now;
  }

  /** Starts on what waits; call it whenever photos may have been added. */
  wake(): void {
    while (!this.#isStopped && this.#underWay.size < UNDER_WAY) {
      const next = this.#next();
      if (!next) {
        this.#shadow?.work(() => this.#underWay.size === 0);
        return;
      }
      this.#underWay.add(next.event);
      void this.#inspect(next);
    }
  }

  /** Takes up no more photos; those under way stay in the queue if they do not finish. */
  stop(): void {
    this.#isStopped = true;
    this.#shadow?.stop();
  }

  #next(): QueuedFrame | null {
    const rows = this.#ledger.all<QueuedFrame>(
      `SELECT q.event, q.attempts, e.tenant, e.yard, e.area, e.device, e.id, e.at, e.sha256, d.region
       FROM grading_queue q JOIN event e ON e.seq = q.event
       LEFT JOIN device d ON d.tenant = e.tenant AND d.yard = e.yard AND d.area = e.area AND d.device = e.device
       ORDER BY q.event DESC LIMIT ?`,
      UNDER_WAY + 1,
    );
    return rows.find(({ event }) => !this.#underWay.has(event)) ?? null;
  }

  async #inspect(frame: QueuedFrame): Promise<void> {
    const started = performance.now();
    // the model that is current now judges it, whatever is promoted meanwhile
    const grader = this.#graderOf(frame.yard);
    const path = this.#pathOf(frame.sha256);
    const region = frame.region === null ? null : (JSON.parse(frame.region) as RegionPoint[]);
    const outcome = await grader.grade(path, region);
    this.#underWay.delete(frame.event);
    if (this.#isStopped) return;
    const model = outcome.ok ? outcome.model : grader.model;
    if (!model) {
      // no model runs, so nothing is known of the photo: it waits
      setTimeout(() => this.wake(), RETRY_MS).unref();
      return;
    }
    const isFinal = outcome.ok || !outcome.retryable || frame.attempts + 1 >= MOST_ATTEMPTS;
    try {
      if (isFinal) this.#write(frame, outcome, model, performance.now() - started);
      else this.#ledger.run('UPDATE grading_queue SET attempts = attempts + 1 WHERE event = ?', frame.event);
    } catch {
      // the disk is full or busy, as the booking line says aloud: the photo is still in the queue
      setTimeout(() => this.wake(), RETRY_MS).unref();
      return;
    }
    if (outcome.ok) this.#shadow?.offer({ event: frame.event, yard: frame.yard, path, region });
    this.#onCommitted();
    this.wake();
  }

  #write(frame: QueuedFrame, outcome: GradingOutcome, model: ModelIdentity, elapsedMs: number): void {
    const now = this.#now();
    this.#ledger.transaction(() => {
      writeInference(this.#ledger, { event: frame.event, at: now, role: 'current', model, outcome, elapsedMs });
      markEventDue(this.#ledger, frame.yard, frame.event, now);
      if (!outcome.ok) this.#bury(frame, outcome, now);
      this.#ledger.run('DELETE FROM grading_queue WHERE event = ?', frame.event);
      const standing = this.#ledger.first<{ visit: string | null }>(
        'SELECT visit FROM standing WHERE event = ?',
        frame.event,
      );
      const visit = standing?.visit ?? null;
      if (outcome.ok) this.#tell(frame, outcome, visit, now);
      if (visit !== null) {
        this.#bookkeeper.resettle(new Map([[visit, `inference/${frame.id}`]]), frame, now, [frame.event]);
      }
    });
  }

  /** The photo stays on disk and its event in the ledger; the dead letter is where people look for what went wrong. */
  #bury(frame: QueuedFrame, outcome: Extract<GradingOutcome, { ok: false }>, now: EpochMs): void {
    buryDeadLetter(this.#ledger, {
      type: 'refused',
      topic: edgeTopic(frame, 'frame'),
      address: frame,
      receivedAt: now,
      id: frame.id,
      code: 'FRAME_UNGRADABLE',
      detail: `${outcome.code}: ${outcome.detail}`,
      ...startOfFile(this.#pathOf(frame.sha256)),
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
          ...(outcome.isOutOfDomain ? { outOfDomain: true } : {}),
          ...(outcome.unusable === null ? {} : { unusable: outcome.unusable }),
        },
      },
    );
  }
}

function startOfFile(path: string): { firstBytes: Uint8Array; size: number } {
  try {
    const file = openSync(path, 'r');
    const bytes = new Uint8Array(FIRST_BYTES);
    const length = readSync(file, bytes);
    const { size } = fstatSync(file);
    closeSync(file);
    return { firstBytes: bytes.subarray(0, length), size };
  } catch {
    // a photo that cannot be read at all is exactly what the dead letter may be about
    return { firstBytes: new Uint8Array(), size: 0 };
  }
}
