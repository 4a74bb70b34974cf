import { type CountedVisit, NO_SUMS, type PartnerSums, partnerSums } from '../../../domain/flows/partner-sums.ts';
import { startOfKstDay } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../../domain/units.ts';
import { Cells } from '../series/cells.ts';
import type { Column, ColumnTable } from '../series/column-table.ts';
import { dueHours } from '../series/embedded-kilograms.ts';
import type { Sqlite, SqlValue } from '../sqlite.ts';
import type { FlowSelection } from './flow-requests.ts';
import { andAll, OF_ROLLUP, OF_VISIT, selectionTerms } from './selection-terms.ts';

type SumName = keyof PartnerSums;
/** Columns of `rollup_partner` by the field that they hold, in the order of the table's columns. */
const COLUMNS: Readonly<Record<SumName, string>> = {
  trucks: 'trucks',
  netKg: 'net_kg',
  deductionKg: 'deduction_kg',
  acceptedKg: 'accepted_kg',
  declaredTrucks: 'declared_trucks',
  declaredKg: 'declared_kg',
  matchedKg: 'matched_kg',
  exceptionTrucks: 'exception_trucks',
  correctedTrucks: 'corrected_trucks',
  deductedTrucks: 'deducted_trucks',
  cancelledTrucks: 'cancelled_trucks',
  confidenceSum: 'confidence_sum',
  confidenceTrucks: 'confidence_trucks',
};
export const SUM_NAMES = Object.keys(NO_SUMS) as readonly SumName[];
const PARTS = ['yard', 'direction', 'partner'] as const;

/** The table of `FlowReads.partnerDays`; without a ledger it has no rows. */
export function partnerDays(database: Sqlite | null, selection: FlowSelection): ColumnTable {
  const cells = new Cells(SUM_NAMES.length);
  if (database) for (const yard of selection.yards) addYard(cells, database, yard, selection);
  const { at, key, keys, values } = cells;
  return {
    length: at.length,
    columns: [
      { kind: 'time', name: 'time', values: Float64Array.from(at) },
      ...PARTS.map((name, part): Column => {
        const dictionary = [...new Set(keys.map((parts) => parts[part] ?? ''))];
        const places = new Map(dictionary.map((text, place) => [text, place]));
        const ofKey = Int32Array.from(keys, (parts) => places.get(parts[part] ?? '') ?? 0);
        return { kind: 'text', name, dictionary, indices: Int32Array.from(key, (place) => ofKey[place] ?? 0) };
      }),
      ...SUM_NAMES.map(
        (name, place): Column => ({
          kind: name === 'confidenceSum' ? 'number' : 'integer',
          name,
          values: Float64Array.from(values[place] ?? []),
        }),
      ),
    ],
  };
}

function addYard(cells: Cells, database: Sqlite, yard: string, selection: FlowSelection): void {
  for (const { from, to, isSummed } of daySpans(database, yard, selection)) {
    if (isSummed) addSums(cells, database, yard, selection, from, to);
    else addVisits(cells, database, yard, selection, from, to);
  }
}

interface DaySpan {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly isSummed: boolean;
}

/** Whole days whose sums are right, together; any other day, or part of one, by itself. */
function* daySpans(database: Sqlite, yard: string, { from, to }: FlowSelection): Generator<DaySpan> {
  const due = new Set(dueHours(database, yard, startOfKstDay(from), startOfKstDay(to) + DAY_MS).map(startOfKstDay));
  let start = from;
  let at = from;
  while (at < to) {
    const day = startOfKstDay(at);
    const end = Math.min(day + DAY_MS, to);
    if (at !== day || end !== day + DAY_MS || due.has(day)) {
      if (start < at) yield { from: start, to: at, isSummed: true };
      yield { from: at, to: end, isSummed: false };
      start = end;
    }
    at = end;
  }
  if (start < to) yield { from: start, to, isSummed: true };
}

function addSums(
  cells: Cells,
  database: Sqlite,
  yard: string,
  selection: FlowSelection,
  from: EpochMs,
  to: EpochMs,
): void {
  const terms = selectionTerms(selection, OF_ROLLUP);
  const sql = `SELECT start, direction, partner, ${SUM_NAMES.map((name) => COLUMNS[name]).join(', ')} FROM rollup_partner
    WHERE yard = ? AND start >= ? AND start < ?${andAll(terms)}`;
  type Row = [start: EpochMs, direction: string, partner: string, ...sums: number[]];
  for (const row of database.tuples<SqlValue[] & Row>(sql, yard, from, to, ...terms.flatMap(({ params }) => params))) {
    cells.add(row[0], [yard, row[1], row[2]], row.slice(3) as number[]);
  }
}

/** A visit counts by its second weighing; a cancelled one that never had it by its first. */
function addVisits(
  cells: Cells,
  database: Sqlite,
  yard: string,
  selection: FlowSelection,
  from: EpochMs,
  to: EpochMs,
): void {
  const terms = selectionTerms(selection, OF_VISIT);
  const params = [yard, from, to, ...terms.flatMap(({ params }) => params)];
  const read = (column: string, more: string) =>
    database.tuples<[string]>(
      `SELECT v.body FROM visit v WHERE v.yard = ? AND v.${column} >= ? AND v.${column} < ?${more}${andAll(terms)}`,
      ...params,
    );
  const bodies = [
    ...read('closed_at', ''),
    ...read('opened_at', ` AND v.closed_at IS NULL AND v.status = 'cancelled'`),
  ].map(([body]) => JSON.parse(body) as CountedVisit);
  for (const { direction, partner, sums } of partnerSums(bodies)) {
    cells.add(
      startOfKstDay(from),
      [yard, direction, partner],
      SUM_NAMES.map((name) => sums[name]),
    );
  }
}
