import { formatKst } from '../../domain/kst-time.ts';
import type { CorrectionCommand } from '../../domain/wire/edge-messages.ts';
import type { VisitDetail } from '../../domain/wire/http-api.ts';
import type { Sqlite } from './sqlite.ts';

export type Correction = VisitDetail['corrections'][number];

/** Corrections in the order in which the ledger took them; a refused one is a dead letter and not here. */
export function correctionsOf(database: Sqlite, visit: string): Correction[] {
  const sql = `SELECT e.id, e.at, e.body FROM event e LEFT JOIN standing s ON s.event = e.seq
    WHERE e.visit = ? AND e.kind = 'correction' AND coalesce(s.role, '') <> 'refused' ORDER BY e.seq`;
  return database.rows<{ id: string; at: number; body: string }>(sql, visit).map(({ id, at, body }) => {
    const command = JSON.parse(body) as CorrectionCommand;
    return {
      id,
      at: formatKst(at),
      by: command.by,
      reason: command.reason,
      grade: command.grade ?? null,
      grades: command.grades ?? null,
      deductionKg: command.deductionKg ?? null,
      frame: command.frame ?? null,
      withdraws: command.withdraws ?? null,
    };
  });
}

/** Ids of the corrections that a later one took back. */
export function withdrawnOf(corrections: readonly Correction[]): ReadonlySet<string> {
  return new Set(corrections.flatMap(({ withdraws }) => withdraws ?? []));
}

/** What a person said of a photo. */
export interface PhotoCorrection {
  readonly id: string;
  readonly grade: string;
}

/** What stands of a visit's corrections: of those that are not taken back the latest in event time, as it is settled. */
export interface StandingCorrections {
  /** by what the photo was named with: event id or SHA-256 */
  readonly ofPhoto: ReadonlyMap<string, PhotoCorrection>;
  /** the one grade given to the whole visit, which labels its other photos; null without, or after kilograms per grade */
  readonly ofVisit: PhotoCorrection | null;
}

export function standingCorrections(corrections: readonly Correction[]): StandingCorrections {
  const withdrawn = withdrawnOf(corrections);
  const ofPhoto = new Map<string, PhotoCorrection>();
  let ofVisit: PhotoCorrection | null = null;
  // times are all of one form and offset, so their text sorts as they do
  const inTime = [...corrections].sort((a, b) => a.at.localeCompare(b.at) || (a.id < b.id ? -1 : 1));
  for (const { id, frame, grade, grades } of inTime) {
    if (withdrawn.has(id) || (grade === null && grades === null)) continue;
    const said = grade === null ? null : { id, grade };
    if (frame === null) ofVisit = said;
    else if (said) ofPhoto.set(frame, said);
  }
  return { ofPhoto, ofVisit };
}

/** The newest version that learned from each of the corrections, keyed by correction; none has of those missing. */
export function learnedBy(database: Sqlite, yard: string, corrections: readonly string[]): ReadonlyMap<string, string> {
  if (corrections.length === 0) return new Map();
  const sql = `SELECT c.value AS correction, m.version FROM model_row m, json_each(m.detail, '$.corrections') c
    WHERE m.yard = ? AND m.action = 'made' AND c.value IN (SELECT value FROM json_each(?)) ORDER BY m.seq`;
  type Row = { correction: string; version: string };
  const rows = database.rows<Row>(sql, yard, JSON.stringify(corrections));
  return new Map(rows.map(({ correction, version }) => [correction, version]));
}
