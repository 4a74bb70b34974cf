import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EpochMs } from '../../domain/units.ts';
import type { ModelScores } from '../../domain/wire/http-api.ts';
import { findActiveModel } from '../grading/model-files.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** Folder of the versions made here, under the data folder. */
export const MODELS_FOLDER = 'models';

export type ModelAction = 'made' | 'refused' | 'shadowed' | 'unshadowed' | 'promoted' | 'rolled-back';

/** Why the collector did not do what it was asked. */
export const REFUSALS = [
  /** too few corrected photos or trucks that the current version has not learned from */
  'TOO_FEW',
  /** accuracy or macro-F1 on held-out trucks fell by more than may be */
  'WORSE',
  /** it agrees with people hardly better than guessing */
  'CONTRADICTORY',
  /** wrong digest, wrong shape, truncated, or it does not run */
  'UNLOADABLE',
  'VERSION_UNKNOWN',
  'ALREADY_CURRENT',
  /** nothing graded this yard before the current version */
  'NOTHING_BEFORE',
  'REFIT_FAILED',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What a row says beside its version, as JSON in `detail`; empty for most actions. */
export interface ModelDetail {
  readonly refusal?: Refusal;
  /** a sentence for operators, with what a code cannot hold */
  readonly because?: string;
  /** photos and trucks a refit has, and those it needs */
  readonly have?: { readonly photos: number; readonly trucks: number };
  readonly needed?: { readonly photos: number; readonly trucks: number };
  /** version whose head it took the place of */
  readonly base?: string;
  /** on held-out trucks: the new head, and the base's on the same trucks */
  readonly scores?: ModelScores;
  readonly before?: ModelScores;
  /** ids of the corrections it learned from */
  readonly corrections?: readonly string[];
}

export interface ModelRow {
  readonly tenant: string;
  readonly yard: string;
  readonly at: EpochMs;
  readonly action: ModelAction;
  /** what the row speaks of; for rolled-back the version gone back to */
  readonly version: string;
  readonly sha256: string;
  readonly by: string;
  readonly reason: string;
  /** id of the command that it answers */
  readonly command: string;
  readonly detail: ModelDetail;
}

/** Where a version lies, and the digest it must have; null: shipped, its labels.json says. */
export interface ModelFolder {
  readonly folder: string;
  readonly sha256: string | null;
}

const VERSION = /^[a-z0-9][a-z0-9.-]{0,63}$/;

/**
 * The versions there are and what each yard uses, as the rows of the ledger say: shipped versions lie in the model
 * folder, those made here under the data folder. A yard without a row uses the active one of those shipped.
 */
export class Models {
  readonly #ledger: Ledger;
  readonly #shippedDir: string;
  readonly #madeDir: string;
  /** version that grades where nobody has chosen one */
  readonly shipped: string;

  constructor(ledger: Ledger, folders: { shippedDir: string; dataDir: string; shipped: string }) {
    this.#ledger = ledger;
    this.#shippedDir = folders.shippedDir;
    this.#madeDir = join(folders.dataDir, MODELS_FOLDER);
    this.shipped = folders.shipped;
  }

  /** Reads which shipped version is active. @throws ModelRefused */
  static async open(ledger: Ledger, folders: { shippedDir: string; dataDir: string }): Promise<Models> {
    const shipped = basename(await findActiveModel(folders.shippedDir));
    return new Models(ledger, { ...folders, shipped });
  }

  /** The version that grades a yard. */
  currentOf(yard: string): string {
    const last = this.#ledger.first<{ version: string }>(
      `SELECT version FROM model_row WHERE yard = ? AND action IN ('promoted', 'rolled-back')
       ORDER BY seq DESC LIMIT 1`,
      yard,
    );
    return last?.version ?? this.shipped;
  }

  /** The version that grades a yard beside the current one; null when there is none. */
  shadowOf(yard: string): string | null {
    const last = this.#ledger.first<{ action: ModelAction; version: string }>(
      `SELECT action, version FROM model_row WHERE yard = ? AND action IN ('shadowed', 'unshadowed')
       ORDER BY seq DESC LIMIT 1`,
      yard,
    );
    return last?.action === 'shadowed' ? last.version : null;
  }

  /** The version that a roll-back leads to: what graded the yard before the current one came; null when nothing did. */
  previousOf(yard: string): string | null {
    const rows = this.#ledger.all<{ action: ModelAction; version: string }>(
      "SELECT action, version FROM model_row WHERE yard = ? AND action IN ('promoted', 'rolled-back') ORDER BY seq",
      yard,
    );
    const stack = [this.shipped];
    for (const { action, version } of rows) {
      if (action === 'rolled-back') stack.pop();
      if (stack.at(-1) !== version) stack.push(version);
    }
    return stack.at(-2) ?? null;
  }

  /** Where a version lies; null when there is none of that name. */
  find(version: string): ModelFolder | null {
    if (!VERSION.test(version)) return null;
    const made = this.#made(version);
    if (made) return { folder: this.folderToMake(version), sha256: made.model_sha256 };
    const folder = join(this.#shippedDir, version);
    return existsSync(join(folder, 'labels.json')) ? { folder, sha256: null } : null;
  }

  /** True for a shipped version, and for one made of this yard's corrections. */
  mayGrade(version: string, yard: string): boolean {
    const made = this.#made(version);
    return made === null ? this.find(version) !== null : made.yard === yard;
  }

  /** Where a version made here belongs. */
  folderToMake(version: string): string {
    return join(this.#madeDir, version);
  }

  /** The name of the yard's next version, made from `base`; refused ones have used up theirs. */
  nextVersion(yard: string, base: string): string {
    const tries = this.#ledger.first<{ n: number }>(
      "SELECT count(*) AS n FROM model_row WHERE yard = ? AND action IN ('made', 'refused')",
      yard,
    );
    return `${this.rootOf(base)}-${yard}-${(tries?.n ?? 0) + 1}`;
  }

  /** Ids of the corrections that a version has learned from. */
  learnedBy(version: string): readonly string[] {
    const detail = this.#made(version)?.detail;
    return detail === undefined ? [] : ((JSON.parse(detail) as ModelDetail).corrections ?? []);
  }

  /** The shipped version whose network a version has: embeddings of versions with the same root can be compared. */
  rootOf(version: string): string {
    let root = version;
    for (let made = this.#made(root); made; made = this.#made(root)) {
      const { base } = JSON.parse(made.detail) as ModelDetail;
      if (base === undefined || base === root) break;
      root = base;
    }
    return root;
  }

  /** Every yard with its tenant. */
  yards(): { readonly yard: string; readonly tenant: string }[] {
    return this.#ledger.all('SELECT yard, tenant FROM yard ORDER BY yard');
  }

  /** Writes a row. */
  record(row: ModelRow): void {
    this.#ledger.run(
      `INSERT INTO model_row (tenant, yard, at, action, version, model_sha256, by, reason, command, detail)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.tenant,
      row.yard,
      row.at,
      row.action,
      row.version,
      row.sha256,
      row.by,
      row.reason,
      row.command,
      JSON.stringify(row.detail),
    );
  }

  #made(version: string): { yard: string; model_sha256: string; detail: string } | null {
    return this.#ledger.first(
      "SELECT yard, model_sha256, detail FROM model_row WHERE action = 'made' AND version = ?",
      version,
    );
  }
}
