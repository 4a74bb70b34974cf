import { For, type JSX, Show } from 'solid-js';
import type { ApiError } from '../../api/request.ts';
import { text } from '../../text/language.ts';
import { refusalPlace, refusalSentence } from '../../text/programme-phrases.ts';
import { Failure } from '../Answered.tsx';

/** Why something was not taken: each cell or field with its reason; without reasons the failure itself. */
export function Refusals(props: { error: ApiError; lead?: string }): JSX.Element {
  const refusals = () => props.error.details.refusals ?? [];
  return (
    <Show when={refusals().length > 0} fallback={<Failure error={props.error} />}>
      <div class="refusals" role="alert">
        <Show when={props.lead}>
          <p>{props.lead}</p>
        </Show>
        <ul>
          <For each={refusals()}>
            {(refusal) => (
              <li>
                <strong>{refusalPlace(text(), refusal)}</strong> {refusalSentence(text(), refusal)}
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}
