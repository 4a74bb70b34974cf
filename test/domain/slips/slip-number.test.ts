import { describe, expect, it } from 'vitest';
import { numberPrefix, runningOf, slipNumber } from '../../../domain/slips/slip-number.ts';

describe('the number of a slip', () => {
  it.each([
    [1, '20261122-0001'],
    [9_999, '20261122-9999'],
    [10_000, '20261122-10000'],
  ])('of running number %i is %s, and is read back', (running, number) => {
    expect(slipNumber('2026-11-22', running)).toBe(number);
    expect(runningOf(number)).toBe(running);
    expect(number.startsWith(numberPrefix('2026-11-22'))).toBe(true);
  });
});
