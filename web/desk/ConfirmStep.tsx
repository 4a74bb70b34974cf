import { createSignal, For, type JSX, Show } from 'solid-js';
import { text } from '../text/language.ts';
import { Failure } from './Answered.tsx';
import { createAction } from './create-action.ts';
import './confirm-step.css';

/** A step that is confirmed where it stands: what it does, and the reason the record keeps. */
export function ConfirmStep(props: {
  name: string;
  lead: string;
  reasons: readonly string[];
  act: (reason: string) => Promise<void>;
  close: () => void;
}): JSX.Element {
  const [reason, setReason] = createSignal('');
  const action = createAction();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await action.run(() => props.act(reason().trim()))) props.close();
  };
  return (
    <form
      class="confirm-step"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && props.close()}
    >
      <p class="quiet">{props.lead}</p>
      <label class="field">
        <span>{text().system.retryReason}</span>
        <input
          ref={(field) => queueMicrotask(() => field.focus())}
          class="input"
          name="reason"
          maxlength="500"
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <div class="confirm-row-actions">
        <For each={props.reasons}>
          {(words) => (
            <button type="button" class="button small" onClick={() => setReason(words)}>
              {words}
            </button>
          )}
        </For>
      </div>
      <Show when={action.failure()}>{(error) => <Failure error={error()} />}</Show>
      <div class="confirm-row-actions">
        <button type="submit" class="button primary" disabled={action.isBusy() || reason().trim() === ''}>
          {props.name}
        </button>
        <button type="button" class="button" onClick={() => props.close()}>
          {text().common.cancel}
        </button>
      </div>
    </form>
  );
}
