import { startOfKstDay } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../domain/units.ts';
import type { Ledger } from './ledger.ts';

/** Hours summed anew in one transaction, so that a long history never holds up the line. */
const HOURS_AT_ONCE = 200;

/** Notes, in the transaction that changes a closed visit, that the sums of its KST hour are out of date. */
export function markHourDue(ledger: Ledger, yard: string, start: EpochMs): void {
  ledger.run('INSERT INTO rollup_due (yard, start) VALUES (?, ?) ON CONFLICT DO NOTHING', yard, start);
}

/**
 * Sums hours that are out of date anew from their visits, and the days that hold them from their hours, so that a sum is
 * never adjusted and cannot drift.
 * @returns whether more hours wait
 */
export function refreshRollups(ledger: Ledger): boolean {
  const due = ledger.all<{ yard: string; start: number }>(
    'SELECT yard, start FROM rollup_due ORDER BY start DESC LIMIT ?',
    HOURS_AT_ONCE,
  );
  if (due.length === 0) return false;
  ledger.transaction(() => {
    const days = new Map<string, { yard: string; day: EpochMs }>();
    for (const { yard, start } of due) {
      sumHour(ledger, yard, start);
      const day = startOfKstDay(start);
      days.set(`${yard} ${day}`, { yard, day });
    }
    for (const { yard, day } of days.values()) sumDay(ledger, yard, day);
  });
  return due.length === HOURS_AT_ONCE;
}

function sumHour(ledger: Ledger, yard: string, start: EpochMs): void {
  ledger.run('DELETE FROM rollup_hour WHERE yard = ? AND start = ?', yard, start);
  ledger.run(
    `INSERT INTO rollup_hour (yard, start, direction, partner, grade, kg)
     SELECT v.yard, CAST(?2 AS INTEGER), coalesce(v.direction, ''), coalesce(v.partner, ''), g.grade, sum(g.kg)
     FROM visit v JOIN visit_grade g ON g.visit = v.id
     WHERE v.yard = ?1 AND v.closed_at >= ?2 AND v.closed_at < ?3 AND v.status = 'closed' GROUP BY 3, 4, 5`,
    yard,
    start,
    start + HOUR_MS,
  );
  ledger.run('DELETE FROM rollup_due WHERE yard = ? AND start = ?', yard, start);
}

function sumDay(ledger: Ledger, yard: string, day: EpochMs): void {
  ledger.run('DELETE FROM rollup_day WHERE yard = ? AND start = ?', yard, day);
  ledger.run(
    `INSERT INTO rollup_day (yard, start, direction, partner, grade, kg)
     SELECT yard, CAST(?2 AS INTEGER), direction, partner, grade, sum(kg) FROM rollup_hour
     WHERE yard = ?1 AND start >= ?2 AND start < ?3 GROUP BY 3, 4, 5`,
    yard,
    day,
    day + DAY_MS,
  );
}
