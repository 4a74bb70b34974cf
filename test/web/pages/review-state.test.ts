import { describe, expect, it } from 'vitest';
import type { ReviewItem, Visit, VisitFrame } from '../../../domain/wire/http-api.ts';
import {
  doubtsOf,
  gradeRequest,
  keepRequest,
  likeliestOf,
  modelGrade,
  totalAtStake,
} from '../../../web/pages/review/doubts.ts';
import {
  currentDoubt,
  doubtsLeft,
  EMPTY,
  LATE_AFTER_MS,
  type ReviewEvent,
  type ReviewState,
  reviewAfter,
} from '../../../web/pages/review/review-state.ts';

const frame = (id: string, grade: string | null = 'heavy'): VisitFrame =>
  ({ id, grade, probabilities: { light: 0.3, heavy: 0.5, cast: 0.2 } }) as unknown as VisitFrame;
const item = (
  id: string,
  moneyAtRisk: number,
  frames: string[],
  grades: Visit['grades'] = { heavy: 100 },
): ReviewItem => ({
  visit: { id, plate: `plate ${id}`, net: 100, grades } as Visit,
  moneyAtRisk,
  likeliest: ['heavy', 'light'],
  frames: frames.map((name) => frame(name)),
  suggestedDeduction: 0,
});
const ITEMS = [item('b', 50_000, ['b1']), item('a', 90_000, ['a1', 'a2']), item('c', 10_000, [])];

const listed = (items: ReviewItem[], now = 0): ReviewEvent => ({ type: 'listed', items, now });
const play = (...events: ReviewEvent[]): ReviewState => events.reduce(reviewAfter, EMPTY);
const decide = (state: ReviewState, number: number): ReviewState => {
  const doubt = currentDoubt(state);
  if (doubt === null) throw new Error('nothing on show');
  return reviewAfter(state, { type: 'decided', number, doubt, kind: 'grade' });
};
const keys = (state: ReviewState): string[] => doubtsLeft(state).map(({ key }) => key);
const start = play(listed(ITEMS));

describe('the queue', () => {
  it('starts with the most money at risk and shows its first photo', () => {
    expect(keys(start)).toEqual(['a/a1', 'a/a2', 'b/b1', 'c/']);
    expect(start.current).toBe('a/a1');
    expect(totalAtStake(doubtsLeft(start))).toBe(150_000);
  });

  it('is empty without items and shows nothing', () => {
    expect(play(listed([])).current).toBeNull();
  });

  it('shows the next photo at once after a decision', () => {
    const state = decide(start, 1);
    expect(state.current).toBe('a/a2');
    expect(keys(state)).toEqual(['a/a2', 'b/b1', 'c/']);
  });

  it('goes back to the one before after the last', () => {
    const atEnd = reviewAfter(start, { type: 'chosen', key: 'c/' });
    expect(decide(atEnd, 1).current).toBe('b/b1');
  });

  it('steps without deciding and stops at its ends', () => {
    expect(reviewAfter(start, { type: 'stepped', by: 1 }).current).toBe('a/a2');
    expect(reviewAfter(start, { type: 'stepped', by: -1 }).current).toBe('a/a1');
  });

  it('keeps what is decided out while the list still has it', () => {
    expect(keys(reviewAfter(decide(start, 1), listed(ITEMS)))).toEqual(['a/a2', 'b/b1', 'c/']);
  });

  it('keeps the photo on show when new and dearer ones come', () => {
    const state = reviewAfter(start, listed([item('z', 999_000, ['z1']), ...ITEMS]));
    expect(state.current).toBe('a/a1');
    expect(keys(state)[0]).toBe('z/z1');
  });

  it('holds on to the photo on show when the list drops it, until the person moves on', () => {
    const dropped = reviewAfter(start, listed(ITEMS.filter(({ visit }) => visit.id !== 'a')));
    expect(dropped.current).toBe('a/a1');
    const moved = reviewAfter(dropped, { type: 'stepped', by: 1 });
    expect(moved.current).toBe('b/b1');
    expect(keys(moved)).toEqual(['b/b1', 'c/']);
  });
});

describe('undo', () => {
  const accepted = reviewAfter(decide(start, 1), { type: 'accepted', number: 1, correction: 'k1', now: 0 });

  it('puts the photo back and shows it', () => {
    const state = reviewAfter(accepted, { type: 'undone', number: 1 });
    expect(state.current).toBe('a/a1');
    expect(keys(state)).toContain('a/a1');
    expect(state.decisions).toEqual([]);
  });

  it('puts it back in its place when the list no longer has it, until the list has it again', () => {
    const without = [item('a', 90_000, ['a2']), ...ITEMS.filter(({ visit }) => visit.id !== 'a')];
    const booked = reviewAfter(accepted, listed(without));
    expect(booked.decisions[0]?.state).toBe('booked');
    const undone = reviewAfter(booked, { type: 'undone', number: 1 });
    expect(keys(undone)).toContain('a/a1');
    expect(reviewAfter(undone, listed(ITEMS)).returned).toEqual([]);
  });

  it('that is refused takes the photo out again and says so', () => {
    const [decision] = accepted.decisions;
    if (decision === undefined) throw new Error('no decision');
    const undone = reviewAfter(accepted, { type: 'undone', number: 1 });
    const refused = reviewAfter(undone, { type: 'undo-refused', decision, code: 'CONFLICT' });
    expect(keys(refused)).not.toContain('a/a1');
    expect(refused.failure).toMatchObject({ what: 'undoFailed', code: 'CONFLICT' });
  });
});

describe('a failure', () => {
  it('puts the photo back, says why, and leaves the person where they are', () => {
    const state = reviewAfter(decide(start, 1), { type: 'refused', number: 1, code: 'COLLECTOR_AWAY' });
    expect(keys(state)).toContain('a/a1');
    expect(state.current).toBe('a/a2');
    expect(state.failure).toEqual({ what: 'failed', plate: 'plate a', code: 'COLLECTOR_AWAY' });
    expect(reviewAfter(state, { type: 'dismissed' }).failure).toBeNull();
  });

  it('is also a correction that the list does not show for long', () => {
    const sent = reviewAfter(decide(start, 1), { type: 'accepted', number: 1, correction: 'k1', now: 0 });
    expect(reviewAfter(sent, listed(ITEMS, LATE_AFTER_MS)).failure).toBeNull();
    const late = reviewAfter(sent, listed(ITEMS, LATE_AFTER_MS + 1));
    expect(late.failure?.what).toBe('late');
    expect(keys(late)).toContain('a/a1');
  });

  it('of a deduction takes no photo out of the queue', () => {
    const doubt = currentDoubt(start);
    if (doubt === null) throw new Error('nothing on show');
    const state = reviewAfter(start, { type: 'decided', number: 1, doubt, kind: 'deduction' });
    expect(keys(state)).toEqual(keys(start));
  });
});

describe('a doubt', () => {
  const [photo, , , visit] = doubtsOf([...ITEMS, item('d', 5_000, [], { unjudged: 100 })]);
  const unjudged = doubtsOf([item('d', 5_000, [], { unjudged: 100 })])[0];
  if (photo === undefined || visit === undefined || unjudged === undefined) throw new Error('no doubts');

  it('of a photo names the photo in its request', () => {
    expect(gradeRequest(photo, 'cast', 'GRADE_WRONG')).toEqual({ grade: 'cast', frame: 'a1', reason: 'GRADE_WRONG' });
    expect(keepRequest(photo)).toEqual({ grade: 'heavy', frame: 'a1', reason: 'CONFIRMED' });
  });

  it('of a whole visit keeps its kilograms as they are', () => {
    expect(keepRequest(visit)).toEqual({ grades: { heavy: 100 }, reason: 'CONFIRMED' });
    expect(gradeRequest(visit, 'cast', 'MIXED_LOAD')).toEqual({ grade: 'cast', reason: 'MIXED_LOAD' });
  });

  it('without a word of the model has nothing to keep', () => {
    expect(keepRequest(unjudged)).toBeNull();
    expect(modelGrade({ ...photo, frame: frame('x', null) })).toBeNull();
  });

  it('knows the two likeliest grades, of a visit by weight', () => {
    expect(likeliestOf(photo).map(({ grade }) => grade)).toEqual(['heavy', 'light']);
    expect(likeliestOf(visit)).toEqual([
      { grade: 'heavy', share: 1 },
      { grade: 'light', share: 0 },
    ]);
  });
});
