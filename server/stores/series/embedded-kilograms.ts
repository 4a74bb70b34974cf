import { type EpochMs, HOUR_MS } from '../../../domain/units.ts';
import type { Sqlite, SqlValue } from '../sqlite.ts';
import type { Buckets } from './buckets.ts';
import { Cells } from './cells.ts';
import { type RollupSpan, rollupSpans } from './rollup-spans.ts';
import type { KilogramPart } from './series-source.ts';
import { slotOf, startOfSlot } from './slots.ts';

type Row = [at: number, ...key: string[], kg: number];

/** SQL for a part of a key; the empty text stands for a visit that names none. */
const PART_OF_VISIT: Readonly<Record<KilogramPart, string>> = {
  partner: `coalesce(v.partner, '')`,
  direction: `coalesce(v.direction, '')`,
  grade: 'g.grade',
};

/**
 * Net kilograms of closed visits by their second weighing: from the roll-ups where they are right and wide enough, else
 * from the visits.
 */
export function kilogramCells(
  database: Sqlite,
  yard: string,
  { from, to, grainMs }: Buckets,
  parts: readonly KilogramPart[],
): Cells {
  const cells = new Cells(1);
  const spans =
    grainMs < HOUR_MS ? [visitsIn(from, to)] : rollupSpans(from, to, dueHours(database, yard, from, to), grainMs);
  for (const { source, from: first, to: last } of spans) {
    const sql = source === 'visits' ? ofVisits(parts, Math.min(grainMs, HOUR_MS)) : ofRollup(source, parts);
    for (const row of database.tuples<SqlValue[] & Row>(sql, yard, first, last)) {
      const at = source === 'visits' ? startOfSlot(row[0], Math.min(grainMs, HOUR_MS)) : row[0];
      cells.add(at, row.slice(1, -1) as string[], [row.at(-1) as number]);
    }
  }
  return cells;
}

function visitsIn(from: EpochMs, to: EpochMs): RollupSpan {
  return { source: 'visits', from, to };
}

/** Starts of the hours in the span, and of the one that it begins in, whose roll-ups are out of date, in order. */
export function dueHours(database: Sqlite, yard: string, from: EpochMs, to: EpochMs): EpochMs[] {
  const sql = 'SELECT start FROM rollup_due WHERE yard = ? AND start >= ? AND start < ? ORDER BY start';
  return database.tuples<[number]>(sql, yard, from - HOUR_MS, to).map(([start]) => start);
}

function ofVisits(parts: readonly KilogramPart[], spanMs: number): string {
  const columns = [slotOf('v.closed_at', spanMs), ...parts.map((part) => PART_OF_VISIT[part])];
  return `SELECT ${columns.join(', ')}, sum(g.kg) FROM visit v JOIN visit_grade g ON g.visit = v.id
    WHERE v.yard = ? AND v.closed_at >= ? AND v.closed_at < ? AND v.status = 'closed'
    GROUP BY ${columns.map((_, place) => place + 1).join(', ')}`;
}

function ofRollup(source: 'hours' | 'days', parts: readonly KilogramPart[]): string {
  const columns = ['start', ...parts].join(', ');
  const table = source === 'hours' ? 'rollup_hour' : 'rollup_day';
  return `SELECT ${columns}, sum(kg) FROM ${table} WHERE yard = ? AND start >= ? AND start < ? GROUP BY ${columns}`;
}
