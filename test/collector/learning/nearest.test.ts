import { describe, expect, it } from 'vitest';
import { distanceTo } from '../../../collector/learning/nearest.ts';

const set = { values: Float32Array.from([1, 0, 0, 1, -1, 0]), columns: 2 };

describe('the distance to a set', () => {
  it('is one less the cosine, whatever the lengths', () => {
    expect(distanceTo(set, [5, 0], 1)).toBeCloseTo(0, 6);
    expect(distanceTo(set, [1, 1], 1)).toBeCloseTo(1 - Math.SQRT1_2, 6);
  });

  it('is the mean over the k nearest', () => {
    expect(distanceTo(set, [1, 0], 2)).toBeCloseTo(0.5, 6);
    expect(distanceTo(set, [1, 0], 3)).toBeCloseTo(1, 6);
    expect(distanceTo(set, [1, 0], 9)).toBeCloseTo(1, 6);
  });

  it('to nothing is infinite', () => {
    expect(distanceTo({ values: new Float32Array(), columns: 2 }, [1, 0], 3)).toBe(Number.POSITIVE_INFINITY);
  });
});
