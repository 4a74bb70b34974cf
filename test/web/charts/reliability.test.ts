import { describe, expect, it } from 'vitest';
import { reliabilityOf } from '../../../web/charts/reliability.ts';

const bin = (confidence: number, right: number, photos = 10) => ({ confidence, right, photos });

describe('reliability', () => {
  it('is unknown without photos', () => {
    expect(reliabilityOf({ reliability: [bin(0.5, 0.5, 0)], calibrationError: null })).toBeNull();
  });

  it.each([
    ['says more than it keeps', [bin(0.9, 0.7), bin(0.6, 0.5)], 'over'],
    ['says less than it keeps', [bin(0.6, 0.8), bin(0.8, 0.9)], 'under'],
    ['keeps what it says on the whole', [bin(0.6, 0.55), bin(0.8, 0.85)], 'neither'],
  ] as const)('%s', (_, reliability, leans) => {
    expect(reliabilityOf({ reliability: [...reliability], calibrationError: null })?.leans).toBe(leans);
  });

  it('weighs bins by their photos and puts them in order', () => {
    const known = reliabilityOf({ reliability: [bin(0.9, 0.8, 30), bin(0.5, 0.5, 10)], calibrationError: null });
    expect(known?.bins.map(({ confidence }) => confidence)).toEqual([0.5, 0.9]);
    expect(known?.error).toBeCloseTo(0.075);
  });

  it('takes the measured error where there is one', () => {
    expect(reliabilityOf({ reliability: [bin(0.9, 0.8)], calibrationError: 0.034 })?.error).toBe(0.034);
  });
});
