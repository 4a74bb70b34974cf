import { describe, expect, it } from 'vitest';
import { foldsByTruck, sideOf } from '../../../collector/learning/split-by-truck.ts';

const trucks = (count: number, grade = 'heavy') =>
  new Map(Array.from({ length: count }, (_, i) => [`${grade}-${i}`, grade]));

describe('the split by truck', () => {
  it('puts about a quarter of the trucks on the test side, by the visit alone', () => {
    const sides = [...trucks(400).keys()].map(sideOf);
    const share = sides.filter((side) => side === 'test').length / sides.length;
    expect(share).toBeGreaterThan(0.18);
    expect(share).toBeLessThan(0.32);
    expect([...trucks(400).keys()].map(sideOf)).toEqual(sides);
  });

  it('deals every grade over all heaps, each truck into one', () => {
    const folds = foldsByTruck(new Map([...trucks(8), ...trucks(12, 'cast')]), 4);
    expect(folds.size).toBe(20);
    for (const fold of [0, 1, 2, 3]) {
      const own = [...folds].filter(([, heap]) => heap === fold).map(([visit]) => visit.split('-')[0]);
      expect(own.filter((grade) => grade === 'heavy')).toHaveLength(2);
      expect(own.filter((grade) => grade === 'cast')).toHaveLength(3);
    }
  });

  it('does not depend on the order of the trucks', () => {
    const all = [...trucks(9), ...trucks(5, 'cast')];
    expect(foldsByTruck(new Map(all.toReversed()), 4)).toEqual(foldsByTruck(new Map(all), 4));
  });
});
