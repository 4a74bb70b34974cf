import type { Logger } from 'pino';
import { formatKst } from '../../domain/kst-time.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import type { RegionPoint } from '../../domain/wire/edge-messages.ts';
import type { Graders } from '../inspection/graders.ts';
import { embeddingOf } from '../ledger/inferences.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type LabelledPhoto, labelledByVisit } from './labelled-photos.ts';
import { type ModelCommand, waitingCommands } from './model-commands.ts';
import type { ModelAction, ModelDetail, Models, Refusal } from './models.ts';
import type { RefitAnswer, RefitTask } from './refit-task.ts';

const LOST = 'no model of a yard loads; its photos wait';
const RETRY_MS = 10 * SECOND_MS;
/** How long reading corrections may hold up everything else. */
const SLICE_MS = 10;

interface Parts {
  readonly ledger: Ledger;
  readonly models: Models;
  readonly graders: Graders;
  readonly pathOf: (sha256: string) => string;
  readonly runRefit: (task: RefitTask, signal: AbortSignal) => Promise<RefitAnswer>;
  readonly log: Pick<Logger, 'warn' | 'info'>;
  readonly now?: () => EpochMs;
}

/**
 * Carries out what the office asks of models: refit, shadow, promote, roll back. Every command ends in one row or more of
 * the ledger; one without a row is carried out again after a restart. A refit takes seconds, so it has a line of its own.
 */
export class Learning {
  readonly #parts: Parts;
  readonly #now: () => EpochMs;
  readonly #stopping = new AbortController();
  /** seqs of the commands in hand */
  readonly #inHand = new Set<number>();
  #refits: Promise<void> = Promise.resolve();
  #others: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  /**
   * Starts the model of every yard. One whose files no longer load, now or when its process has to start again, goes
   * back, in a row that says so, to what graded the yard before.
   * @throws ModelRefused when the shipped model itself must not be used
   */
  async start(): Promise<void> {
    const { models, graders, log } = this.#parts;
    await graders.ready(models.shipped);
    await this.#secureAll();
    graders.onLost = () => {
      this.#others = this.#others
        .then(() => this.#secureAll())
        .catch((error) => log.warn({ error: String(error) }, LOST));
    };
    this.wake();
  }

  /** Takes up the commands that wait in the ledger. */
  wake(): void {
    if (this.#stopping.signal.aborted) return;
    for (const command of waitingCommands(this.#parts.ledger)) {
      if (this.#inHand.has(command.seq)) continue;
      this.#inHand.add(command.seq);
      if (command.kind === 'refit') this.#refits = this.#refits.then(() => this.#carryOut(command));
      else this.#others = this.#others.then(() => this.#carryOut(command));
    }
  }

  /** Resolves when nothing is in hand. */
  async idle(): Promise<void> {
    await Promise.all([this.#refits, this.#others]);
  }

  /** Ends a refit that runs; what is not done stays in the ledger for the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.idle();
  }

  async #secureAll(): Promise<void> {
    const { models, graders } = this.#parts;
    for (const { yard, tenant } of models.yards()) if (!this.#stopping.signal.aborted) await this.#secure(yard, tenant);
    graders.tune();
  }

  async #secure(yard: string, tenant: string): Promise<void> {
    const { models, graders, log } = this.#parts;
    for (;;) {
      const version = models.currentOf(yard);
      try {
        await graders.ready(version);
        return;
      } catch (error) {
        const back = models.previousOf(yard) ?? models.shipped;
        if (back === version) throw error;
        log.warn({ yard, version, back, error: String(error) }, 'the model of a yard does not load any more');
        models.record({
          tenant,
          yard,
          at: this.#now(),
          action: 'rolled-back',
          version: back,
          sha256: '',
          by: 'collector',
          reason: 'UNLOADABLE',
          command: '',
          detail: { refusal: 'UNLOADABLE', because: String(error) },
        });
      }
    }
  }

  async #carryOut(command: ModelCommand): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const { log } = this.#parts;
    try {
      if (command.kind === 'refit') await this.#refit(command);
      else if (command.kind === 'shadow') await this.#shadow(command);
      else if (command.kind === 'promote') await this.#promote(command);
      else await this.#rollBack(command);
    } catch (error) {
      // a full disk, most likely: the command has no row yet, so it is still to be carried out
      log.warn({ command: command.id, error: String(error) }, 'a model command failed, trying again');
      setTimeout(() => this.wake(), RETRY_MS).unref();
    } finally {
      this.#inHand.delete(command.seq);
    }
  }

  async #promote(command: ModelCommand): Promise<void> {
    const { version } = command;
    if (version === null || !this.#parts.models.mayGrade(version, command.yard))
      return this.#refuse(command, version ?? '', 'VERSION_UNKNOWN');
    await this.#makeCurrent(command, 'promoted', version);
  }

  async #rollBack(command: ModelCommand): Promise<void> {
    const version = this.#parts.models.previousOf(command.yard);
    if (version === null) return this.#refuse(command, '', 'NOTHING_BEFORE');
    await this.#makeCurrent(command, 'rolled-back', version);
  }

  /** A version is made current only after its model has run: one that does not load leaves everything as it was. */
  async #makeCurrent(command: ModelCommand, action: 'promoted' | 'rolled-back', version: string): Promise<void> {
    const { ledger, models, graders } = this.#parts;
    const sha256 = await this.#loaded(command, version);
    if (sha256 === null) return;
    ledger.transaction(() => {
      if (models.shadowOf(command.yard) === version) this.#record(command, 'unshadowed', version, sha256);
      this.#record(command, action, version, sha256);
    });
    graders.tune();
  }

  async #shadow(command: ModelCommand): Promise<void> {
    const { models, graders } = this.#parts;
    const { version, yard } = command;
    if (version === null) this.#record(command, 'unshadowed', models.shadowOf(yard) ?? '', '');
    else if (!models.mayGrade(version, yard)) this.#refuse(command, version, 'VERSION_UNKNOWN');
    else if (version === models.currentOf(yard)) this.#refuse(command, version, 'ALREADY_CURRENT');
    else {
      const sha256 = await this.#loaded(command, version);
      if (sha256 !== null) this.#record(command, 'shadowed', version, sha256);
    }
    graders.tune();
  }

  /** The digest of a version that runs; null when it must not be used, in a row that says so. */
  async #loaded(command: ModelCommand, version: string): Promise<string | null> {
    try {
      return (await this.#parts.graders.ready(version)).sha256;
    } catch (error) {
      this.#refuse(command, version, 'UNLOADABLE', { because: String(error) });
      return null;
    }
  }

  async #refit(command: ModelCommand): Promise<void> {
    const { models, runRefit, log } = this.#parts;
    const { yard } = command;
    const base = models.currentOf(yard);
    const version = models.nextVersion(yard, base);
    const photos = await this.#examples(yard, base);
    // the base may have stopped being current meanwhile
    this.#parts.graders.tune();
    if (this.#stopping.signal.aborted) return;
    const learned = new Set(models.learnedBy(base));
    const known = new Set(
      photos.filter(({ photo }) => learned.has(photo.correction.id)).map(({ photo }) => photo.visit),
    );
    const baseFolder = models.find(base)?.folder ?? '';
    const answer = await runRefit(
      {
        yard,
        version,
        base,
        baseFolder,
        folder: models.folderToMake(version),
        madeAt: formatKst(this.#now()),
        by: command.by,
        photos: photos.map(({ photo, embedding }) => ({
          embedding,
          grade: photo.grade,
          truck: photo.visit,
          isLearned: known.has(photo.visit),
        })),
      },
      this.#stopping.signal,
    );
    if (this.#stopping.signal.aborted) return;
    log.info({ yard, version, ok: answer.ok }, 'refit');
    if (answer.ok) {
      const { sha256, known: may, scores, before } = answer;
      const taught = photos.filter(({ photo }) => may.includes(photo.grade));
      const corrections = [...new Set(taught.map(({ photo }) => photo.correction.id))];
      this.#record(command, 'made', version, sha256, { base, scores, before, corrections });
    } else {
      const { ok: _ok, refusal, ...numbers } = answer;
      this.#refuse(command, version, refusal, { base, ...numbers });
    }
  }

  /**
   * The yard's corrected photos with embeddings of one network. One that another network judged, or none, is judged again for its
   * embedding alone; one whose file is gone is left out.
   */
  async #examples(yard: string, version: string): Promise<{ photo: LabelledPhoto; embedding: Float32Array }[]> {
    const { ledger, models } = this.#parts;
    const root = models.rootOf(version);
    const found: { photo: LabelledPhoto; embedding: Float32Array }[] = [];
    let since = performance.now();
    for (const photos of labelledByVisit(ledger, yard)) {
      for (const photo of photos) {
        const { embedding, said } = photo;
        const isOfRoot = embedding !== null && said.version !== null && models.rootOf(said.version) === root;
        const own = isOfRoot ? embeddingOf(embedding) : await this.#embeddingBy(version, yard, photo);
        if (own) found.push({ photo, embedding: own });
      }
      if (this.#stopping.signal.aborted) break;
      if (performance.now() - since < SLICE_MS) continue;
      // thousands of corrections are read in slices: the booking comes first
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
    return found.sort((a, b) => a.photo.event - b.photo.event);
  }

  async #embeddingBy(version: string, yard: string, photo: LabelledPhoto): Promise<Float32Array | null> {
    const { graders, pathOf } = this.#parts;
    if (this.#stopping.signal.aborted) return null;
    const outcome = await graders.graderWith(version).grade(pathOf(photo.sha256), this.#regionOf(yard, photo));
    return outcome.ok && outcome.embedding.length > 0 ? Float32Array.from(outcome.embedding) : null;
  }

  #regionOf(yard: string, { area, device }: LabelledPhoto): readonly RegionPoint[] | null {
    const row = this.#parts.ledger.first<{ region: string | null }>(
      'SELECT region FROM device WHERE yard = ? AND area = ? AND device = ?',
      yard,
      area,
      device,
    );
    return row?.region ? (JSON.parse(row.region) as RegionPoint[]) : null;
  }

  #refuse(command: ModelCommand, version: string, refusal: Refusal, detail: ModelDetail = {}): void {
    this.#record(command, 'refused', version, '', { refusal, ...detail });
  }

  #record(
    { tenant, yard, id, by, reason }: ModelCommand,
    action: ModelAction,
    version: string,
    sha256: string,
    detail: ModelDetail = {},
  ): void {
    this.#parts.models.record({
      tenant,
      yard,
      at: this.#now(),
      action,
      version,
      sha256,
      by,
      reason,
      command: id,
      detail,
    });
  }
}
