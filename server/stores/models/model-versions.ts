import { formatKst } from '../../../domain/kst-time.ts';
import type { ModelVersion } from '../../../domain/wire/http-api.ts';
import { type Lineage, stateOf } from './lineage.ts';
import type { ModelFiles } from './model-files.ts';
import { condemns, type ModelRow } from './model-rows.ts';
import { modelScoresOf } from './model-scores.ts';

/** What the row that made or refused a version says beside its corrections; every part may be missing. */
interface Detail {
  readonly base?: unknown;
  readonly scores?: unknown;
  readonly before?: unknown;
}

/** A version that ships: it was made elsewhere, of no correction of this yard. */
export function shippedVersion(files: ModelFiles, lineage: Lineage): ModelVersion {
  const { version, sha256, card, scores, before } = files;
  return {
    ...{ version, sha256: sha256 ?? '', card, scores, before },
    ...{ madeAt: null, madeBy: null, base: null, corrections: 0 },
    ...standingOf(version, lineage),
  };
}

/**
 * A version of the yard's own, from the row that made it, or refused to, and its files. Its figures are also in the row,
 * so a refused version whose files are gone still shows why.
 */
export function ownVersion(row: ModelRow, files: ModelFiles, lineage: Lineage): ModelVersion {
  const { version, sha256, by, corrections } = row;
  const { base, scores, before } = JSON.parse(row.detail) as Detail;
  return {
    ...{ version, sha256, corrections, madeAt: formatKst(row.at), madeBy: by },
    base: typeof base === 'string' ? base : null,
    ...standingOf(version, lineage),
    scores: files.scores ?? modelScoresOf(scores),
    before: files.before ?? modelScoresOf(before),
    card: files.card,
  };
}

/** The row each version of the yard's own comes from, newest first: the one that made it, else the one that refused to. */
export function ownRows(rows: readonly ModelRow[], shipped: ReadonlySet<string>): ModelRow[] {
  const origins = new Map<string, ModelRow>();
  for (const row of rows) {
    if (shipped.has(row.version)) continue;
    if (row.action === 'made' || (condemns(row) && !origins.has(row.version))) origins.set(row.version, row);
  }
  return [...origins.values()].sort((a, b) => b.at - a.at);
}

function standingOf(version: string, lineage: Lineage): Pick<ModelVersion, 'state' | 'refusal'> {
  const state = stateOf(version, lineage);
  return { state, refusal: state === 'refused' ? (lineage.refusals.get(version) ?? null) : null };
}
