import { createSignal, For, type JSX, Show } from 'solid-js';
import { ApiError } from '../api/request.ts';
import { text } from '../text/language.ts';
import { Failure } from './Answered.tsx';
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
      <Show when={failure()}>{(error) => <Failure error={error()} />}</Show>
      <div class="confirm-row-actions">
        <button type="submit" class="button primary" disabled={isBusy() || reason().trim() === ''}>
          {props.name}
        </button>
        <button type="button" class="button" onClick={() => props.close()}>
          {text().common.cancel}
        </button>
      </div>
    </form>
  );
}
