import { For, type JSX, Show } from 'solid-js';
import { OVERRIDE_REASONS } from '../../../domain/review.ts';
import { text } from '../../text/language.ts';
import { reasonWords } from '../../text/phrases.ts';
import type { Desk } from './create-desk.ts';

/** The reason that goes with the next override; it stays chosen until another is. */
export function ReasonChips(props: { desk: Desk }): JSX.Element {
  const isPicking = (): boolean => props.desk.mode() === 'reasons';
  return (
    <fieldset class="reason-chips" classList={{ picking: isPicking() }} aria-label={text().review.reason}>
      <h3 class="quiet">
        {isPicking() ? text().review.reasonPick : text().review.reason} <kbd>R</kbd>
      </h3>
      <For each={OVERRIDE_REASONS}>
        {(reason, index) => (
          <button
            type="button"
            class="button small"
            data-reason={reason}
            aria-pressed={props.desk.reason() === reason}
            disabled={!props.desk.canJudge()}
            onClick={(event) => {
              event.currentTarget.blur();
              props.desk.act({ does: 'reason', reason });
            }}
          >
            <Show when={isPicking()}>
              <kbd>{index() + 1}</kbd>
            </Show>
            {reasonWords(text(), reason)}
          </button>
        )}
      </For>
    </fieldset>
  );
}
