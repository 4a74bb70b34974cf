import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRADES } from '../../../domain/grades.ts';
import { settleVisit } from '../../../domain/visits/settle.ts';
import { YARD_RULE_KINDS } from '../../../domain/yard-rule.ts';
import { SETTLED_VISITS, type SettledRow } from '../../fixtures/settled-visits.ts';
import { correction, frame, lift, minute, weighing } from '../../fixtures/yard-events.ts';

function settles({ parts, rule = 'weighted', now = 60, visit }: SettledRow): void {
  expect(settleVisit(parts, { kind: rule, version: 7 }, minute(now))).toMatchObject(visit);
}

describe('the weights of a visit', () => {
  it.each(SETTLED_VISITS.WEIGHTS)('$title', settles);
});

describe('the grades of a visit', () => {
  it.each(SETTLED_VISITS.GRADES)('$title', settles);
});

describe('people and a visit', () => {
  it.each(SETTLED_VISITS.PEOPLE)('$title', settles);
});

describe('a look at a visit', () => {
  it.each(SETTLED_VISITS.REVIEWS)('$title', settles);
});

describe('the exceptions of a visit', () => {
  it.each(SETTLED_VISITS.EXCEPTIONS)('$title', settles);
});

const anyProbabilities = fc.dictionary(fc.constantFrom(...GRADES), fc.double({ min: 0, max: 1, noNaN: true }));
const anyJudgement = fc.oneof(
  fc.constantFrom('waiting' as const, 'failed' as const),
  fc.record({ probabilities: anyProbabilities }),
);
const anyLift = fc.integer({ min: 1, max: 3 });
const anyCorrection = fc.record({
  grade: fc.constantFrom(null, 'cast' as const, 'foreign' as const),
  grades: fc.option(fc.dictionary(fc.constantFrom(...GRADES), fc.nat(30_000))),
  frame: fc.constantFrom(null, 'p0', 'p1'),
  deductionKg: fc.option(fc.nat(40_000)),
});

describe('a settled visit', () => {
  it('has grades that add up to net exactly, and accepts what is left of it, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 200_000 })),
        fc.array(fc.tuple(anyJudgement, fc.option(anyLift)), { maxLength: 6 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9_000 }), fc.option(anyLift)), { maxLength: 4 }),
        fc.array(anyCorrection, { maxLength: 3 }),
        fc.constantFrom(...YARD_RULE_KINDS),
        ([first, second], frames, lifts, corrections, kind) => {
          const visit = settleVisit(
            {
              pairing: { id: 'v', first: weighing('a', 0, first), second: weighing('b', 20, second), extra: [] },
              frames: frames.map(([judgement, number], i) => frame(`p${i}`, i, judgement, { lift: number })),
              lifts: lifts.map(([kg, number], i) => lift(`l${i}`, i, kg, { lift: number })),
              corrections: corrections.map((more, i) => correction(`c${i}`, i, 'v', more)),
              radiation: [],
              cancelledAt: null,
            },
            { kind, version: 1 },
            minute(60),
          );
          const kilograms = Object.values(visit.grades);
          expect(kilograms.reduce((sum, kg) => sum + kg, 0)).toBe(Math.abs(first - second));
          expect(kilograms.every((kg) => Number.isInteger(kg) && kg > 0)).toBe(true);
          expect(visit.accepted).toBe(Math.max(0, (visit.net ?? 0) - visit.deduction));
        },
      ),
      { numRuns: 500 },
    );
  });
});
