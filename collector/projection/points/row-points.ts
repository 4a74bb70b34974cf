import type { Place, Point } from '../../../domain/wire/measurements.ts';
import { zerosAt } from '../../../domain/wire/point-place.ts';
import type { Ledger } from '../../ledger/ledger.ts';

/**
 * What InfluxDB has to hold for rows of one kind, by ref, as the ledger has them now: each row's point, and zeros where
 * it lay before. A row that never was anything has no points.
 */
export type RowPoints = (ledger: Ledger, refs: readonly string[]) => Map<string, readonly Point[]>;

/** A row's point and zeros at every other place where it can have lain. */
export function withZeros(point: Point | null, places: readonly Place[]): Point[] {
  const byPlace = new Map<string, Point>();
  for (const place of places) byPlace.set(keyOf(place), zerosAt(place));
  if (point) byPlace.delete(keyOf(point));
  return [...byPlace.values(), ...(point ? [point] : [])];
}

/** `placeOf` writes the tags of a measurement in one order, so equal places have equal keys. */
const keyOf = ({ tags, ns }: Place): string => JSON.stringify([ns, tags]);

/** The refs that are numbers of rows, as a JSON array for `json_each`. */
export const seqsOf = (refs: readonly string[]): string => JSON.stringify(refs.map(Number));

/** The rows of a query by a key; rows of one key keep the query's order. */
export function grouped<Row, Key>(rows: readonly Row[], keyOfRow: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOfRow(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
