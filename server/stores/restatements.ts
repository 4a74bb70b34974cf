import { kstDay } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, type KstDay } from '../../domain/units.ts';
import type { Sqlite } from './sqlite.ts';

const DAYS_SHOWN = 7;

/** KST days of the last week whose kilograms changed after they had ended, the newest first. */
export function restatedDaysOf(database: Sqlite, yard: string, now: EpochMs): KstDay[] {
  const from = kstDay(now - DAYS_SHOWN * DAY_MS);
  const sql = 'SELECT DISTINCT day FROM restatement_row WHERE yard = ? AND day >= ? ORDER BY day DESC';
  return database.rows<{ day: string }>(sql, yard, from).map(({ day }) => day);
}
