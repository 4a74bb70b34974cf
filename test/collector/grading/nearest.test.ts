import { describe, expect, it } from 'vitest';
import { distanceTo } from '../../../collector/grading/nearest.ts';

const BASE = { examples: [], columns: 2, values: Float32Array.of(1, 0, 0, 1, -1, 0, 0.6, 0.8) };

describe('the distance to the base set', () => {
  it('is the mean cosine distance to the nearest examples', () => {
    expect(distanceTo(BASE, [1, 0], 1)).toBeCloseTo(0);
    expect(distanceTo(BASE, [1, 0], 2)).toBeCloseTo(0.2);
    expect(distanceTo(BASE, [0, 1], 2)).toBeCloseTo(0.1);
  });

  it('takes all examples when there are fewer than asked for', () => {
    expect(distanceTo(BASE, [1, 0], 9)).toBeCloseTo((0 + 0.4 + 1 + 2) / 4);
  });
});
