import { formatKst, kstDay, startOfKstDay } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, type KstDay } from '../../domain/units.ts';
import type { DayList, Restatement } from '../../domain/wire/http-api.ts';
import { OFFICE } from '../../domain/wire/mqtt-topics.ts';
import { kilogramCells } from './series/embedded-kilograms.ts';
import { slotOf, startOfSlot } from './series/slots.ts';
import type { Sqlite } from './sqlite.ts';
import { type GradeKg, inBucketOrder } from './totals.ts';

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
  const sums = sumsByDay(database, yard, from, to);
  const grades = gradesByDay(database, yard, from, to);
  const days: DayList['days'] = [];
  for (let start = startOfKstDay(from); start < to; start += DAY_MS) {
    const day = kstDay(start);
    const [trucks, inboundKg, outboundKg, deductionKg] = sums.get(start) ?? [0, 0, 0, 0];
    const told = { trucks, inboundKg, outboundKg, deductionKg, grades: inBucketOrder(grades.get(start) ?? []) };
    days.push({ day, restated: restated.has(day), ...told });
  }
  return days;
}

type DaySums = readonly [trucks: number, inboundKg: number, outboundKg: number, deductionKg: number];

/** In one pass over the visits: a roll-up has neither trucks nor deductions. */
function sumsByDay(database: Sqlite, yard: string, from: EpochMs, to: EpochMs): Map<EpochMs, DaySums> {
  // most visits have no deduction, and their text says so without being parsed
  const sql = `SELECT ${slotOf('closed_at', DAY_MS)} AS day, count(*),
      coalesce(sum(CASE WHEN direction = 'inbound' THEN net END), 0),
      coalesce(sum(CASE WHEN direction = 'outbound' THEN net END), 0),
      coalesce(sum(CASE WHEN instr(body, '"deduction":0,') = 0 THEN json_extract(body, '$.deduction') END), 0)
    FROM visit WHERE yard = ? AND closed_at >= ? AND closed_at < ? AND status = 'closed' GROUP BY day`;
  const rows = database.tuples<[slot: number, ...DaySums]>(sql, yard, from, to);
  return new Map(rows.map(([slot, ...sums]) => [startOfSlot(slot, DAY_MS), sums]));
}

function gradesByDay(database: Sqlite, yard: string, from: EpochMs, to: EpochMs): Map<EpochMs, GradeKg[]> {
  const buckets = { from, to, starts: [], grainMs: DAY_MS };
  const { at, key, keys, values } = kilogramCells(database, yard, buckets, ['grade']);
  const days = new Map<EpochMs, GradeKg[]>();
  for (const [place, instant] of at.entries()) {
    const day = startOfKstDay(instant);
    const cell = { grade: keys[key[place] ?? -1]?.[0] ?? '', kg: values[0]?.[place] ?? 0 };
    const known = days.get(day);
    if (known) known.push(cell);
    else days.set(day, [cell]);
  }
  return days;
}
