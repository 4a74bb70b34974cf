import { For, type JSX, Show } from 'solid-js';
import { GRADES } from '../../../domain/grades.ts';
import { declaredGradeOf } from '../../../domain/schemes.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import type { Desk } from './create-desk.ts';
import { type Doubt, modelGrade } from './doubts.ts';
import { keyOfGrade } from './key-map.ts';

/** One button and one key per grade; what the model and the declaration say is marked. */
export function GradeButtons(props: { doubt: Doubt; desk: Desk }): JSX.Element {
  const declared = (): string | null => {
    const { declaredGrade } = props.doubt.item.visit;
    return declaredGrade === null ? null : declaredGradeOf(declaredGrade);
  };
  return (
    <fieldset
      class="grade-buttons"
      classList={{ resting: props.desk.mode() === 'reasons' }}
      aria-label={text().review.gradeKeys}
    >
      <For each={GRADES}>
        {(grade) => (
          <button
            type="button"
            class="button"
            data-grade={grade}
            aria-keyshortcuts={keyOfGrade(grade)}
            disabled={!props.desk.canJudge()}
            onClick={(event) => {
              event.currentTarget.blur(); // or the next Enter would press this grade again
              props.desk.act({ does: 'grade', grade });
            }}
          >
            <kbd>{keyOfGrade(grade)}</kbd>
            <GradeSwatch bucket={grade} />
            <span class="grade-name">{gradeName(text(), grade)}</span>
            <Show when={modelGrade(props.doubt) === grade}>
              <small>{text().review.asModel}</small>
            </Show>
            <Show when={declared() === grade}>
              <small>{text().review.asDeclared}</small>
            </Show>
          </button>
        )}
      </For>
    </fieldset>
  );
}
