import { type Accessor, createSignal, onCleanup, onMount, type Setter } from 'solid-js';
import type { Grade } from '../../../domain/grades.ts';
import type { OverrideReason } from '../../../domain/review.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import type { Review } from './create-review.ts';
import { modelGrade } from './doubts.ts';
import { actionOf, type ReviewAction, type ReviewMode } from './key-map.ts';
import { keepReason, keptReason } from './override-reason.ts';

export interface Desk {
  readonly canJudge: Accessor<boolean>;
  readonly mode: Accessor<ReviewMode>;
  readonly reason: Accessor<OverrideReason>;
  readonly isDeductionOpen: Accessor<boolean>;
  readonly isHelpOpen: Accessor<boolean>;
  readonly setHelp: Setter<boolean>;
  /** what was done last, for eyes and for screen readers */
  readonly said: Accessor<string>;
  readonly act: (action: ReviewAction) => void;
  readonly deduct: (kg: number, reason: string) => void;
}

/** What may be done without the right to judge. */
const LOOKING: ReadonlySet<ReviewAction['does']> = new Set(['next', 'previous', 'help', 'leave']);

/** What keys and buttons of the review page do; the same action for a key, a click and a touch. */
export function createDesk(review: Review, canJudge: Accessor<boolean>): Desk {
  const [mode, setMode] = createSignal<ReviewMode>('judging');
  const [reason, setReason] = createSignal(keptReason());
  const [isDeductionOpen, setDeductionOpen] = createSignal(false);
  const [isHelpOpen, setHelp] = createSignal(false);
  const [said, setSaid] = createSignal('');
  const name = (grade: string): string => gradeName(text(), grade);

  /** `null` keeps the model's word */
  const judge = (grade: Grade | null): void => {
    const doubt = review.current();
    if (doubt === null) return;
    const { plate } = doubt.item.visit;
    const model = modelGrade(doubt);
    // a visit's word is its whole mix: one grade for all of it is never the same as keeping it
    if (grade === null || (doubt.frame !== null && grade === model)) {
      setSaid(review.keep(doubt) ? text().review.kept(plate, name(model ?? '')) : text().review.keepNone);
    } else {
      review.grade(doubt, grade, reason());
      setSaid(text().review.said(plate, name(grade)));
    }
    setDeductionOpen(false);
  };

  const undo = (): void => {
    const decision = review.undo();
    setSaid(decision === null ? text().review.nothingToUndo : text().review.undone(decision.doubt.item.visit.plate));
  };

  const act = (action: ReviewAction): void => {
    if (!canJudge() && !LOOKING.has(action.does)) return;
    switch (action.does) {
      case 'grade':
        judge(action.grade);
        break;
      case 'keep':
        judge(null);
        break;
      case 'undo':
        undo();
        break;
      case 'next':
        review.step(1);
        break;
      case 'previous':
        review.step(-1);
        break;
      case 'reasons':
        setMode((before) => (before === 'reasons' ? 'judging' : 'reasons'));
        break;
      case 'reason':
        setReason(action.reason);
        keepReason(action.reason);
        setMode('judging');
        break;
      case 'deduction':
        setDeductionOpen((isOpen) => !isOpen);
        break;
      case 'help':
        setHelp(true);
        break;
      case 'leave':
        setMode('judging');
        setDeductionOpen(false);
        break;
    }
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
    const action = actionOf(event, mode());
    if (action === null || (action.does === 'keep' && isControl(event.target))) return;
    event.preventDefault();
    act(action);
  };
  onMount(() => addEventListener('keydown', onKey));
  onCleanup(() => removeEventListener('keydown', onKey));

  return {
    canJudge,
    mode,
    reason,
    isDeductionOpen,
    isHelpOpen,
    setHelp,
    said,
    act,
    deduct: (kg, why) => {
      const doubt = review.current();
      if (doubt === null) return;
      review.deduct(doubt, kg, why);
      setSaid(text().review.deducted(doubt.item.visit.plate, kilograms(kg)));
      setDeductionOpen(false);
    },
  };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

/** What Enter itself presses; there it keeps that meaning. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('a, button, summary');
}
