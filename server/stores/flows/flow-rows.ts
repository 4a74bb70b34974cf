import { type EpochMs, HOUR_MS } from '../../../domain/units.ts';
import { dueHours } from '../series/embedded-kilograms.ts';
import { type RollupSpan, rollupSpans } from '../series/rollup-spans.ts';
import { slotOf, startOfSlot } from '../series/slots.ts';
import type { Sqlite, SqlValue } from '../sqlite.ts';
import type { FlowSelection } from './flow-requests.ts';
import { andAll, OF_ROLLUP, OF_VISIT, oneOf, selectionTerms } from './selection-terms.ts';

/** How fine the times of rows have to be; `null`: not at all, a span is one. */
export type FlowGrain = number | null;

/** Kilograms by the start of an hour or a day; of no grain the time says nothing. */
export type FlowRow = [at: EpochMs, direction: string, partner: string, grade: string, kg: number];

/**
 * Net kilograms of a yard, exact at any moment: from the roll-ups where they are right and fine enough, else from the
 * visits. Rows of one key may come in several pieces.
 */
export function* flowRows(
  database: Sqlite,
  yard: string,
  selection: FlowSelection,
  grain: FlowGrain,
): Generator<FlowRow> {
  const { from, to } = selection;
  const due = dueHours(database, yard, from, to);
  for (const span of rollupSpans(from, to, due, grain ?? Number.POSITIVE_INFINITY)) {
    const rows = span.source === 'visits' ? ofVisits : ofRollup;
    yield* rows(database, yard, span, selection, grain);
  }
}

type Reader = (
  database: Sqlite,
  yard: string,
  span: RollupSpan,
  selection: FlowSelection,
  grain: FlowGrain,
) => FlowRow[];

const ofVisits: Reader = (database, yard, { from, to }, selection) => {
  const terms = selectionTerms(selection, OF_VISIT);
  if (selection.grades !== null) terms.push(oneOf('g.grade', selection.grades));
  const sql = `SELECT ${slotOf('v.closed_at', HOUR_MS)}, ${OF_VISIT.direction}, ${OF_VISIT.partner}, g.grade, sum(g.kg)
    FROM visit v JOIN visit_grade g ON g.visit = v.id
    WHERE v.yard = ? AND v.closed_at >= ? AND v.closed_at < ? AND v.status = 'closed'${andAll(terms)}
    GROUP BY 1, 2, 3, 4`;
  const params = terms.flatMap(({ params }) => params);
  const rows = database.tuples<SqlValue[] & FlowRow>(sql, yard, from, to, ...params);
  for (const row of rows) row[0] = startOfSlot(row[0], HOUR_MS);
  return rows;
};

const ofRollup: Reader = (database, yard, { source, from, to }, selection, grain) => {
  const terms = selectionTerms(selection, OF_ROLLUP);
  if (selection.grades !== null) terms.push(oneOf('grade', selection.grades));
  const table = source === 'hours' ? 'rollup_hour' : 'rollup_day';
  // its rows are unique by their times already: only who wants no times has them added up
  const [columns, end] =
    grain === null
      ? ['0, direction, partner, grade, sum(kg)', ' GROUP BY 2, 3, 4']
      : ['start, direction, partner, grade, kg', ''];
  const sql = `SELECT ${columns} FROM ${table} WHERE yard = ? AND start >= ? AND start < ?${andAll(terms)}${end}`;
  return database.tuples<SqlValue[] & FlowRow>(sql, yard, from, to, ...terms.flatMap(({ params }) => params));
};
