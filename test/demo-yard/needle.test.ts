import { describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../domain/units.ts';
import { APPROACH_MS, DEPARTURE_MS, readingAt } from './needle.ts';

const AT = Date.UTC(2026, 10, 22);
const KG = 29_820;
const passages = [{ at: AT, kg: KG }];
const during = Array.from({ length: 180 }, (_, index) => AT - APPROACH_MS + index * 250);

describe('the needle of the scale', () => {
  it('rests at zero when no truck is on it', () => {
    for (const at of [AT - APPROACH_MS - 1, AT + DEPARTURE_MS, 0]) {
      expect(readingAt(passages, at)).toEqual({ kg: 0, stable: true });
    }
  });

  it('shows exactly the weighed kilograms, stable, at the weighing', () => {
    expect(readingAt(passages, AT)).toEqual({ kg: KG, stable: true });
    expect(readingAt(passages, AT - 4 * SECOND_MS)).toEqual({ kg: KG, stable: true });
  });

  it('moves and is unstable while the truck drives on and off, in steps of 20 kg', () => {
    const readings = during.map((at) => readingAt(passages, at));
    const moving = readings.filter(({ stable }) => !stable);
    expect(moving.length).toBeGreaterThan(60);
    expect(new Set(moving.map(({ kg }) => kg)).size).toBeGreaterThan(40);
    for (const { kg } of readings) {
      expect(kg % 20).toBe(0);
      expect(kg).toBeGreaterThanOrEqual(0);
      expect(kg).toBeLessThan(KG * 1.06);
    }
  });

  it('swings about the weight before it settles', () => {
    const swing = during.filter((at) => at > AT - 13 * SECOND_MS && at < AT - 5 * SECOND_MS);
    const readings = swing.map((at) => readingAt(passages, at).kg);
    expect(Math.max(...readings)).toBeGreaterThan(KG);
    expect(Math.min(...readings)).toBeLessThan(KG);
  });
});
