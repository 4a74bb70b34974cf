/** A value of a row: text, a number, an instant in milliseconds, or nothing known. */
export type Value = string | number | null;
/** Values in the order of the columns. */
export type Row = readonly Value[];

/**
 * How a column is written: `time` an instant, `day` the KST day that begins at an instant, `kg` and `count` whole
 * numbers, `sum` kilograms beyond 2^31, `share` 0 to 1, `decimal` any number, `flags` bits of a byte.
 */
export type ColumnKind = 'text' | 'time' | 'day' | 'kg' | 'sum' | 'count' | 'share' | 'decimal' | 'flags';

export interface RowColumn {
  /** as programs know it; the field's name in Arrow */
  readonly name: string;
  readonly kind: ColumnKind;
}

/** A table that is read batch by batch, so that no more than a batch of it is ever held. */
export interface RowBatches<Column extends RowColumn = RowColumn> {
  readonly columns: readonly Column[];
  readonly batches: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;
}
