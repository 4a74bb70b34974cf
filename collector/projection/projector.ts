import type { Logger } from 'pino';
import { formatKst } from '../../domain/kst-time.ts';
import type { InfluxSettings } from '../../domain/settings.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import type { ProjectionHealth } from '../../domain/wire/http-api.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Delivery, deliver } from './deliver.ts';
import { type DueRow, dueRows, dueState, type RefusedLine, refusedEver, settleDue, yardsWithDue } from './due.ts';
import { entriesOf } from './entries.ts';
import { InfluxWriter, type LineWriter, WriteFailure } from './influx-writer.ts';
import { Lag } from './lag.ts';
import { Lanes } from './lanes.ts';
import { fillTarget, setTarget } from './target.ts';

/** Rows taken at once: a megabyte or two of lines, which neither the intake nor InfluxDB feels. */
const BATCH = 2_000;
/** Rows that nobody woke it for are found within this. */
const LOOK_EVERY_MS = 5 * SECOND_MS;

interface Parts {
  readonly ledger: Ledger;
  readonly settings: InfluxSettings;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly writer?: LineWriter;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly batch?: number;
}

/**
 * Brings due rows to InfluxDB, each yard's in order, for ever. A row is cleared only when InfluxDB has confirmed its
 * lines, so whatever fails, and whenever this process ends, the same points are written again, which changes nothing.
 */
export class Projector {
  readonly #ledger: Ledger;
  readonly #settings: InfluxSettings;
  readonly #log: Parts['log'];
  readonly #writer: LineWriter;
  readonly #clock: Clock;
  readonly #lanes: Lanes;
  readonly #lag = new Lag();
  #batch: number;
  #isStopped = false;
  /** true: someone asked for a look while there was no rest to end */
  #isWoken = false;
  #endRest: (() => void) | null = null;
  #running: Promise<void> = Promise.resolve();
  #written = 0;
  #lastWrittenAt: EpochMs | null = null;
  #told: string | null = null;

  constructor({ ledger, settings, log, clock = systemClock, random = Math.random, batch = BATCH, writer }: Parts) {
    this.#ledger = ledger;
    this.#settings = settings;
    this.#log = log;
    this.#clock = clock;
    this.#lanes = new Lanes(random);
    this.#batch = batch;
    this.#writer = writer ?? new InfluxWriter(settings, { now: () => clock.now() });
  }

  /** From when this returns on, every changed row becomes due; they leave beside whatever else the process does. */
  start(): void {
    const mustFill = setTarget(this.#ledger, this.#settings, this.#clock.now());
    this.#running = this.#run(mustFill);
  }

  /** Says that rows may have become due. */
  wake(): void {
    this.#isWoken = true;
    this.#endRest?.();
  }

  /** Ends after what is under way; a request without an answer is given up. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#writer.stop();
    this.wake();
    await this.#running;
  }

  health(): ProjectionHealth {
    const time = (at: EpochMs | null) => (at === null ? null : formatKst(at));
    const { due, oldest } = dueState(this.#ledger);
    return {
      state: this.#lanes.state(),
      url: this.#settings.url,
      due,
      oldestAt: time(oldest),
      written: this.#written,
      rejected: refusedEver(this.#ledger),
      lastWrittenAt: time(this.#lastWrittenAt),
      lastError: this.#lanes.lastError(),
      retryAt: time(this.#lanes.retryAt()),
      lagP50Ms: this.#lag.percentile(0.5),
      lagP95Ms: this.#lag.percentile(0.95),
    };
  }

  async #run(mustFill: boolean): Promise<void> {
    let isFilled = !mustFill;
    while (!this.#isStopped) {
      this.#isWoken = false;
      try {
        if (!isFilled) isFilled = await this.#fill();
        const yard = this.#lanes.next(yardsWithDue(this.#ledger), this.#clock.now());
        if (yard === null) await this.#rest();
        else await this.#project(yard);
      } catch (error) {
        // the disk is full or busy, as the booking line says aloud: everything is still due
        this.#log.error({ error: String(error) }, 'the projection cannot use the ledger');
        await this.#rest();
      }
    }
  }

  #fill(): Promise<boolean> {
    return fillTarget(this.#ledger, this.#settings, this.#clock.now(), () => this.#isStopped);
  }

  async #project(yard: string): Promise<void> {
    const rows = dueRows(this.#ledger, yard, this.#batch);
    if (rows.length === 0) {
      // no name of a yard does this, and if one did it must not keep the others waiting
      this.#lanes.failed(yard, new WriteFailure(null, 'rows of it are due and cannot be found'), this.#clock.now());
      return;
    }
    const { entries, unreadable } = await entriesOf(this.#ledger, rows);
    const delivery = this.#believed(await deliver(entries, this.#writer));
    this.#settle(yard, rows, delivery, unreadable);
    if (delivery.tooMany !== null) this.#batch = Math.max(1, Math.min(this.#batch, delivery.tooMany >> 1));
    if (delivery.failure === null) this.#lanes.succeeded(yard);
    else this.#lanes.failed(yard, delivery.failure, this.#clock.now());
    this.#tell();
  }

  /**
   * A server that has taken no line at all since this process began may refuse every line for a reason that is no
   * line's, as a path that is not its own: nothing is given up until it has taken one.
   */
  #believed(delivery: Delivery): Delivery {
    const { written, refused, failure, left } = delivery;
    const [first] = refused;
    if (!first || written.length > 0 || this.#written > 0) return delivery;
    return {
      ...delivery,
      refused: [],
      failure: failure ?? new WriteFailure(first.status, first.reason),
      left: [...refused, ...left],
    };
  }

  #settle(yard: string, rows: readonly DueRow[], delivery: Delivery, unreadable: readonly RefusedLine[]): void {
    const now = this.#clock.now();
    const open = new Set(delivery.left.map(({ row }) => row));
    const done = rows.filter((row) => !open.has(row));
    const refused = [...unreadable, ...delivery.refused].filter(({ row }) => !open.has(row));
    this.#written += delivery.written.length;
    if (delivery.written.length > 0) this.#lastWrittenAt = now;
    if (done.length === 0) return;
    settleDue(this.#ledger, yard, done, refused, now);
    for (const { since } of done) this.#lag.add(now - since);
    for (const { row, status, reason } of refused) {
      this.#log.error({ yard, kind: row.kind, ref: row.ref, status, reason }, 'InfluxDB refused a point; it is kept');
    }
  }

  /** Logs what is new: an outage is one line, not one a try. */
  #tell(): void {
    const error = this.#lanes.lastError();
    if (error === this.#told) return;
    this.#told = error;
    if (error === null) this.#log.info('InfluxDB takes points again');
    else this.#log.warn({ error }, 'InfluxDB takes no points; they wait in the ledger');
  }

  /** Until rows may be due, or a failing yard may be tried again. */
  async #rest(): Promise<void> {
    if (this.#isWoken || this.#isStopped) return;
    const retryAt = this.#lanes.retryAt();
    const untilRetry = retryAt === null ? LOOK_EVERY_MS : Math.max(1, retryAt - this.#clock.now());
    await new Promise<void>((resolve) => {
      const timer = this.#clock.after(Math.min(LOOK_EVERY_MS, untilRetry), resolve);
      this.#endRest = () => {
        timer.callOff();
        resolve();
      };
    });
    this.#endRest = null;
  }
}
