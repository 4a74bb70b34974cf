import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { GRADES } from '../../../domain/grades.ts';
import { formatKst } from '../../../domain/kst-time.ts';
import { sendStockCount } from '../../api/flows.ts';
import { Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { type CountProblem, countOf, type YardStock } from './stock-figures.ts';

/** A count of what lies on the ground, grade by grade; it becomes rows of the yard's ledger. */
export function CountDrawer(props: { stock: YardStock; sent: () => void; close: () => void }): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  const [grades, setGrades] = createSignal<Readonly<Record<string, string>>>({});
  const [when, setWhen] = createSignal(formatKst(Date.now()).slice(0, 16));
  const [reason, setReason] = createSignal('');
  const [problem, setProblem] = createSignal<CountProblem>();
  const sending = createAction();
  onMount(() => dialog?.showModal());
  const known = (grade: string): string => {
    const line = props.stock.grades.find((one) => one.grade === grade);
    return line === undefined ? '' : kilograms(Math.max(0, line.kg));
  };
  const problemWords = (found: CountProblem): string =>
    found.code === 'badNumber' ? text().stock.badNumber(gradeName(text(), found.grade)) : text().stock[found.code];
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const count = countOf({ grades: grades(), when: when(), reason: reason() }, Date.now());
    if ('code' in count) return void setProblem(count);
    setProblem(undefined);
    const isSent = await sending.run(async () => void (await sendStockCount(props.stock.yard, count)));
    if (!isSent) return;
    props.sent();
    dialog?.close();
  };
  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-label={text().stock.countTitle(props.stock.name)}
      onClose={() => props.close()}
    >
      <form class="stock-form" onSubmit={(event) => void submit(event)}>
        <h2>{text().stock.countTitle(props.stock.name)}</h2>
        <p class="quiet">{text().stock.countLead}</p>
        <div class="count-grades">
          <For each={GRADES}>
            {(grade) => (
              <label>
                <span>
                  <GradeSwatch bucket={grade} /> {gradeName(text(), grade)}
                </span>
                <input
                  class="input number"
                  inputmode="numeric"
                  placeholder={known(grade)}
                  value={grades()[grade] ?? ''}
                  onInput={(event) => setGrades({ ...grades(), [grade]: event.currentTarget.value })}
                />
                <span class="quiet">kg</span>
              </label>
            )}
          </For>
        </div>
        <label class="field">
          <span>{text().stock.countedWhen}</span>
          <input
            class="input"
            type="datetime-local"
            value={when()}
            onInput={(event) => setWhen(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{text().stock.reason}</span>
          <input
            class="input"
            maxlength="500"
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div class="reason-choices">
          <For each={text().stock.reasons}>
            {(words) => (
              <button type="button" class="button small" onClick={() => setReason(words)}>
                {words}
              </button>
            )}
          </For>
        </div>
        <Show when={problem()}>{(found) => <Notice level="warning">{problemWords(found())}</Notice>}</Show>
        <Show when={sending.failure()}>{(error) => <Failure error={error()} />}</Show>
        <div class="drawer-actions">
          <button type="submit" class="button primary" disabled={sending.isBusy()}>
            {text().common.save}
          </button>
          <button type="button" class="button" onClick={() => dialog?.close()}>
            {text().common.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}
