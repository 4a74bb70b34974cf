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
  const marks = (grade: string): string =>
    [
      modelGrade(props.doubt) === grade ? text().review.asModel : '',
      declared() === grade ? text().review.asDeclared : '',
    ]
      .filter((word) => word !== '')
      .join(' · ');
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
            <span class="grade-words">
              <span>{gradeName(text(), grade)}</span>
              <Show when={marks(grade)}>{(words) => <small>{words()}</small>}</Show>
            </span>
          </button>
        )}
      </For>
    </fieldset>
  );
}
