import { describe, expect, it } from 'vitest';
import { GRADE_BUCKETS, type GradeBucket } from '../../domain/grades.ts';
import { type DatedYardRule, DEFAULT_YARD_RULE, foldMix, ruleAt, ruleName } from '../../domain/yard-rule.ts';
import { FOLDED_MIXES } from '../fixtures/mixes.ts';

describe('the rule of a yard', () => {
  it.each(FOLDED_MIXES)('books %s', (_, mix, rule, folded) => {
    const booked = foldMix(mix, rule);
    expect(Object.keys(booked).sort()).toEqual(Object.keys(folded).sort());
    for (const [bucket, share] of Object.entries(folded)) {
      expect(booked[bucket as GradeBucket]).toBeCloseTo(share, 12);
    }
  });

  it('lists what it books from the best grade to the worst', () => {
    const mix = Object.fromEntries([...GRADE_BUCKETS].reverse().map((bucket) => [bucket, 1]));
    expect(Object.keys(foldMix(mix, 'weighted'))).toEqual([...GRADE_BUCKETS]);
  });

  it('has a name that rows cite', () => {
    expect(ruleName({ kind: 'lowest', version: 3 })).toBe('lowest@3');
  });

  const rules: DatedYardRule[] = [
    { from: 200, kind: 'lowest', version: 3 },
    { from: 100, kind: 'dominant', version: 1 },
    { from: 100, kind: 'dominant', version: 2 },
  ];
  it.each([
    ['the default before the first', 99, DEFAULT_YARD_RULE],
    ['the later of two of one instant', 100, rules[2]],
    ['the last that has begun', 199, rules[2]],
    ['a new one from its instant on', 200, rules[0]],
  ])('is %s', (_, at, rule) => {
    expect(ruleAt(rules, at)).toEqual(rule);
  });
});
