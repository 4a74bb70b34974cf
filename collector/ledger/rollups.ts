import { type CountedVisit, partnerSums } from '../../domain/flows/partner-sums.ts';
import { startOfKstDay, startOfKstHour } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../domain/units.ts';
import type { Ledger } from './ledger.ts';

/** Hours summed anew in one transaction, so that a long history never holds up the line. */
const HOURS_AT_ONCE = 200;

/** What of a visit says when it counts; times as the visit's row tells them. */
export interface TimedVisit {
  readonly status: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
}

/**
 * When a visit counts in the sums: a closed one by its second weighing; one that a person cancelled likewise, or by its
 * first where it never had a second; an open one not at all, `null`.
 */
export function countsAt({ status, openedAt, closedAt }: TimedVisit): EpochMs | null {
  if (status === 'open') return null;
  return Date.parse(closedAt ?? openedAt);
}

/** Notes, in the transaction that changes a visit, that the sums of the KST hour in which it counts are out of date. */
export function markSumsDue(ledger: Ledger, yard: string, visit: TimedVisit | null): void {
  const at = visit === null ? null : countsAt(visit);
  if (at !== null) markHourDue(ledger, yard, startOfKstHour(at));
}

/** Notes that the sums of a KST hour are out of date. */
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
    for (const { yard, day } of days.values()) {
      sumDay(ledger, yard, day);
      sumPartners(ledger, yard, day);
    }
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

/** What is known of the partners of a day, from the visits themselves: shares and means do not follow from hours. */
function sumPartners(ledger: Ledger, yard: string, day: EpochMs): void {
  ledger.run('DELETE FROM rollup_partner WHERE yard = ? AND start = ?', yard, day);
  const rows = ledger.all<{ body: string }>(
    `SELECT body FROM visit WHERE yard = ?1 AND closed_at >= ?2 AND closed_at < ?3
     UNION ALL
     SELECT body FROM visit WHERE yard = ?1 AND opened_at >= ?2 AND opened_at < ?3 AND closed_at IS NULL
       AND status = 'cancelled'`,
    yard,
    day,
    day + DAY_MS,
  );
  for (const { direction, partner, sums } of partnerSums(rows.map(({ body }) => JSON.parse(body) as CountedVisit))) {
    ledger.run(
      `INSERT INTO rollup_partner (yard, start, direction, partner, trucks, net_kg, deduction_kg, accepted_kg,
         declared_trucks, declared_kg, matched_kg, exception_trucks, corrected_trucks, deducted_trucks,
         cancelled_trucks, confidence_sum, confidence_trucks)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[yard, day, direction, partner, sums.trucks, sums.netKg, sums.deductionKg, sums.acceptedKg],
      ...[sums.declaredTrucks, sums.declaredKg, sums.matchedKg],
      ...[sums.exceptionTrucks, sums.correctedTrucks, sums.deductedTrucks],
      ...[sums.cancelledTrucks, sums.confidenceSum, sums.confidenceTrucks],
    );
  }
}
