import { buffer } from 'node:stream/consumers';
import { RecordBatchReader, tableFromIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { arrowStream } from '../../../../server/stores/series/arrow-stream.ts';
import type { Column, ColumnTable } from '../../../../server/stores/series/column-table.ts';

function table(length: number, columns: readonly Column[]): ColumnTable {
  return { length, columns };
}

const read = async (written: ColumnTable) => tableFromIPC(await buffer(arrowStream(written)));

test('a long table comes in several batches and is the same table', async () => {
  const length = 40_000;
  const values = Float64Array.from({ length }, (_, row) => row * 1_000);
  const indices = Int32Array.from({ length }, (_, row) => row % 3);
  const share = Float64Array.from({ length }, (_, row) => (row % 5 === 0 ? Number.NaN : row / length));
  const found = await read(
    table(length, [
      { kind: 'time', name: 'time', values },
      { kind: 'text', name: 'key', dictionary: ['가람', '', 'heavy'], indices },
      { kind: 'integer', name: 'kg', values: values.map((value) => -value) },
      { kind: 'number', name: 'share', values: share },
    ]),
  );
  expect(found.batches.length).toBeGreaterThan(2);
  expect(found.numRows).toBe(length);
  expect([...(found.getChild('time') ?? [])]).toEqual([...values]);
  expect([...(found.getChild('key') ?? [])]).toEqual(Array.from(indices, (index) => ['가람', '', 'heavy'][index]));
  expect(found.getChild('kg')?.toArray()).toEqual(Int32Array.from(values, (value) => -value));
  expect(found.getChild('share')?.nullCount).toBe(length / 5);
  expect([...(found.getChild('share') ?? [])]).toEqual(Array.from(share, (one) => (Number.isNaN(one) ? null : one)));
});

test('the dictionary is sent once, however many batches follow', async () => {
  const length = 60_000;
  const name = 'x'.repeat(10_000);
  const indices = new Int32Array(length);
  const bytes = await buffer(arrowStream(table(length, [{ kind: 'text', name: 'key', dictionary: [name], indices }])));
  expect(bytes.byteLength).toBeLessThan(length * 4 + 15_000);
  expect([...RecordBatchReader.from(bytes)].length).toBeGreaterThan(3);
});

test('whole numbers beyond 32 bits are exact', async () => {
  const numbers = [0, -1, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  const found = await read(table(6, [{ kind: 'integer', name: 'won', values: Float64Array.from(numbers) }]));
  expect(found.schema.fields.map(({ type }) => String(type))).toEqual(['Int64']);
  expect([...(found.getChild('won') ?? [])]).toEqual(numbers.map(BigInt));
});

test('times before 1970 are times', async () => {
  const found = await read(table(1, [{ kind: 'time', name: 'time', values: Float64Array.of(-32_400_000) }]));
  expect([...(found.getChild('time') ?? [])]).toEqual([-32_400_000]);
});

test('a table without rows has its columns', async () => {
  const found = await read(
    table(0, [
      { kind: 'text', name: 'key', dictionary: [], indices: new Int32Array() },
      { kind: 'number', name: 'share', values: new Float64Array() },
    ]),
  );
  expect([found.numRows, found.schema.fields.map(({ name }) => name)]).toEqual([0, ['key', 'share']]);
});

test('a batch is made only when someone reads it', async () => {
  const values = new Float64Array(1_000_000);
  const stream = arrowStream(table(values.length, [{ kind: 'integer', name: 'kg', values }]));
  const first: Uint8Array = (await stream[Symbol.asyncIterator]().next()).value;
  expect(first.byteLength).toBeLessThan(100_000);
  expect(stream.readableLength).toBeLessThan(500_000);
  stream.destroy();
});
