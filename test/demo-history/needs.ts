import type { Grade } from '../../domain/grades.ts';
import { addMonths } from '../../domain/programme/calendar.ts';
import { declaredGradeOf, GRADE_KOREAN } from '../../domain/schemes.ts';
import type { Kilogram } from '../../domain/units.ts';
import type { NeedImport } from '../../domain/wire/flows-api.ts';
import type { SignedIn } from '../demo-projects/signed-in.ts';
import { type HistoryVisit, netOf } from './history-visit.ts';
import type { Span } from './weeks.ts';

/** The plan of the works covers the last months and the next. */
const MONTHS_BACK = 3;
/** They want a little more than they get. */
const MORE = 1.08;

/**
 * Imports what the works want in the last months and the next one: of each grade a round figure a little above what a month
 * of the last three brought them. @throws Error when a row is refused
 */
export async function importNeeds(
  buyer: SignedIn,
  visits: readonly HistoryVisit[],
  { until }: Span,
  works: readonly string[],
): Promise<number> {
  const since = addMonths(until, -MONTHS_BACK);
  const delivered = new Map<string, Kilogram>();
  for (const visit of visits) {
    const grade = declaredGradeOf(visit.declaredGrade);
    if (!works.includes(visit.partner) || visit.day < since || grade === null) continue;
    const key = `${visit.partner}|${grade}`;
    delivered.set(key, (delivered.get(key) ?? 0) + netOf(visit));
  }
  const months = Array.from({ length: MONTHS_BACK + 1 }, (_, back) => addMonths(until, 1 - back).slice(0, 7));
  const rows = [...delivered].sort().flatMap(([key, kg]) => {
    const [partner = '', grade = ''] = key.split('|');
    const tonnes = Math.ceil(((kg / MONTHS_BACK) * MORE) / 50_000) * 50;
    return months.map((month) => `${partner},${GRADE_KOREAN[grade as Grade]},${month},${tonnes}`);
  });
  if (rows.length === 0) return 0;
  const csv = Buffer.from(['제철소,등급,월,톤', ...rows].join('\r\n'));
  const { rows: taken, refusals } = await buyer.ask<NeedImport>('POST', '/needs', csv);
  if (refusals.length > 0) throw new Error(`the needs were refused: ${JSON.stringify(refusals[0])}`);
  return taken;
}
