import {
  type Data,
  type DataType,
  Dictionary,
  Field,
  Float32,
  Float64,
  Int32,
  Int64,
  makeData,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  TimestampMillisecond,
  Uint8,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import { as64Bits, ChunkWriter } from '../series/arrow-stream.ts';
import type { ColumnKind, Row, RowBatches, RowColumn, Value } from './rows.ts';

/**
 * A table as an Arrow IPC stream, one record batch for each batch of rows: instants `Timestamp[ms]`, texts
 * `Dictionary<Int32, Utf8>`, kilograms and counts `Int32` (`wide`: `Int64`), shares `Float32`, decimals `Float64`, flags
 * `UInt8`; null where nothing is known. A dictionary that grew is sent anew before the batch that needs it; codes keep
 * their meaning. The dictionary of a column named in `local` holds its own batch alone, so that ids of millions of
 * rows are not gathered here.
 */
export async function* arrowChunks(
  { columns, batches }: RowBatches,
  { local = [] }: { local?: readonly string[] } = {},
): AsyncGenerator<Uint8Array> {
  const writers = columns.map((column, place) => writerOf(column, place, local.includes(column.name)));
  const schema = new Schema(writers.map(({ field }) => field));
  const struct = new Struct(schema.fields);
  const writer = new ChunkWriter();
  const batchOf = (rows: readonly Row[]): RecordBatch => {
    const children = writers.map(({ data }) => data(rows));
    return new RecordBatch(schema, makeData({ type: struct, length: rows.length, nullCount: 0, children }));
  };
  let hasRows = false;
  for await (const rows of batches) {
    hasRows = true;
    writer.write(batchOf(rows));
    yield writer.take();
  }
  // a stream without a batch would have no schema either
  if (!hasRows) writer.write(batchOf([]));
  writer.finish();
  yield writer.take();
}

interface BatchWriter {
  readonly field: Field;
  readonly data: (rows: readonly Row[]) => Data;
}

function writerOf(column: RowColumn, place: number, isLocal: boolean): BatchWriter {
  if (column.kind === 'text') return texts(column.name, place, isLocal);
  const { type, pack } = NUMBERS[column.kind];
  return {
    field: new Field(column.name, type, true),
    data: (rows) => {
      const values = new Float64Array(rows.length);
      const nullBitmap = new Uint8Array((rows.length + 7) >> 3);
      let nullCount = 0;
      for (let row = 0; row < rows.length; row += 1) {
        const value = rows[row]?.[place] as Value;
        if (typeof value === 'number') {
          values[row] = value;
          nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
        } else nullCount += 1;
      }
      const data = pack(values);
      return makeData<DataType>({ type, length: rows.length, nullCount, nullBitmap, data } as never);
    },
  };
}

interface NumberType {
  readonly type: DataType;
  readonly pack: (values: Float64Array) => ArrayBufferView;
}

const TIME: NumberType = { type: new TimestampMillisecond(), pack: as64Bits };
const WHOLE: NumberType = { type: new Int32(), pack: (values) => Int32Array.from(values) };
const NUMBERS: Readonly<Record<Exclude<ColumnKind, 'text'>, NumberType>> = {
  time: TIME,
  day: TIME,
  kg: WHOLE,
  count: WHOLE,
  // sums of years pass 2^31 kilograms
  sum: { type: new Int64(), pack: as64Bits },
  share: { type: new Float32(), pack: (values) => Float32Array.from(values) },
  decimal: { type: new Float64(), pack: (values) => values },
  flags: { type: new Uint8(), pack: (values) => Uint8Array.from(values) },
};

function texts(name: string, place: number, isLocal: boolean): BatchWriter {
  const type = new Dictionary(new Utf8(), new Int32(), place);
  let codes = new Map<string, number>();
  let vector: Vector<Utf8> | null = null;
  return {
    field: new Field(name, type, false),
    data: (rows) => {
      if (isLocal) codes = new Map();
      const known = codes.size;
      const data = new Int32Array(rows.length);
      for (let row = 0; row < rows.length; row += 1) {
        const text = String(rows[row]?.[place] ?? '');
        let code = codes.get(text);
        if (code === undefined) {
          code = codes.size;
          codes.set(text, code);
        }
        data[row] = code;
      }
      if (vector === null || isLocal || codes.size > known) vector = vectorOf([...codes.keys()]);
      return makeData({ type, length: rows.length, nullCount: 0, data, dictionary: vector });
    },
  };
}

function vectorOf(texts: readonly string[]): Vector<Utf8> {
  return texts.length === 0 ? makeVector(makeData({ type: new Utf8() })) : vectorFromArray([...texts], new Utf8());
}
