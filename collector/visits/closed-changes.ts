import { kstDay, kstDayStart, startOfKstDay } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, type Kilogram, type KstDay } from '../../domain/units.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { markSumsDue } from '../ledger/rollups.ts';
import type { YardChanges } from './changes.ts';

/** What a restatement calls the kilograms taken off a visit's net. */
const DEDUCTION = 'deduction';

/** A visit's row before and after it was settled; null where it did not stand. */
export interface VisitChange {
  readonly before: Visit | null;
  readonly after: Visit | null;
  /** seq of the row that told the change, and why it was written */
  readonly row: number;
  readonly cause: string;
}

/**
 * Notes what a new row of a visit does to sums that were told before: the hours to sum anew, and a restatement for every
 * direction and grade of an ended KST day whose kilograms change. Call it when the visit's derived rows are written.
 */
export function noteChange(ledger: Ledger, changes: YardChanges, { before, after, row, cause }: VisitChange): void {
  for (const visit of [before, after]) markSumsDue(ledger, changes.yard, visit);
  const had = kilogramsOf(before);
  const has = kilogramsOf(after);
  for (const key of new Set([...had.keys(), ...has.keys()])) {
    const difference = (has.get(key)?.kg ?? 0) - (had.get(key)?.kg ?? 0);
    const sum = has.get(key) ?? had.get(key);
    const visit = after ?? before;
    if (difference === 0 || !sum || !visit || !hasEnded(ledger, changes, sum.day)) continue;
    const total = dayTotal(ledger, changes.yard, sum);
    ledger.run(
      `INSERT INTO restatement_row
         (tenant, yard, day, direction, grade, before_kg, after_kg, visit, visit_row, cause, by, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      changes.tenant,
      changes.yard,
      sum.day,
      sum.direction,
      sum.grade,
      total - difference,
      total,
      visit.id,
      row,
      cause,
      personBehind(ledger, changes.yard, cause),
      changes.now,
    );
  }
}

/** One sum of a KST day that a visit adds to. */
interface DaySum {
  readonly day: KstDay;
  readonly direction: string;
  readonly grade: string;
  readonly kg: Kilogram;
}

function closingOf(visit: Visit | null): EpochMs | null {
  return visit?.status === 'closed' && visit.closedAt !== null ? Date.parse(visit.closedAt) : null;
}

function kilogramsOf(visit: Visit | null): Map<string, DaySum> {
  const closedAt = closingOf(visit);
  if (visit === null || closedAt === null) return new Map();
  const day = kstDay(closedAt);
  const direction = visit.direction ?? '';
  return new Map(
    Object.entries({ ...visit.grades, [DEDUCTION]: visit.deduction })
      .filter(([, kg]) => kg !== 0)
      .map(([grade, kg]) => [`${day} ${direction} ${grade}`, { day, direction, grade, kg }]),
  );
}

/** A day is closed when it has ended, for a yard that was there to be seen: a first history told later restates nothing. */
function hasEnded(ledger: Ledger, { yard, now }: YardChanges, day: KstDay): boolean {
  const end = (kstDayStart(day) ?? 0) + DAY_MS;
  if (now < end) return false;
  const known = ledger.first<{ first_at: number }>('SELECT first_at FROM yard WHERE yard = ?', yard);
  return known !== null && known.first_at < end;
}

function dayTotal(ledger: Ledger, yard: string, { day, direction, grade }: DaySum): Kilogram {
  const from = startOfKstDay(kstDayStart(day) ?? 0);
  const span = [yard, from, from + DAY_MS, direction] as const;
  const closed = `v.yard = ? AND v.closed_at >= ? AND v.closed_at < ? AND v.status = 'closed'
    AND coalesce(v.direction, '') = ?`;
  const row =
    grade === DEDUCTION
      ? ledger.first<{ kg: number }>(
          `SELECT coalesce(sum(json_extract(v.body, '$.deduction')), 0) AS kg FROM visit v WHERE ${closed}`,
          ...span,
        )
      : ledger.first<{ kg: number }>(
          `SELECT coalesce(sum(g.kg), 0) AS kg FROM visit v JOIN visit_grade g ON g.visit = v.id
           WHERE ${closed} AND g.grade = ?`,
          ...span,
          grade,
        );
  return row?.kg ?? 0;
}

/** Whoever gave the command that a row cites as its cause, `area/device/id`; null when it was no person's. */
function personBehind(ledger: Ledger, yard: string, cause: string): string | null {
  const [area, device, ...id] = cause.split('/');
  if (area === undefined || device === undefined || id.length === 0) return null;
  return (
    ledger.first<{ by: string | null }>(
      `SELECT json_extract(body, '$.by') AS by FROM event
       WHERE yard = ? AND area = ? AND device = ? AND id = ? AND kind IN ('correction', 'cancellation')`,
      yard,
      area,
      device,
      id.join('/'),
    )?.by ?? null
  );
}
