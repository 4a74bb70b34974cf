import type { GradingOutcome } from '../../../collector/grading/grading-outcome.ts';
import { type ModelIdentity, ModelRefused } from '../../../collector/grading/model-files.ts';
import type { GraderProcess } from '../../../collector/inspection/graders.ts';
import { saidOf } from '../learning/yard-with-corrections.ts';

/** A grading process without a process: a folder's last name is its version, and photos are answered when told. */
export class FakeProcess implements GraderProcess {
  readonly version: string;
  readonly asked: string[] = [];
  isStopped = false;
  /** true: photos are answered as soon as they are asked for */
  isPrompt: boolean;
  readonly #isBroken: () => boolean;
  readonly #onRefused: () => void;
  readonly #waiting: (() => void)[] = [];

  constructor(folder: string, isPrompt: boolean, isBroken: () => boolean, onRefused = () => {}) {
    this.#onRefused = onRefused;
    this.version = folder.split('/').at(-1) ?? '';
    this.isPrompt = isPrompt;
    this.#isBroken = isBroken;
  }

  get identity(): ModelIdentity {
    return { name: 'scrap-grading', version: this.version, sha256: `digest of ${this.version}` };
  }

  start(): Promise<ModelIdentity> {
    if (this.#isBroken()) return Promise.reject(new ModelRefused(`${this.version} does not run`));
    return Promise.resolve(this.identity);
  }

  grade(path: string): Promise<GradingOutcome> {
    this.asked.push(path);
    const outcome = saidOf('heavy', { model: this.identity });
    if (this.isPrompt) return Promise.resolve(outcome);
    return new Promise((resolve) => this.#waiting.push(() => resolve(outcome)));
  }

  /** Answers what was asked first and has no answer yet. */
  answer(): void {
    this.#waiting.shift()?.();
  }

  /** Its child ended, and the files it would start from again are no model any more. */
  async lose(): Promise<void> {
    await this.stop();
    this.#onRefused();
  }

  stop(): Promise<void> {
    this.isStopped = true;
    return Promise.resolve();
  }

  stats(): { p50Ms: number | null; p95Ms: number | null } {
    return { p50Ms: 10, p95Ms: 20 };
  }
}
