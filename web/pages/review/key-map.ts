import { GRADES, type Grade } from '../../../domain/grades.ts';
import { OVERRIDE_REASONS, type OverrideReason } from '../../../domain/review.ts';

/** The figure keys, in the order of the grades. */
export const GRADE_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

export type ReviewAction =
  | { readonly does: 'grade'; readonly grade: Grade }
  | { readonly does: 'reason'; readonly reason: OverrideReason }
  | { readonly does: 'keep' | 'undo' | 'next' | 'previous' | 'reasons' | 'deduction' | 'help' | 'leave' };

/** What the page waits for: a grade, or one of the reasons. */
export type ReviewMode = 'judging' | 'reasons';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** Keys by their place on the board, so that they work while Hangul is typed too. */
const BY_CODE: Readonly<Record<string, Exclude<ReviewAction['does'], 'grade' | 'reason'>>> = {
  Enter: 'keep',
  NumpadEnter: 'keep',
  KeyU: 'undo',
  KeyJ: 'next',
  ArrowDown: 'next',
  ArrowRight: 'next',
  KeyK: 'previous',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  KeyR: 'reasons',
  KeyD: 'deduction',
  Escape: 'leave',
};

/** Held down, these go on; every other key counts once, or one long press would judge a whole truck. */
const MAY_REPEAT: ReadonlySet<string> = new Set(['next', 'previous']);

/** What a key means, or `null`. With Control, Alt or Meta it belongs to the browser. */
export function actionOf(press: KeyPress, mode: ReviewMode): ReviewAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === '?') return { does: 'help' };
  const place = GRADE_KEYS.indexOf(/^(?:Digit|Numpad)(\d)$/u.exec(press.code)?.[1] as (typeof GRADE_KEYS)[number]);
  if (place >= 0) {
    if (press.repeat) return null;
    const [grade, reason] = [GRADES[place], OVERRIDE_REASONS[place]];
    if (mode === 'reasons') return reason === undefined ? null : { does: 'reason', reason };
    return grade === undefined ? null : { does: 'grade', grade };
  }
  const does = BY_CODE[press.code];
  return does === undefined || (press.repeat && !MAY_REPEAT.has(does)) ? null : { does };
}

/** The key that stands for a grade. */
export function keyOfGrade(grade: Grade): string {
  return GRADE_KEYS[GRADES.indexOf(grade)] ?? '';
}
