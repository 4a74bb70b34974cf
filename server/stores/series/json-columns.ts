import { formatKst } from '../../../domain/kst-time.ts';
import type { Column, ColumnTable } from './column-table.ts';

type JsonColumn = readonly (string | number | null)[];

/** A table as the JSON answers have it: an array per column, times RFC 3339 with +09:00, null where unknown. */
export function jsonColumns({ columns }: ColumnTable): Record<string, JsonColumn> {
  return Object.fromEntries(columns.map((column) => [column.name, valuesOf(column)]));
}

function valuesOf(column: Column): JsonColumn {
  switch (column.kind) {
    case 'time':
      return times(column.values);
    case 'text':
      return Array.from(column.indices, (index) => column.dictionary[index] ?? '');
    case 'integer':
      return Array.from(column.values);
    case 'number':
      return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  }
}

/** Every key of a bucket has its time, so an instant is written once. */
function times(values: Float64Array): string[] {
  let last = Number.NaN;
  let text = '';
  return Array.from(values, (at) => {
    if (at !== last) text = formatKst(at);
    last = at;
    return text;
  });
}
