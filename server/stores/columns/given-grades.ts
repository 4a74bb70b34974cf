import type { Sqlite } from '../sqlite.ts';
import { correctionsOf, gradeGivenTo, standingGrades } from '../visit-corrections.ts';

/** Those of the visits that a person corrected. */
export function correctedVisits(database: Sqlite, visits: readonly string[]): string[] {
  const sql = `SELECT DISTINCT e.visit FROM json_each(?) asked JOIN event e ON e.visit = asked.value
    WHERE e.kind = 'correction'`;
  const asked = [...new Set(visits)].filter((visit) => visit !== '');
  return database.tuples<[visit: string]>(sql, JSON.stringify(asked)).map(([visit]) => visit);
}

/** The grade that a person gave to photos of these visits, by the photo's row in `event`. */
export function gradesGiven(database: Sqlite, visits: readonly string[]): ReadonlyMap<number, string> {
  const sql = `SELECT e.seq, e.id, e.sha256, i.out_of_domain = 0 AND i.unusable IS NULL FROM standing s
    JOIN event e ON e.seq = s.event
    JOIN inference i ON i.seq = (SELECT max(j.seq) FROM inference j WHERE j.event = e.seq AND j.role = 'current')
    WHERE s.visit = ? AND s.kind = 'frame'`;
  type Photo = [seq: number, id: string, sha256: string, hasSay: number];
  const given = new Map<number, string>();
  for (const visit of visits) {
    const standing = standingGrades(correctionsOf(database, visit));
    for (const [seq, id, sha256, hasSay] of database.tuples<Photo>(sql, visit)) {
      const own = gradeGivenTo({ id, sha256 }, standing);
      // a grade for the whole visit labels those of its photos that have a say
      const label = own ?? (hasSay === 1 ? standing.ofVisit : null);
      if (label !== null) given.set(seq, label.grade);
    }
  }
  return given;
}
