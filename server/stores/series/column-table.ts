import type { EpochMs } from '../../../domain/units.ts';

/** A text column: `dictionary[indices[row]]`. */
export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  readonly dictionary: readonly string[];
  readonly indices: Int32Array;
}

/** Instants. */
export interface TimeColumn {
  readonly kind: 'time';
  readonly name: string;
  /** milliseconds since the epoch */
  readonly values: Float64Array;
}

/** Whole numbers, exact up to 2^53: kilograms, won, counts. */
export interface IntegerColumn {
  readonly kind: 'integer';
  readonly name: string;
  readonly values: Float64Array;
}

/** Numbers of which some may be unknown. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /** NaN: unknown */
  readonly values: Float64Array;
}

export type Column = TextColumn | TimeColumn | IntegerColumn | NumberColumn;

/** A table by columns, all of one length. It holds typed arrays alone, so it goes to another thread without a copy. */
export interface ColumnTable {
  readonly length: number;
  readonly columns: readonly Column[];
}

/** What stands in every bucket of a series: each key once, in order. */
export interface SeriesFrame {
  readonly starts: readonly EpochMs[];
  /** names of the parts of a key */
  readonly parts: readonly string[];
  readonly keys: readonly (readonly string[])[];
}

/** The time column and a column per part of the key: bucket by bucket, every key in each. */
export function frameColumns({ starts, parts, keys }: SeriesFrame): Column[] {
  const length = starts.length * keys.length;
  const values = new Float64Array(length);
  for (const [bucket, start] of starts.entries()) values.fill(start, bucket * keys.length, (bucket + 1) * keys.length);
  return [
    { kind: 'time', name: 'time', values },
    ...parts.map((name, part): Column => {
      const dictionary = [...new Set(keys.map((key) => key[part] ?? ''))];
      const places = new Map(dictionary.map((text, index) => [text, index]));
      const ofKey = Int32Array.from(keys, (key) => places.get(key[part] ?? '') ?? 0);
      const indices = new Int32Array(length);
      for (let at = 0; at < length; at += ofKey.length) indices.set(ofKey, at);
      return { kind: 'text', name, dictionary, indices };
    }),
  ];
}
