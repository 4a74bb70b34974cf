import { describe, expect, it } from 'vitest';
import { byEventTime } from '../../../domain/visits/events.ts';

describe('events stand in order', () => {
  it.each([
    ['by event time', { at: 1, key: 'b' }, { at: 2, key: 'a' }, -1],
    ['by key at one instant', { at: 1, key: 'b' }, { at: 1, key: 'a' }, 1],
    ['an event with itself', { at: 1, key: 'a' }, { at: 1, key: 'a' }, 0],
  ])('%s', (_, a, b, order) => {
    expect(Math.sign(byEventTime(a, b))).toBe(order);
    expect(Math.sign(byEventTime(b, a)) + order).toBe(0);
  });
});
