import type { RegionPoint } from '../../domain/wire/edge-messages.ts';
import type { CollectorHealth, ModelIdentity } from '../../domain/wire/http-api.ts';
import type { GradingOutcome, GradingStats } from '../grading/grading-outcome.ts';
import { ModelRefused } from '../grading/model-files.ts';
import type { Models } from '../learning/models.ts';

/** What grades photos with one model; the process behind it may die and come back at any time. */
export interface Grader {
  /** null until it has been ready once */
  readonly model: ModelIdentity | null;
  grade(path: string, region: readonly RegionPoint[] | null): Promise<GradingOutcome>;
}

/** A grading process as the graders use it. */
export interface GraderProcess {
  start(): Promise<ModelIdentity>;
  grade(path: string, region: readonly RegionPoint[] | null): Promise<GradingOutcome>;
  stop(): Promise<void>;
  stats(): Pick<GradingStats, 'p50Ms' | 'p95Ms'>;
}

interface Parts {
  readonly models: Models;
  /** makes the process that grades with the model of a folder, and says when its files stop being that model's */
  readonly make: (folder: string, onRefused: () => void) => GraderProcess;
  readonly log?: { warn(details: object, message: string): void };
}

/**
 * One grading process for every version that some yard uses, as its current model or its shadow. A process starts when
 * it is first asked for; one that no yard uses any more finishes the photos it has and ends, so that a promotion loses
 * none.
 */
export class Graders {
  readonly #parts: Parts;
  /** keyed by version */
  readonly #running = new Map<string, RunningGrader>();
  readonly #ending = new Set<Promise<void>>();
  /** called when a version that ran is refused at a restart */
  onLost: (version: string) => void = () => {};
  #graded = 0;
  #failed = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Starts a version where it does not run yet and waits until its model has run once.
   * @throws ModelRefused when it must not be used; what runs already goes on
   */
  async ready(version: string): Promise<ModelIdentity> {
    return await this.#of(version).started;
  }

  /** The grader of a version, for photos that count for no visit. */
  graderWith(version: string): Grader {
    return this.#of(version);
  }

  /** The grader with the current model of a yard. */
  graderOf(yard: string): Grader {
    const { models } = this.#parts;
    const grader = this.#of(models.currentOf(yard));
    return {
      get model() {
        return grader.model;
      },
      grade: async (path, region) => {
        const outcome = await grader.grade(path, region);
        if (outcome.ok) this.#graded += 1;
        else this.#failed += 1;
        return outcome;
      },
    };
  }

  /** The grader with the shadow of a yard; null when it has none, or it is the current model by now. */
  shadowOf(yard: string): Grader | null {
    const { models } = this.#parts;
    const version = models.shadowOf(yard);
    return version === null || version === models.currentOf(yard) ? null : this.#of(version);
  }

  /** Ends every process that no yard uses any more, once it has finished the photos it has. */
  tune(): void {
    const wanted = this.#wanted();
    for (const [version, grader] of this.#running) {
      if (wanted.has(version)) continue;
      this.#running.delete(version);
      const ending = grader.retire().finally(() => this.#ending.delete(ending));
      this.#ending.add(ending);
    }
  }

  /** Versions that some yard uses; the shipped one while there is no yard. */
  #wanted(): Set<string> {
    const { models } = this.#parts;
    const yards = models.yards();
    const versions = yards.flatMap(({ yard }) => [models.currentOf(yard), models.shadowOf(yard)]);
    return new Set([
      ...versions.filter((version) => version !== null),
      ...(yards.length === 0 ? [models.shipped] : []),
    ]);
  }

  /** How grading is, by the model that most yards use. */
  health(waiting: number): CollectorHealth['grading'] {
    const { models } = this.#parts;
    const yardsOf = new Map<string, number>();
    for (const { yard } of models.yards()) {
      const version = models.currentOf(yard);
      yardsOf.set(version, (yardsOf.get(version) ?? 0) + 1);
    }
    const [most] = [...yardsOf].sort(([, a], [, b]) => b - a);
    const grader = this.#running.get(most?.[0] ?? models.shipped);
    const { p50Ms, p95Ms } = grader?.stats() ?? { p50Ms: null, p95Ms: null };
    const model = grader?.model ?? null;
    return { ready: model !== null, model, waiting, graded: this.#graded, failed: this.#failed, p50Ms, p95Ms };
  }

  /** Ends all processes; photos under way come back as retryable. */
  async stop(): Promise<void> {
    const running = [...this.#running.values()];
    this.#running.clear();
    await Promise.all([...running.map((grader) => grader.stop()), ...this.#ending]);
  }

  #of(version: string): RunningGrader {
    const known = this.#running.get(version);
    if (known) return known;
    const { models, make, log } = this.#parts;
    const found = models.find(version);
    const lose = () => {
      if (this.#running.get(version) !== grader) return;
      this.#running.delete(version);
      this.onLost(version);
    };
    const process = found && make(found.folder, lose);
    const grader: RunningGrader = new RunningGrader(version, process, found?.sha256 ?? null);
    this.#running.set(version, grader);
    grader.started.catch((error: unknown) => {
      log?.warn({ version, error: String(error) }, 'model refused');
      // a later try may find its files mended
      if (this.#running.get(version) === grader) this.#running.delete(version);
    });
    return grader;
  }
}

/** One version's process, from its start to the end of its last photo. */
class RunningGrader implements Grader {
  readonly started: Promise<ModelIdentity>;
  readonly #process: GraderProcess | null;
  readonly #underWay = new Set<Promise<unknown>>();
  #model: ModelIdentity | null = null;

  constructor(version: string, process: GraderProcess | null, sha256: string | null) {
    this.#process = process;
    this.started = this.#start(version, sha256);
  }

  get model(): ModelIdentity | null {
    return this.#model;
  }

  async grade(path: string, region: readonly RegionPoint[] | null): Promise<GradingOutcome> {
    const work = this.started.then(
      () => this.#process?.grade(path, region) ?? NOT_RUNNING,
      () => NOT_RUNNING,
    );
    this.#underWay.add(work);
    return await work.finally(() => this.#underWay.delete(work));
  }

  stats(): Pick<GradingStats, 'p50Ms' | 'p95Ms'> {
    return this.#process?.stats() ?? { p50Ms: null, p95Ms: null };
  }

  /** Ends the process after the photos it has. */
  async retire(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    await this.stop();
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }

  async #start(version: string, sha256: string | null): Promise<ModelIdentity> {
    if (!this.#process) throw new ModelRefused(`there is no version ${version}`);
    const model = await this.#process.start();
    if (model.version !== version || (sha256 !== null && model.sha256 !== sha256)) {
      await this.#process.stop();
      throw new ModelRefused(`the folder of ${version} holds ${model.version} with SHA-256 ${model.sha256}`);
    }
    this.#model = model;
    return model;
  }
}

const NOT_RUNNING: GradingOutcome = {
  ok: false,
  code: 'GRADING_STOPPED',
  detail: 'its model does not run',
  retryable: true,
};
