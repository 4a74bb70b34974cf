import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterStep,
  answerDeadline,
  type DisputeStanding,
  refusalOfStep,
  type WantedStep,
} from '../../../domain/slips/dispute.ts';
import { DISPUTE_STEPS, DISPUTE_VERDICTS } from '../../../domain/wire/edge-messages.ts';

const AT = Date.parse('2026-11-22T15:00:00+09:00');
const DEADLINE = answerDeadline(AT, 7);

const wanted = (step: WantedStep['step'], party: WantedStep['party'], more: Partial<WantedStep> = {}): WantedStep => ({
  ...{ step, party, at: AT, hasSubject: step === 'open', verdict: step === 'answer' ? 'upheld' : null },
  ...more,
});
const open = afterStep(null, wanted('open', 'partner'), DEADLINE);
const answered = afterStep(open, wanted('answer', 'yard', { at: AT + 5 }), 0);
const withdrawn = afterStep(open, wanted('withdraw', 'partner', { at: AT + 6 }), 0);

describe('a dispute', () => {
  it('is open until the yard answers or the partner takes it back', () => {
    expect(open).toEqual({ state: 'open', verdict: null, openedAt: AT, deadline: DEADLINE, endedAt: null });
    expect(afterStep(open, wanted('say', 'yard'), 0)).toEqual(open);
    expect(answered).toEqual({ ...open, state: 'answered', verdict: 'upheld', endedAt: AT + 5 });
    expect(withdrawn).toEqual({ ...open, state: 'withdrawn', endedAt: AT + 6 });
  });

  it.each([
    ['an opening', null, wanted('open', 'partner'), null],
    ['an opening by the yard', null, wanted('open', 'yard'), 'OTHER_PARTY'],
    ['an opening without a subject', null, wanted('open', 'partner', { hasSubject: false }), 'SUBJECT_MISSING'],
    ['an opening with a verdict', null, wanted('open', 'partner', { verdict: 'upheld' }), 'VERDICT_MISPLACED'],
    ['a second opening', open, wanted('open', 'partner'), 'DISPUTE_EXISTS'],
    ['words about no dispute', null, wanted('say', 'partner'), 'DISPUTE_UNKNOWN'],
    ['words of the partner', open, wanted('say', 'partner'), null],
    ['words of the yard', open, wanted('say', 'yard'), null],
    ['words with another subject', open, wanted('say', 'partner', { hasSubject: true }), 'SUBJECT_STANDS'],
    ['words with a verdict', open, wanted('say', 'yard', { verdict: 'upheld' }), 'VERDICT_MISPLACED'],
    ['an answer', open, wanted('answer', 'yard'), null],
    ['an answer of the partner', open, wanted('answer', 'partner'), 'OTHER_PARTY'],
    ['an answer without a verdict', open, wanted('answer', 'yard', { verdict: null }), 'VERDICT_MISSING'],
    ['a withdrawal', open, wanted('withdraw', 'partner'), null],
    ['a withdrawal by the yard', open, wanted('withdraw', 'yard'), 'OTHER_PARTY'],
    ['words after the answer', answered, wanted('say', 'partner'), 'DISPUTE_ENDED'],
    ['a second answer', answered, wanted('answer', 'yard'), 'DISPUTE_ENDED'],
    ['an answer after a withdrawal', withdrawn, wanted('answer', 'yard'), 'DISPUTE_ENDED'],
  ] as const)('%s', (_, before, step, refusal) => {
    expect(refusalOfStep(before, step)).toBe(refusal);
  });

  it('never leaves its end, and ends exactly when it is answered or withdrawn', () => {
    const anyStep = fc.record({
      step: fc.constantFrom(...DISPUTE_STEPS),
      party: fc.constantFrom('partner' as const, 'yard' as const),
      at: fc.integer({ min: AT, max: AT + 1_000 }),
      hasSubject: fc.boolean(),
      verdict: fc.constantFrom(null, ...DISPUTE_VERDICTS),
    });
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
        let standing: DisputeStanding | null = null;
        const taken: string[] = [];
        for (const step of steps) {
          if (refusalOfStep(standing, step) !== null) continue;
          standing = afterStep(standing, step, DEADLINE);
          taken.push(step.step);
        }
        const ends = taken.filter((step) => step === 'answer' || step === 'withdraw');
        expect(ends.length).toBeLessThanOrEqual(1);
        expect(taken.filter((step) => step === 'open').length).toBe(taken.length > 0 ? 1 : 0);
        if (ends.length === 1) expect(taken.at(-1)).toBe(ends[0]);
        expect(standing?.endedAt === null).toBe(standing?.state === 'open');
        expect(standing?.verdict === null).toBe(standing !== null && standing.state !== 'answered');
      }),
      { numRuns: 500 },
    );
  });
});

describe('the deadline of an answer', () => {
  it.each([
    ['2026-11-22T00:00:00.000+09:00', 7, '2026-11-29T23:59:59.999+09:00'],
    ['2026-11-22T23:59:59.999+09:00', 7, '2026-11-29T23:59:59.999+09:00'],
    ['2026-12-31T09:00:00.000+09:00', 1, '2027-01-01T23:59:59.999+09:00'],
  ])('of a dispute opened %s, in %i days, is %s', (openedAt, days, deadline) => {
    expect(answerDeadline(Date.parse(openedAt), days)).toBe(Date.parse(deadline));
  });
});
