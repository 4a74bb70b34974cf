import { describe, expect, it } from 'vitest';
import { suggestedDeduction } from '../../domain/deduction.ts';

describe('the suggested deduction', () => {
  it.each([
    ['nothing below what is tolerated', 24_000, 0.01, 0],
    ['what is above it, in steps of 10 kg rounded down', 24_000, 0.03, 480],
    ['no part of a step', 23_456, 0.02, 230],
    ['never more than net', 10_000, 3, 9_900],
    ['nothing of nothing', 0, 0.5, 0],
  ])('is %s', (_title, net, share, expected) => {
    expect(suggestedDeduction(net, share)).toBe(expected);
  });
});
