import { createSignal, For, type JSX, Show } from 'solid-js';
import { Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { text } from '../../text/language.ts';

/** Takes a correction back where it stands, with a reason. */
export function WithdrawForm(props: { send: (reason: string) => Promise<void>; close: () => void }): JSX.Element {
  const [reason, setReason] = createSignal(text().visit.withdrawReasons[0] ?? '');
  const action = createAction();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await action.run(() => props.send(reason().trim()))) props.close();
  };
  return (
    <form class="withdraw" onSubmit={(event) => void submit(event)}>
      <p>{text().visit.withdrawLead}</p>
      <label class="field">
        <span>{text().visit.reason}</span>
        <input
          class="input"
          name="withdraw-reason"
          list="withdraw-reasons"
          maxlength="500"
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        <datalist id="withdraw-reasons">
          <For each={text().visit.withdrawReasons}>{(words) => <option value={words} />}</For>
        </datalist>
      </label>
      <button type="submit" class="button primary" disabled={action.isBusy() || reason().trim() === ''}>
        {text().visit.withdraw}
      </button>
      <button type="button" class="button" onClick={() => props.close()}>
        {text().common.cancel}
      </button>
      <Show when={action.failure()}>{(error) => <Failure error={error()} />}</Show>
    </form>
  );
}
