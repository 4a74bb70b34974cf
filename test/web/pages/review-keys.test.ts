import { describe, expect, it } from 'vitest';
import { GRADES } from '../../../domain/grades.ts';
import { OVERRIDE_REASONS } from '../../../domain/review.ts';
import { actionOf, type KeyPress, keyOfGrade } from '../../../web/pages/review/key-map.ts';

const press = (code: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...rest,
});

describe('keys of the review', () => {
  it.each(GRADES.map((grade, index) => [grade, (index + 1) % 10] as const))('%s has the key %i', (grade, figure) => {
    expect(keyOfGrade(grade)).toBe(String(figure));
    expect(actionOf(press(`Digit${figure}`), 'judging')).toEqual({ does: 'grade', grade });
    expect(actionOf(press(`Numpad${figure}`), 'judging')).toEqual({ does: 'grade', grade });
  });

  it.each([
    ['Enter', 'keep'],
    ['KeyU', 'undo'],
    ['KeyJ', 'next'],
    ['ArrowDown', 'next'],
    ['KeyK', 'previous'],
    ['ArrowUp', 'previous'],
    ['KeyR', 'reasons'],
    ['KeyD', 'deduction'],
    ['Escape', 'leave'],
  ])('%s does: %s', (code, does) => expect(actionOf(press(code), 'judging')).toEqual({ does }));

  it('work while Hangul is typed, because the place of a key counts', () => {
    expect(actionOf(press('KeyU', { key: 'ㅕ' }), 'judging')).toEqual({ does: 'undo' });
  });

  it('a question mark asks for help wherever it stands on the board', () => {
    expect(actionOf(press('Minus', { key: '?' }), 'judging')).toEqual({ does: 'help' });
  });

  it('figures choose a reason while one is asked for, and nothing beyond the list', () => {
    expect(actionOf(press('Digit2'), 'reasons')).toEqual({ does: 'reason', reason: OVERRIDE_REASONS[1] });
    expect(actionOf(press('Digit9'), 'reasons')).toBeNull();
  });

  it('held down judges once and moves on', () => {
    expect(actionOf(press('Digit3', { repeat: true }), 'judging')).toBeNull();
    expect(actionOf(press('Enter', { repeat: true }), 'judging')).toBeNull();
    expect(actionOf(press('KeyJ', { repeat: true }), 'judging')).toEqual({ does: 'next' });
  });

  it.each(['ctrlKey', 'metaKey', 'altKey'])('with %s belong to the browser', (name) => {
    expect(actionOf(press('KeyR', { [name]: true }), 'judging')).toBeNull();
  });
});
