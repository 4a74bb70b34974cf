import { createSignal, For, type JSX, Show } from 'solid-js';
import { ApiError } from '../../api/request.ts';
import { Failure } from '../../desk/Answered.tsx';
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
  const [failure, setFailure] = createSignal<ApiError>();
  const [isBusy, setBusy] = createSignal(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      await props.act(reason().trim());
      props.close();
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError('INTERNAL', undefined, { cause: error }));
    } finally {
      setBusy(false);
    }
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
      <Show when={failure()}>{(error) => <Failure error={error()} />}</Show>
      <div class="confirm-actions">
        <button type="submit" class="button primary" disabled={isBusy() || reason().trim() === ''}>
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
