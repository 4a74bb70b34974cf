import { type JSX, Show } from 'solid-js';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { exceptionSentence } from '../../text/phrases.ts';
import { Icon } from '../../ui/Icon.tsx';

/** Where a visit stands, and what in it wants a look: an exception before a review, a review before plain words. */
export function VisitState(props: { visit: Visit }): JSX.Element {
  const exceptions = (): string =>
    props.visit.exceptions.map((exception) => exceptionSentence(text(), exception)).join('\n');
  return (
    <span class="visit-state">
      <span>{text().status[props.visit.status]}</span>
      <Show when={props.visit.restated}>
        <span class="quiet">{text().yard.restated}</span>
      </Show>
      <Show when={props.visit.exceptions.length > 0}>
        <span class="state warning" title={exceptions()}>
          <Icon name="warning" /> {text().yard.exceptions(props.visit.exceptions.length)}
        </span>
      </Show>
      <Show when={props.visit.review}>
        {(review) => (
          <span class={`state ${review() === 'GRADING_PENDING' ? 'quiet' : 'warning'}`}>
            {text().reviews[review()]}
          </span>
        )}
      </Show>
    </span>
  );
}
