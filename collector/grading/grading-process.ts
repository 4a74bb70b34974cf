import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { likeliestGrade } from '../../domain/grades.ts';
import type { RegionPoint } from '../../domain/wire/edge-messages.ts';
import type { GradingReport } from './grading-messages.ts';
import { type GradingOutcome, type GradingStats, Latencies } from './grading-outcome.ts';
import { type ModelIdentity, ModelRefused } from './model-files.ts';
import { spawnGradingChild } from './spawn-child.ts';

/** A photo during which the child ended this often is given up. */
const MOST_TRIES = 3;
/** The pause before a restart doubles with each crash in a row, up to half a minute. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** How long a starting child may load its model, and how long it may judge a photo. */
const PATIENCE_MS = 30_000;

export interface GradingOptions {
  /** Folder with model.onnx and labels.json. */
  readonly modelDir: string;
  readonly log?: { warn(details: object, message: string): void };
  /** A child that is silent about a photo for this long is killed. Milliseconds, 30 s unless told. */
  readonly patienceMs?: number;
  /** Called when a model that ran is refused at a restart: its files have changed. The process has stopped then. */
  readonly onRefused?: () => void;
  /** Starts the child that speaks GradingReport; tests hand in another. */
  readonly fork?: (modelDir: string) => ChildProcess;
}

interface Job {
  readonly id: number;
  readonly path: string;
  readonly region: readonly RegionPoint[] | null;
  readonly settle: (outcome: GradingOutcome) => void;
  tries: number;
}

/**
 * Grades photos in a child process, one at a time, in the order asked. The child may crash or hang: it is replaced and
 * the photo it had is judged again. Whoever asks gets an outcome, never an exception.
 */
export class GradingProcess {
  private readonly options: GradingOptions;
  private readonly queue: Job[] = [];
  private readonly latencies = new Latencies();
  private child: ChildProcess | null = null;
  private model: ModelIdentity | null = null;
  private current: Job | null = null;
  private isReady = false;
  private isStopped = true;
  private watchdog: NodeJS.Timeout | undefined;
  private pause: NodeJS.Timeout | undefined;
  private crashesInRow = 0;
  private lastId = 0;
  private restarts = 0;
  private graded = 0;
  private failed = 0;

  constructor(options: GradingOptions) {
    this.options = options;
  }

  /**
   * Start the child and wait until its model has run once.
   * @throws ModelRefused when the model must not be used; nothing is left running then
   */
  async start(): Promise<ModelIdentity> {
    this.isStopped = false;
    const model = await new Promise<ModelIdentity>((resolve, reject) => {
      const child = this.spawn();
      child.on('message', (report: GradingReport) => {
        if (report.kind === 'ready') resolve(report.model);
        if (report.kind === 'refused') reject(new ModelRefused(report.detail));
      });
      child.once('exit', (code, signal) => reject(new ModelRefused(`the grading child ended: ${signal ?? code}`)));
    }).catch(async (error) => {
      await this.stop();
      throw error;
    });
    return model;
  }

  /**
   * Judge the JPEG at `path`, or what of it lies within `region`. The promise waits as long as the child needs, and
   * never rejects.
   */
  grade(path: string, region: readonly RegionPoint[] | null = null): Promise<GradingOutcome> {
    if (this.isStopped) return Promise.resolve(STOPPED);
    return new Promise((settle) => {
      this.queue.push({ id: ++this.lastId, path, region, settle, tries: 0 });
      this.sendNext();
    });
  }

  /** End the child; photos still waiting get the retryable outcome GRADING_STOPPED. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.pause);
    clearTimeout(this.watchdog);
    const left = this.current ? [this.current, ...this.queue] : [...this.queue];
    this.queue.length = 0;
    this.current = null;
    for (const job of left) job.settle(STOPPED);
    const child = this.child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    const impatience = setTimeout(() => child.kill('SIGKILL'), 2_000);
    if (child.connected) child.disconnect();
    await ended;
    clearTimeout(impatience);
  }

  stats(): GradingStats {
    return {
      restarts: this.restarts,
      graded: this.graded,
      failed: this.failed,
      waiting: this.queue.length + (this.current ? 1 : 0),
      p50Ms: this.latencies.percentile(0.5),
      p95Ms: this.latencies.percentile(0.95),
    };
  }

  /** Process id of the running child, for operators and tests. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  private spawn(): ChildProcess {
    const child = (this.options.fork ?? spawnGradingChild)(this.options.modelDir);
    this.child = child;
    this.isReady = false;
    child.on('message', (report: GradingReport) => this.hear(report));
    // 'error' also tells of a failed spawn or send; the exit that follows is what counts
    child.on('error', (error) => this.options.log?.warn({ error: String(error) }, 'grading child'));
    child.once('exit', (code, signal) => this.onExit(code, signal));
    this.watch(child, PATIENCE_MS);
    return child;
  }

  private hear(report: GradingReport): void {
    if (report.kind === 'ready') {
      clearTimeout(this.watchdog);
      this.isReady = true;
      this.model = report.model;
      this.sendNext();
    } else if (report.kind === 'refused') {
      this.options.log?.warn({ detail: report.detail }, 'grading model refused');
      if (this.model !== null) void this.stop().then(() => this.options.onRefused?.());
    } else if (report.id === this.current?.id) {
      this.crashesInRow = 0;
      this.settleCurrent(this.outcomeOf(report));
    }
  }

  private outcomeOf(report: Extract<GradingReport, { id: number }>): GradingOutcome {
    if (report.kind === 'failed') {
      return { ok: false, code: report.code, detail: report.detail, retryable: report.code === 'FRAME_UNREADABLE' };
    }
    const { probabilities, embedding, distance, isOutOfDomain, unusable, latencyMs } = report;
    const best = likeliestGrade(probabilities);
    if (best === null || this.model === null || !Number.isFinite(best.confidence)) {
      return { ok: false, code: 'GRADING_FAILED', detail: 'the model gave no probabilities', retryable: false };
    }
    this.latencies.add(latencyMs);
    const seen = { embedding, distance, isOutOfDomain, unusable };
    return { ok: true, probabilities, ...best, ...seen, latencyMs, model: this.model };
  }

  private sendNext(): void {
    if (!this.isReady || this.current || this.isStopped || !this.child) return;
    const job = this.queue.shift();
    if (job === undefined) return;
    this.current = job;
    this.watch(this.child, this.options.patienceMs ?? PATIENCE_MS);
    // a failed send means that the child is ending: its exit puts the photo back
    this.child.send({ id: job.id, path: job.path, region: job.region }, () => {});
  }

  private settleCurrent(outcome: GradingOutcome): void {
    clearTimeout(this.watchdog);
    const job = this.current;
    this.current = null;
    if (outcome.ok) this.graded++;
    else this.failed++;
    job?.settle(outcome);
    this.sendNext();
  }

  private watch(child: ChildProcess, patienceMs: number): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  }

  private onExit(code: number | null, signal: NodeJS.Signals | null): void {
    this.isReady = false;
    clearTimeout(this.watchdog);
    if (this.isStopped) return;
    this.options.log?.warn({ code, signal, photo: this.current?.path }, 'grading child ended, starting another');
    const job = this.current;
    if (job && ++job.tries >= MOST_TRIES) {
      const detail = `the grading child ended ${job.tries} times while judging it`;
      this.settleCurrent({ ok: false, code: 'GRADING_FAILED', detail, retryable: false });
    } else if (job) {
      this.current = null;
      this.queue.unshift(job);
    }
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.crashesInRow++);
    this.pause = setTimeout(() => {
      this.restarts++;
      this.spawn();
    }, pauseMs);
  }
}

const STOPPED: GradingOutcome = {
  ok: false,
  code: 'GRADING_STOPPED',
  detail: 'grading was stopped before this photo was judged',
  retryable: true,
};
