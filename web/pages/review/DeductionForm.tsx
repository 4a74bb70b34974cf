import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import type { ReviewItem } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';

/** The deduction of a visit, starting from what the rule suggests; a person sets it with a reason. */
export function DeductionForm(props: {
  item: ReviewItem;
  send: (kg: number, reason: string) => void;
  close: () => void;
}): JSX.Element {
  let field: HTMLInputElement | undefined;
  const { visit, suggestedDeduction } = props.item;
  const [kg, setKg] = createSignal(String(visit.deduction > 0 ? visit.deduction : suggestedDeduction));
  const [reason, setReason] = createSignal(text().review.deductionReasons[0] ?? '');
  onMount(() => field?.select());
  const amount = (): number | null => {
    const value = Number(kg());
    const isFit = kg().trim() !== '' && Number.isInteger(value) && value >= 0 && value <= (visit.net ?? 0);
    return isFit ? value : null;
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const value = amount();
    if (value !== null && reason().trim() !== '') props.send(value, reason().trim());
  };
  return (
    <form
      class="deduction-form"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        props.close();
      }}
    >
      <label class="field">
        <span>
          {text().review.deductionKg} ·{' '}
          {suggestedDeduction > 0 ? text().review.suggested(kilograms(suggestedDeduction)) : text().review.noSuggestion}
        </span>
        <input
          ref={field}
          class="input"
          inputmode="numeric"
          name="deduction"
          value={kg()}
          onInput={(event) => setKg(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{text().review.deductionReason}</span>
        <input
          class="input"
          name="deduction-reason"
          list="deduction-reasons"
          maxlength="500"
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        <datalist id="deduction-reasons">
          <For each={text().review.deductionReasons}>{(words) => <option value={words} />}</For>
        </datalist>
      </label>
      <div class="deduction-actions">
        <button type="submit" class="button primary" disabled={amount() === null || reason().trim() === ''}>
          {text().common.save} <kbd>Enter</kbd>
        </button>
        <button type="button" class="button" onClick={() => props.close()}>
          {text().common.cancel}
        </button>
      </div>
      <Show when={amount() === null}>
        <p class="state warning">0 – {kilograms(visit.net ?? 0)} kg</p>
      </Show>
    </form>
  );
}
