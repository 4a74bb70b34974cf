import { type Data, tableFromIPC } from 'apache-arrow';

/** A text column: `names[codes[row]]`, each name once. */
export interface TextColumn {
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

/** The columns of a series, all of `length` rows. */
export interface Columns {
  readonly length: number;
  /** Times in milliseconds, whole numbers and others; NaN where unknown. @throws RangeError for a column that is not there */
  readonly numbers: (name: string) => Float64Array;
  /** @throws RangeError for a column that is not there */
  readonly texts: (name: string) => TextColumn;
}

/** Reads an Arrow IPC stream by columns; no row ever becomes an object. Throws when the bytes are no such stream. */
export function decodeColumns(bytes: Uint8Array): Columns {
  const table = tableFromIPC(bytes);
  const chunks = (name: string): readonly Data[] => {
    const vector = table.getChild(name);
    if (vector === null) throw new RangeError(`no column ${name}`);
    return vector.data;
  };
  return {
    length: table.numRows,
    numbers(name) {
      const values = new Float64Array(table.numRows);
      let at = 0;
      for (const chunk of chunks(name)) {
        for (let row = 0; row < chunk.length; row += 1, at += 1) {
          values[at] = chunk.nullCount > 0 && !chunk.getValid(row) ? Number.NaN : Number(chunk.values[row]);
        }
      }
      return values;
    },
    texts(name) {
      const codes = new Int32Array(table.numRows);
      const places = new Map<string, number>();
      let at = 0;
      for (const chunk of chunks(name)) {
        const ofChunk = Int32Array.from(chunk.dictionary?.toArray() ?? [], (text: string) => {
          const place = places.get(text) ?? places.size;
          places.set(text, place);
          return place;
        });
        for (let row = 0; row < chunk.length; row += 1, at += 1) codes[at] = ofChunk[chunk.values[row] as number] ?? -1;
      }
      return { names: [...places.keys()], codes };
    },
  };
}
