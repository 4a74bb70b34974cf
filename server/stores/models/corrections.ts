import { CURRENT_JUDGEMENT, gradeOf } from '../judgements.ts';
import type { Sqlite } from '../sqlite.ts';

/** A photo that a person has judged, beside what the current model says of it. */
export interface CorrectedPhoto {
  /** id of the correction */
  readonly correction: string;
  /** number of the photo's event */
  readonly event: number;
  readonly at: number;
  readonly area: string;
  readonly device: string;
  /** the person's grade */
  readonly grade: string;
  /** the model's; null when it had nothing to say */
  readonly judged: string | null;
}

/** Corrections `c` of a yard (first parameter) that the ledger took and nobody took back. */
const STANDING = `event c LEFT JOIN standing cs ON cs.event = c.seq
  WHERE c.yard = ?1 AND c.kind = 'correction' AND coalesce(cs.role, '') <> 'refused'
    AND c.id NOT IN (SELECT json_extract(w.body, '$.withdraws') FROM event w
      WHERE w.yard = ?1 AND w.kind = 'correction' AND json_extract(w.body, '$.withdraws') IS NOT NULL)`;

/** The photos of a yard that a person has judged, each with the correction that stands for it: the latest in event time. */
export function correctedPhotosOf(database: Sqlite, yard: string): CorrectedPhoto[] {
  const sql = `WITH said AS MATERIALIZED (
      SELECT c.id, c.at, c.visit, json_extract(c.body, '$.grade') AS grade, json_extract(c.body, '$.frame') AS frame
      FROM ${STANDING})
    SELECT said.id AS correction, e.seq AS event, e.at, e.area, e.device, said.grade, ${gradeOf('i')} AS judged
    FROM said CROSS JOIN standing s ON s.visit = said.visit AND s.kind = 'frame' AND s.role = 'frame'
    CROSS JOIN event e ON e.seq = s.event AND said.frame IN (e.id, e.sha256)
    LEFT JOIN inference i ON i.seq = ${CURRENT_JUDGEMENT}
    WHERE said.frame IS NOT NULL AND said.grade IS NOT NULL ORDER BY said.at, said.id`;
  const rows = database.rows<CorrectedPhoto>(sql, yard);
  return [...new Map(rows.map((row) => [row.event, row])).values()];
}

/**
 * Corrections that give a whole visit one grade, and so label its photos: of several on one visit the latest, where it
 * has a photo without a grade of its own (`named` are the events with one) that the model did not find unfit. Kilograms
 * per grade label nothing.
 */
export function visitLabelsOf(database: Sqlite, yard: string, named: ReadonlySet<number>): string[] {
  const sql = `WITH said AS MATERIALIZED (
      SELECT c.id, c.at, c.visit, json_extract(c.body, '$.grade') AS grade, json_extract(c.body, '$.grades') AS grades
      FROM ${STANDING} AND json_extract(c.body, '$.frame') IS NULL)
    SELECT said.id, said.visit, said.grade, s.event
    FROM said CROSS JOIN standing s ON s.visit = said.visit AND s.kind = 'frame' AND s.role = 'frame'
    CROSS JOIN event e ON e.seq = s.event LEFT JOIN inference i ON i.seq = ${CURRENT_JUDGEMENT}
    WHERE (said.grade IS NOT NULL OR said.grades IS NOT NULL)
      AND coalesce(i.out_of_domain, 0) = 0 AND i.unusable IS NULL
    ORDER BY said.at, said.id`;
  type Row = { id: string; visit: string; grade: string | null; event: number };
  const rows = database.rows<Row>(sql, yard);
  const last = new Map(rows.map(({ visit, id }) => [visit, id]));
  const labels = rows.filter(({ id, visit, grade, event }) => {
    return grade !== null && last.get(visit) === id && !named.has(event);
  });
  return [...new Set(labels.map(({ id }) => id))];
}
