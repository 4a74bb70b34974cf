import { formatKst, startOfKstHour } from '../../../domain/kst-time.ts';
import { INDICATORS } from '../../../domain/programme/data/indicator-definitions.ts';
import type { IndicatorId } from '../../../domain/programme/indicators.ts';
import { type EpochMs, HOUR_MS } from '../../../domain/units.ts';
import type { IndicatorRows } from '../../../domain/wire/programme-api.ts';
import type { Sqlite } from '../sqlite.ts';
import { ROWS_BEHIND } from './rows-behind.ts';

const AT_MOST = 200;

interface BehindRow {
  readonly at: number | null;
  readonly counts: number;
  readonly visit: string | null;
  readonly device: string | null;
  readonly command: string | null;
  readonly value: number | null;
  readonly what: string;
}

/** The rows behind an indicator of a yard in the window of an hour; without one, of the hour measured last. */
export function rowsBehind(
  database: Sqlite,
  yard: string,
  indicator: IndicatorId,
  asked: EpochMs | null,
  now: EpochMs,
): IndicatorRows {
  const hour = startOfKstHour(asked ?? lastHour(database, yard, indicator) ?? now);
  const to = Math.min(hour + HOUR_MS, now);
  const from = hour + HOUR_MS - INDICATORS[indicator].windowHours * HOUR_MS;
  const rows = database.rows<BehindRow>(ROWS_BEHIND[indicator], yard, from, to, AT_MOST);
  return {
    ...{ indicator, yard, from: formatKst(from), to: formatKst(to) },
    rows: rows.map(({ at, counts, visit, device, command, value, what }) => ({
      ...{ at: at === null ? null : formatKst(at), counts: counts === 1, visit, device, command, value, what },
    })),
  };
}

function lastHour(database: Sqlite, yard: string, indicator: IndicatorId): EpochMs | null {
  const sql = 'SELECT max(hour) AS hour FROM indicator_row WHERE yard = ? AND indicator = ?';
  return database.row<{ hour: number | null }>(sql, yard, indicator)?.hour ?? null;
}
