import type { Sqlite } from '../sqlite.ts';

/** What became of a model of a yard, as the ledger tells it. */
export interface ModelRow {
  readonly at: number;
  readonly action: 'made' | 'refused' | 'shadowed' | 'unshadowed' | 'promoted' | 'rolled-back';
  /** what it speaks of; of a roll-back the version gone back to */
  readonly version: string;
  readonly sha256: string;
  readonly by: string;
  readonly reason: string;
  /** code of why the collector refused; null otherwise */
  readonly refusal: string | null;
  /** how many corrections it learned from */
  readonly corrections: number;
  /** what else a making or a refusal says, as JSON and without the corrections */
  readonly detail: string;
}

/** Everything that was ever done with the models of a yard, oldest first. */
export function modelRowsOf(database: Sqlite, yard: string): ModelRow[] {
  const sql = `SELECT at, action, version, model_sha256 AS sha256, by, reason,
      CASE WHEN action = 'refused' THEN coalesce(json_extract(detail, '$.refusal'), reason) END AS refusal,
      coalesce(json_array_length(detail, '$.corrections'), 0) AS corrections,
      json_remove(detail, '$.corrections') AS detail
    FROM model_row WHERE yard = ? ORDER BY seq`;
  return database.rows<ModelRow>(sql, yard);
}

/** Refusals of a command that say nothing against the version it named. */
const OF_THE_COMMAND: readonly string[] = ['VERSION_UNKNOWN', 'ALREADY_CURRENT', 'NOTHING_BEFORE'];

/** True when the row says that its version is worse, broken or could not be made. */
export function condemns({ action, refusal }: ModelRow): boolean {
  return action === 'refused' && refusal !== null && !OF_THE_COMMAND.includes(refusal);
}

/** Corrections that some version of the yard has learned from. */
export function learnedCorrectionsOf(database: Sqlite, yard: string): ReadonlySet<string> {
  const sql = `SELECT DISTINCT c.value AS id FROM model_row m, json_each(m.detail, '$.corrections') c
    WHERE m.yard = ? AND m.action = 'made'`;
  return new Set(database.rows<{ id: string }>(sql, yard).map(({ id }) => id));
}
