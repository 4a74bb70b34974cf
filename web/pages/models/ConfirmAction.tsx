import { createSignal, For, type JSX, Show } from 'solid-js';
import { Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { text } from '../../text/language.ts';

/** A step that is confirmed where it stands: what will happen, and the reason that the record keeps. */
export function ConfirmAction(props: {
  name: string;
  lead: string;
  reasons: readonly string[];
  /** leaves the focus where it is, and says nothing above the reason */
  isQuiet?: boolean;
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
      class="confirm"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && props.close()}
    >
      <Show when={!props.isQuiet}>
        <p>
          <strong>{props.name}</strong> {props.lead}
        </p>
      </Show>
      <div class="confirm-reason">
        <label class="field">
          <span>{text().models.reason}</span>
          <input
            ref={(field) => queueMicrotask(() => props.isQuiet || field.focus())}
            class="input"
            name="reason"
            maxlength="500"
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <For each={props.reasons}>
          {(words) => (
            <button type="button" class="button small" onClick={() => setReason(words)}>
              {words}
            </button>
          )}
        </For>
      </div>
      <Show when={action.failure()}>{(error) => <Failure error={error()} />}</Show>
      <div class="confirm-actions">
        <button type="submit" class="button primary" disabled={action.isBusy() || reason().trim() === ''}>
          {props.name}
        </button>
        <button type="button" class="button" onClick={() => props.close()}>
          {text().common.cancel}
        </button>
        <span class="quiet">{reason().trim() === '' ? text().models.reasonNeeded : ''}</span>
      </div>
    </form>
  );
}
