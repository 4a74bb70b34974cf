import { type JSX, Show } from 'solid-js';
import { text } from '../text/language.ts';
import { Icon } from '../ui/Icon.tsx';
import { type Subject, subjectName } from './dispute-words.ts';

/** The way to object to a place on a slip, beside that place; paper does not have it. */
export function ObjectButton(props: {
  subject: Subject;
  object: ((subject: Subject) => void) | undefined;
}): JSX.Element {
  return (
    <Show when={props.object}>
      {(object) => (
        <button
          type="button"
          class="object-button"
          aria-label={`${subjectName(text(), props.subject)} ${text().partnerPage.object}`}
          onClick={() => object()(props.subject)}
        >
          <Icon name="speech" /> {text().partnerPage.object}
        </button>
      )}
    </Show>
  );
}
