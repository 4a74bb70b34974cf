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

/** A grade that a person gave: to a photo, named by event id or SHA-256, or to the whole visit. */
export interface GivenGrade {
  readonly id: string;
  readonly grade: string;
  readonly frame: string | null;
}

/** What stands of the grades given to a visit: nothing that was taken back, in event time, as the visit is settled. */
export interface StandingGrades {
  readonly ofPhotos: readonly GivenGrade[];
  /** the one grade of the whole visit, which labels its other photos; null without, or after kilograms per grade */
  readonly ofVisit: GivenGrade | null;
}

export function standingGrades(corrections: readonly Correction[]): StandingGrades {
  const withdrawn = withdrawnOf(corrections);
  const ofPhotos: GivenGrade[] = [];
  let ofVisit: GivenGrade | null = null;
  // times are all of one form and offset, so their text sorts as they do
  const inTime = [...corrections].sort((a, b) => a.at.localeCompare(b.at) || (a.id < b.id ? -1 : 1));
  for (const { id, frame, grade, grades } of inTime) {
    if (withdrawn.has(id) || (grade === null && grades === null)) continue;
    const given = grade === null ? null : { id, grade, frame };
    if (frame === null) ofVisit = given;
    else if (given) ofPhotos.push(given);
  }
  return { ofPhotos, ofVisit };
}

/** The grade that stands for a photo: the last one given to it, by whichever of its names. */
export function gradeGivenTo(
  photo: { readonly id: string; readonly sha256: string },
  { ofPhotos }: StandingGrades,
): GivenGrade | null {
  return ofPhotos.findLast(({ frame }) => frame === photo.id || frame === photo.sha256) ?? null;
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
