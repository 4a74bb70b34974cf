import { join } from 'node:path';
import { formatKst } from '../../../domain/kst-time.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { ModelVersion, YardModels } from '../../../domain/wire/http-api.ts';
import type { Ledger } from '../ledger.ts';
import type { Sqlite } from '../sqlite.ts';
import { type CameraWeek, CameraWeeks } from './camera-weeks.ts';
import { camerasOf, isDeviceOf } from './cameras.ts';
import { correctedPhotosOf, visitLabelsOf } from './corrections.ts';
import { driftOf } from './drift.ts';
import { type Lineage, lineageOf } from './lineage.ts';
import { readModelFiles, readShipped } from './model-files.ts';
import { learnedCorrectionsOf, type ModelRow, modelRowsOf } from './model-rows.ts';
import { ownRows, ownVersion, shippedVersion } from './model-versions.ts';
import { shadowComparison } from './shadow-comparison.ts';

/** Folder of the versions that yards made of their own corrections, under the data folder. */
const MADE_FOLDER = 'models';

interface Known {
  readonly rows: readonly ModelRow[];
  readonly lineage: Lineage;
  /** the yard's own, newest first, then those that ship, newest first */
  readonly versions: ModelVersion[];
}

/** The models of the yards: what the ledger says of them, and their files. */
export class ModelStore {
  readonly #ledger: Ledger;
  readonly #weeks: CameraWeeks;
  readonly #shippedFolder: string;
  readonly #madeFolder: string;

  constructor(ledger: Ledger, modelDir: string, dataDir: string) {
    this.#ledger = ledger;
    this.#weeks = new CameraWeeks(ledger);
    this.#shippedFolder = modelDir;
    this.#madeFolder = join(dataDir, MADE_FOLDER);
  }

  /** Every version that the yard may run, and the one that a roll-back leads to. */
  async versions(yard: string): Promise<{ versions: ModelVersion[]; previous: string | null }> {
    const { versions, lineage } = await this.#known(yard);
    return { versions, previous: lineage.previous };
  }

  /** Everything the models page of the yard shows. */
  async yardModels(yard: string, now: EpochMs): Promise<YardModels> {
    const { rows, lineage, versions } = await this.#known(yard);
    const empty = { cameras: [], unlearned: 0, shadow: null, drift: [] };
    const weeks = await this.#weeks.of(yard, now);
    const seen = this.#ledger.read((database) => seenOf(database, yard, lineage, { weeks, now }), empty);
    const audit = rows.map(({ at, action, version, by, reason }) => ({
      at: formatKst(at),
      action,
      version,
      by,
      reason,
    }));
    return { yard, versions, ...seen, audit: audit.reverse() };
  }

  isDevice(yard: string, area: string, device: string): boolean {
    return this.#ledger.read((database) => isDeviceOf(database, yard, area, device), false);
  }

  async #known(yard: string): Promise<Known> {
    const rows = this.#ledger.read((database) => modelRowsOf(database, yard), []);
    const shipped = await readShipped(this.#shippedFolder);
    const lineage = lineageOf(rows, shipped.active);
    const own = await Promise.all(
      ownRows(rows, new Set(shipped.versions.map(({ version }) => version))).map(async (row) =>
        ownVersion(row, await readModelFiles(this.#madeFolder, row.version), lineage),
      ),
    );
    return {
      rows,
      lineage,
      versions: [...own, ...shipped.versions.map((files) => shippedVersion(files, lineage)).reverse()],
    };
  }
}

type Seen = Pick<YardModels, 'cameras' | 'unlearned' | 'shadow' | 'drift'>;

function seenOf(
  database: Sqlite,
  yard: string,
  { current, shadow }: Lineage,
  { weeks, now }: { readonly weeks: readonly CameraWeek[]; readonly now: EpochMs },
): Seen {
  const corrected = correctedPhotosOf(database, yard);
  const learned = learnedCorrectionsOf(database, yard);
  const correctedBy = new Map(corrected.map(({ event, grade }) => [event, grade]));
  const labels = [
    ...corrected.map(({ correction }) => correction),
    ...visitLabelsOf(database, yard, new Set(correctedBy.keys())),
  ];
  const unlearned = new Set(labels.filter((id) => !learned.has(id)));
  return {
    cameras: camerasOf(database, yard, weeks, current),
    unlearned: unlearned.size,
    shadow: shadow === null ? null : shadowComparison(database, yard, shadow, correctedBy),
    drift: driftOf(weeks, corrected, now),
  };
}
