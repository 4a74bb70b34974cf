import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { arrowStream } from '../../../server/stores/series/arrow-stream.ts';
import { type Column, type ColumnTable, frameColumns } from '../../../server/stores/series/column-table.ts';
import { type Columns, decodeColumns } from '../../../web/columns/decode.ts';

async function sent(table: ColumnTable): Promise<Columns> {
  return decodeColumns(new Uint8Array(await buffer(arrowStream(table))));
}

function table(starts: readonly number[], keys: readonly string[], ...columns: Column[]): ColumnTable {
  const frame = frameColumns({ starts, parts: ['key'], keys: keys.map((key) => [key]) });
  return { length: starts.length * keys.length, columns: [...frame, ...columns] };
}

describe('columns out of an Arrow stream', () => {
  it('are the times, texts and numbers that the server wrote', async () => {
    const kg = Float64Array.of(1_000, 0, -3, 70_000);
    const start = Date.UTC(2026, 10, 21, 15);
    const read = await sent(
      table([start, start + 3_600_000], ['heavy', '한일자원'], { kind: 'integer', name: 'kg', values: kg }),
    );
    expect(read.length).toBe(4);
    expect([...read.numbers('time')]).toEqual([start, start, start + 3_600_000, start + 3_600_000]);
    expect([...read.numbers('kg')]).toEqual([...kg]);
    const { names, codes } = read.texts('key');
    expect([...codes].map((code) => names[code])).toEqual(['heavy', '한일자원', 'heavy', '한일자원']);
  });

  it('keep whole numbers beyond 32 bits exact', async () => {
    const values = Float64Array.of(2 ** 31, -(2 ** 40) - 1, Number.MAX_SAFE_INTEGER);
    const read = await sent(table([1, 2, 3], ['a'], { kind: 'integer', name: 'won', values }));
    expect([...read.numbers('won')]).toEqual([...values]);
  });

  it('are NaN where nothing is known', async () => {
    const values = Float64Array.of(0.5, Number.NaN, 0);
    const read = await sent(table([1, 2, 3], ['a'], { kind: 'number', name: 'online', values }));
    expect([...read.numbers('online')]).toEqual([0.5, Number.NaN, 0]);
  });

  it('go on over every batch of a long series', async () => {
    const starts = Array.from({ length: 20_000 }, (_, index) => index);
    const values = Float64Array.from({ length: 40_000 }, (_, index) => index);
    const read = await sent(table(starts, ['a', 'b'], { kind: 'integer', name: 'kg', values }));
    expect(read.numbers('kg')).toEqual(values);
    expect(read.numbers('time').at(-1)).toBe(19_999);
    expect([...read.texts('key').codes.slice(-2)]).toEqual([0, 1]);
    expect(read.texts('key').names).toEqual(['a', 'b']);
  });

  it('may be empty', async () => {
    const read = await sent(table([], [], { kind: 'integer', name: 'kg', values: new Float64Array() }));
    expect([read.length, read.numbers('kg').length, read.texts('key').codes.length]).toEqual([0, 0, 0]);
  });

  it('say so when a column is not there, and when the bytes are no stream', async () => {
    const read = await sent(table([1], ['a']));
    expect(() => read.numbers('kg')).toThrow(RangeError);
    expect(() => decodeColumns(new TextEncoder().encode('<html>gateway</html>')).numbers('kg')).toThrow();
  });
});
