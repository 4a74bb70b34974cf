import type { KstDay } from '../units.ts';
import type { BudgetEntry } from './budget.ts';
import { FUNDERS, type Funder, type Funding, fundLines } from './funding.ts';
import { lineOf, type Programme } from './programme.ts';
import { sumWon, type Won } from './won.ts';

/** What a cell of a sheet holds: text, a number, or nothing. A formula is the value it was saved with. */
export type Cell = string | number | null;

/** A sheet as its rows of cells, from A1 on. */
export type Sheet = readonly (readonly Cell[])[];

/** The columns of the portal's price sheet, in its order (portal markup of 2023-12; the words are confirmed). */
export const TABLE_COLUMNS = ['구분', '품명', '국/외산', '국가', '규격', '단가', '수량', '계'] as const;
export type TableColumn = (typeof TABLE_COLUMNS)[number];

/** A row of the price sheet: won without VAT, the quantity in thousandths. */
export interface BudgetTableRow {
  readonly line: string;
  readonly item: string;
  readonly origin: 'domestic' | 'foreign' | null;
  readonly country: string;
  readonly spec: string;
  readonly unitPrice: Won;
  readonly quantityMilli: number;
  readonly amount: Won;
}

export interface BudgetTable {
  readonly rows: readonly BudgetTableRow[];
  readonly total: Won;
}

/** The sheet of a table as it is exported: header, rows, 합계. Reading it gives the table again. */
export function budgetSheet({ rows, total }: BudgetTable, programme: Programme): Cell[][] {
  return [
    [...TABLE_COLUMNS],
    ...rows.map((row): Cell[] => [
      lineOf(programme, row.line)?.name ?? row.line,
      row.item,
      row.origin === null ? null : row.origin === 'domestic' ? '국산' : '외산',
      row.country,
      row.spec,
      row.unitPrice,
      row.quantityMilli / 1_000,
      row.amount,
    ]),
    ['합계', null, null, null, null, null, null, total],
  ];
}

/**
 * The planned entries of a table: for every cost line and funder one, spread over the days from `from` to `until`. The
 * entries add up to the table's lines and to every funder's share (`fundLines`). `RangeError` when the table does not add
 * up to the funding's total.
 */
export function plannedEntries(
  { rows }: BudgetTable,
  {
    funding,
    programme,
    from,
    until,
  }: {
    readonly funding: Funding;
    readonly programme: Programme;
    readonly from: KstDay;
    readonly until: KstDay;
  },
): Omit<BudgetEntry, 'id'>[] {
  const lines = programme.lines
    .map(({ id, isAdopterOnly }) => ({
      line: id,
      isAdopterOnly,
      amount: sumWon(rows.filter(({ line }) => line === id).map(({ amount }) => amount)),
    }))
    .filter(({ amount }) => amount !== 0);
  const shares = fundLines(lines, funding);
  return lines.flatMap(({ line }, place) =>
    FUNDERS.map((funder) => ({ funder, amount: (shares[place] as Readonly<Record<Funder, Won>>)[funder] }))
      .filter(({ amount }) => amount !== 0)
      .map(({ funder, amount }) => ({
        line,
        funder,
        stage: 'planned' as const,
        day: from,
        until,
        amount,
        document: null,
        cancels: null,
      })),
  );
}
