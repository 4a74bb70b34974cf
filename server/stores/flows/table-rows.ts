import type { Column, ColumnTable } from '../series/column-table.ts';

export type TableRow = Readonly<Record<string, string | number>>;

/** A table row by row; for tables of sums, not for long ones. */
export function* tableRows({ length, columns }: ColumnTable): Generator<TableRow> {
  for (let row = 0; row < length; row += 1) {
    yield Object.fromEntries(columns.map((column) => [column.name, cellOf(column, row)]));
  }
}

function cellOf(column: Column, row: number): string | number {
  return column.kind === 'text' ? (column.dictionary[column.indices[row] ?? 0] ?? '') : (column.values[row] ?? 0);
}
