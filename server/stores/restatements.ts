import { formatKst, kstDay, startOfKstDay } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, type KstDay } from '../../domain/units.ts';
import type { DayList, Restatement } from '../../domain/wire/http-api.ts';
import { OFFICE } from '../../domain/wire/mqtt-topics.ts';
import type { Sqlite } from './sqlite.ts';
import { totalsBetween } from './totals.ts';

const DAYS_SHOWN = 7;

/** KST days of the last week whose kilograms changed after they had ended, the newest first. */
export function restatedDaysOf(database: Sqlite, yard: string, now: EpochMs): KstDay[] {
  const from = kstDay(now - DAYS_SHOWN * DAY_MS);
  const sql = 'SELECT DISTINCT day FROM restatement_row WHERE yard = ? AND day >= ? ORDER BY day DESC';
  return database.rows<{ day: string }>(sql, yard, from).map(({ day }) => day);
}

/** Restatements of a yard's KST days `from` to `to`, both included: the latest day first, and in it the latest word. */
export function restatementsOf(database: Sqlite, yard: string, from: KstDay, to: KstDay): Restatement[] {
  const sql = `SELECT r.seq, r.day, r.direction, r.grade, r.before_kg, r.after_kg, r.visit, r.cause, r.by, r.recorded_at,
      e.kind
    FROM restatement_row r
    LEFT JOIN event e ON e.yard = r.yard AND e.area = ?1 AND e.device = ?2 AND r.cause = ?1 || '/' || ?2 || '/' || e.id
    WHERE r.yard = ?3 AND r.day >= ?4 AND r.day <= ?5 ORDER BY r.day DESC, r.seq DESC`;
  type Row = {
    seq: number;
    day: string;
    direction: string;
    grade: string;
    before_kg: number;
    after_kg: number;
    visit: string;
    cause: string;
    by: string | null;
    recorded_at: number;
    kind: string | null;
  };
  return database.rows<Row>(sql, OFFICE.area, OFFICE.device, yard, from, to).map((row) => ({
    ...{ seq: row.seq, day: row.day, direction: row.direction, grade: row.grade },
    ...{ beforeKg: row.before_kg, afterKg: row.after_kg, differenceKg: row.after_kg - row.before_kg },
    ...{ visit: row.visit, cause: causeOf(row.cause, row.kind), by: row.by, at: formatKst(row.recorded_at) },
  }));
}

/** A row cites a command by its event, a judged photo by `inference/`, and else the event that changed the visit. */
function causeOf(cited: string, command: string | null): Restatement['cause'] {
  if (command === 'correction' || command === 'cancellation') return command;
  return cited.startsWith('inference/') ? 'inspection' : 'late-event';
}

/** KST days of a yard from the one that begins at `from` to the one before `to`, each with its totals. */
export function daysOf(database: Sqlite, yard: string, from: EpochMs, to: EpochMs): DayList['days'] {
  const restated = new Set(
    database
      .rows<{ day: string }>(
        'SELECT DISTINCT day FROM restatement_row WHERE yard = ? AND day >= ? AND day < ?',
        ...[yard, kstDay(from), kstDay(to)],
      )
      .map(({ day }) => day),
  );
  const deductions = deductionsByDay(database, yard, from, to);
  const days: DayList['days'] = [];
  for (let start = startOfKstDay(from); start < to; start += DAY_MS) {
    const day = kstDay(start);
    const deductionKg = deductions.get(start) ?? 0;
    days.push({
      day,
      restated: restated.has(day),
      deductionKg,
      ...totalsBetween(database, yard, start, start + DAY_MS),
    });
  }
  return days;
}

function deductionsByDay(database: Sqlite, yard: string, from: EpochMs, to: EpochMs): Map<EpochMs, number> {
  const sql = `SELECT closed_at, json_extract(body, '$.deduction') AS kg FROM visit
    WHERE yard = ? AND closed_at >= ? AND closed_at < ? AND status = 'closed' AND json_extract(body, '$.deduction') <> 0`;
  const sums = new Map<EpochMs, number>();
  for (const { closed_at, kg } of database.rows<{ closed_at: number; kg: number }>(sql, yard, from, to)) {
    const day = startOfKstDay(closed_at);
    sums.set(day, (sums.get(day) ?? 0) + kg);
  }
  return sums;
}
