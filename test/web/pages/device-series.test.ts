import { describe, expect, it } from 'vitest';
import type { Columns } from '../../../web/columns/decode.ts';
import { cameraRows, deviceRows } from '../../../web/pages/yard/device-series.ts';

function columnsOf(keys: readonly string[], numbers: Record<string, readonly number[]>): Columns {
  const names = [...new Set(keys)];
  return {
    length: keys.length,
    numbers: (name) => Float64Array.from(numbers[name] ?? []),
    texts: () => ({ names, codes: Int32Array.from(keys, (key) => names.indexOf(key)) }),
  };
}

describe('cameras', () => {
  it('count every photo equally, over every bucket', () => {
    const rows = cameraRows(
      columnsOf(['b', 'a', 'b', 'a'], {
        photos: [10, 4, 30, 0],
        outOfDomain: [1, 0, 3, 0],
        confidence: [0.5, 0.9, 0.9, Number.NaN],
      }),
    );
    expect(rows).toEqual([
      { camera: 'a', photos: 4, outOfDomain: 0, confidence: 0.9 },
      { camera: 'b', photos: 40, outOfDomain: 0.1, confidence: expect.closeTo(0.8) },
    ]);
  });

  it('without a photo are left out', () => {
    expect(cameraRows(columnsOf(['a'], { photos: [0], outOfDomain: [0], confidence: [Number.NaN] }))).toEqual([]);
  });
});

describe('devices', () => {
  it('have a share per bucket and their mean over what is known, the least online first', () => {
    const rows = deviceRows(columnsOf(['a', 'b', 'a', 'b'], { online: [1, Number.NaN, 1, 0.5] }));
    expect(rows).toEqual([
      { device: 'b', shares: [null, 0.5], online: 0.5 },
      { device: 'a', shares: [1, 1], online: 1 },
    ]);
  });

  it('that nobody has heard of are left out', () => {
    expect(deviceRows(columnsOf(['a', 'a'], { online: [Number.NaN, Number.NaN] }))).toEqual([]);
  });
});
