import { describe, expect, it } from 'vitest';
import { GIVE_UP_AFTER_MS, nextTryAt } from '../../../domain/notices/retry.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../domain/units.ts';

describe('a delivery that failed', () => {
  it('is tried again after pauses that grow to three hours', () => {
    const pauses = [1, 2, 3, 8, 10, 40].map((failures) => (nextTryAt(0, failures, HOUR_MS) ?? 0) - HOUR_MS);
    expect(pauses).toEqual([
      30 * SECOND_MS,
      60 * SECOND_MS,
      120 * SECOND_MS,
      3_840 * SECOND_MS,
      3 * HOUR_MS,
      3 * HOUR_MS,
    ]);
  });

  it('is tried a last time when the three days end, and given up after it', () => {
    expect(nextTryAt(0, 30, 3 * DAY_MS - HOUR_MS)).toBe(GIVE_UP_AFTER_MS);
    expect(nextTryAt(0, 31, GIVE_UP_AFTER_MS)).toBeNull();
  });
});
