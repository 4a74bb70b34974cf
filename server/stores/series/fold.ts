import { type Buckets, bucketAt, tooFine } from './buckets.ts';
import type { Cells } from './cells.ts';

/** Keys in the order of the answer; the cells of any other key are left out. */
export type Keys = readonly (readonly string[])[];

interface Folding {
  readonly buckets: Buckets;
  readonly keys: Keys;
  readonly rowsAtMost: number;
}

/**
 * Adds up all cells of a bucket and key: a column per measure, `column[bucket * keys.length + key]`. A bucket without
 * cells is 0.
 * @throws DomainError `BAD_REQUEST` for more rows than are allowed
 */
export function foldSums(cells: Cells, folding: Folding): Float64Array[] {
  return fold(cells, folding, 0, (column, row, value) => {
    column[row] = (column[row] ?? 0) + value;
  });
}

/** Keeps the last cell of a bucket and key, as `foldSums` lays them out; a bucket without cells is NaN. */
export function foldLast(cells: Cells, folding: Folding): Float64Array[] {
  return fold(cells, folding, Number.NaN, (column, row, value) => {
    column[row] = value;
  });
}

/** The keys whose cells say something: not all of their values are 0. */
export function keysWithValues(cells: Cells): Keys {
  const says = new Uint8Array(cells.keys.length);
  for (const column of cells.values) {
    for (let cell = 0; cell < column.length; cell += 1) if (column[cell] !== 0) says[cells.key[cell] ?? 0] = 1;
  }
  return cells.keys.filter((_, place) => says[place] === 1);
}

function fold(
  cells: Cells,
  { buckets: { starts }, keys, rowsAtMost }: Folding,
  empty: number,
  put: (column: Float64Array, row: number, value: number) => void,
): Float64Array[] {
  const length = starts.length * keys.length;
  if (length > rowsAtMost) throw tooFine();
  const places = placesIn(keys, cells);
  const rows = Int32Array.from(cells.at, (at, cell) => {
    const place = places[cells.key[cell] ?? -1] ?? -1;
    const bucket = bucketAt(starts, at);
    return place < 0 || bucket < 0 ? -1 : bucket * keys.length + place;
  });
  return cells.values.map((values) => {
    const column = new Float64Array(length).fill(empty);
    for (const [cell, row] of rows.entries()) if (row >= 0) put(column, row, values[cell] ?? 0);
    return column;
  });
}

/** For each key of the cells its place among the answer's keys, -1 when it has none. */
function placesIn(keys: Keys, cells: Cells): Int32Array {
  const text = (key: readonly string[]) => JSON.stringify(key);
  const places = new Map(keys.map((key, place) => [text(key), place]));
  return Int32Array.from(cells.keys, (key) => places.get(text(key)) ?? -1);
}
