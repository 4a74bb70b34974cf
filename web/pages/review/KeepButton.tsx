import { type JSX, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import type { Desk } from './create-desk.ts';
import { type Doubt, modelGrade } from './doubts.ts';

/** Keeps the model's word; without one it says that a grade has to be chosen. */
export function KeepButton(props: { doubt: Doubt; desk: Desk }): JSX.Element {
  return (
    <Show when={modelGrade(props.doubt)} fallback={<p class="judge-keep quiet">{text().review.keepNone}</p>}>
      {(grade) => (
        <button
          type="button"
          class="button primary judge-keep"
          disabled={!props.desk.canJudge()}
          onClick={(event) => {
            event.currentTarget.blur();
            props.desk.act({ does: 'keep' });
          }}
        >
          {text().review.keep}: {gradeName(text(), grade())} <kbd>Enter</kbd>
        </button>
      )}
    </Show>
  );
}
