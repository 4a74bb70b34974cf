import {
  Dictionary,
  Field,
  Int32,
  makeData,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  Table,
  TimestampMillisecond,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { formatKst } from '../../domain/kst-time.ts';
import type { ThroughputSeries } from '../../domain/wire/http-api.ts';
import type { Throughput } from './series.ts';

/** The columns of a series as JSON: bucket by bucket, every key in each. */
export function throughputJson({ times, keys, kg }: Throughput): ThroughputSeries {
  return {
    time: times.flatMap((time) => keys.map(() => formatKst(time))),
    key: times.flatMap(() => keys),
    kg: Array.from(kg),
  };
}

/**
 * The same columns as an Arrow IPC stream: `time` Timestamp[ms], `key` Dictionary<Utf8>, `kg` Int32. Built from typed
 * arrays, because rows as objects cost a thousand times more.
 */
export function throughputArrow({ times, keys, kg }: Throughput): Uint8Array {
  const length = kg.length;
  const time = new BigInt64Array(length);
  const index = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    time[row] = BigInt(times[Math.floor(row / keys.length)] ?? 0);
    index[row] = row % keys.length;
  }
  const timeType = new TimestampMillisecond();
  const keyType = new Dictionary(new Utf8(), new Int32(), 0);
  const kgType = new Int32();
  const schema = new Schema([
    new Field('time', timeType, false),
    new Field('key', keyType, false),
    new Field('kg', kgType, false),
  ]);
  const children = [
    makeData({ type: timeType, length, nullCount: 0, data: time }),
    makeData({
      type: keyType,
      length,
      nullCount: 0,
      data: index,
      dictionary: keys.length > 0 ? vectorFromArray([...keys], new Utf8()) : makeVector(makeData({ type: new Utf8() })),
    }),
    makeData({ type: kgType, length, nullCount: 0, data: kg }),
  ];
  const struct = makeData({ type: new Struct(schema.fields), length, nullCount: 0, children });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), 'stream');
}
