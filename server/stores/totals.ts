import { GRADE_BUCKETS } from '../../domain/grades.ts';
import { formatKst } from '../../domain/kst-time.ts';
import { type EpochMs, HOUR_MS } from '../../domain/units.ts';
import type { KilogramsByGrade, Totals, YardSummary } from '../../domain/wire/http-api.ts';
import type { Sqlite } from './sqlite.ts';

/** Closed visits of a yard whose second weighing lies in `[from, to)`. */
export function totalsBetween(database: Sqlite, yard: string, from: EpochMs, to: EpochMs): Totals {
  const counts = `SELECT count(*) AS trucks,
      coalesce(sum(CASE WHEN direction = 'inbound' THEN net END), 0) AS inbound,
      coalesce(sum(CASE WHEN direction = 'outbound' THEN net END), 0) AS outbound
    FROM visit WHERE yard = ? AND closed_at >= ? AND closed_at < ? AND status = 'closed'`;
  type Counts = { trucks: number; inbound: number; outbound: number };
  const { trucks, inbound, outbound } = database.row<Counts>(counts, yard, from, to) ?? {
    trucks: 0,
    inbound: 0,
    outbound: 0,
  };
  const grades = `SELECT g.grade, sum(g.kg) AS kg FROM visit v JOIN visit_grade g ON g.visit = v.id
    WHERE v.yard = ? AND v.closed_at >= ? AND v.closed_at < ? AND v.status = 'closed' GROUP BY g.grade`;
  return {
    trucks,
    inboundKg: inbound,
    outboundKg: outbound,
    grades: inBucketOrder(database.rows<{ grade: string; kg: number }>(grades, yard, from, to)),
  };
}

/** The 24 hours of the KST day that starts at `dayStart`, each with its kilograms per grade. */
export function hoursOf(database: Sqlite, yard: string, dayStart: EpochMs): YardSummary['hours'] {
  // libsql binds numbers as reals, and a real would make the division one of reals
  const sql = `SELECT (v.closed_at - CAST(? AS INTEGER)) / ${HOUR_MS} AS hour, g.grade, sum(g.kg) AS kg
    FROM visit v JOIN visit_grade g ON g.visit = v.id
    WHERE v.yard = ? AND v.closed_at >= ? AND v.closed_at < ? AND v.status = 'closed' GROUP BY hour, g.grade`;
  type Row = { hour: number; grade: string; kg: number };
  const rows = database.rows<Row>(sql, dayStart, yard, dayStart, dayStart + 24 * HOUR_MS);
  return Array.from({ length: 24 }, (_, hour) => ({
    start: formatKst(dayStart + hour * HOUR_MS),
    grades: inBucketOrder(rows.filter((row) => row.hour === hour)),
  }));
}

/** Kilograms of a grade; several of one grade are summed. */
export interface GradeKg {
  readonly grade: string;
  readonly kg: number;
}

/** Kilograms by grade in the order in which grades are shown, without those that have none. */
export function inBucketOrder(rows: readonly GradeKg[]): KilogramsByGrade {
  const grades: KilogramsByGrade = {};
  for (const bucket of GRADE_BUCKETS) {
    const kg = rows.reduce((sum, row) => (row.grade === bucket ? sum + row.kg : sum), 0);
    if (kg > 0) grades[bucket] = kg;
  }
  return grades;
}
