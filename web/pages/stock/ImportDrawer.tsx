import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import type { NeedImport } from '../../../domain/wire/flows-api.ts';
import { importNeeds } from '../../api/flows.ts';
import { Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';

/** A byte order mark, so that a spreadsheet program opens the form as UTF-8. */
const BOM = '\uFEFF';

/** What works want, from a file; with one wrong cell nothing is taken, and every wrong cell is named. */
export function ImportDrawer(props: { imported: () => void; close: () => void }): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  const [file, setFile] = createSignal<File>();
  const [result, setResult] = createSignal<NeedImport>();
  const sending = createAction();
  onMount(() => dialog?.showModal());
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const chosen = file();
    if (chosen === undefined) return;
    setResult(undefined);
    await sending.run(async () => {
      // what a browser calls a spreadsheet differs by machine; the server looks at the bytes
      const answer = await importNeeds(new Blob([chosen], { type: 'application/octet-stream' }));
      setResult(answer);
      if (answer.refusals.length === 0) props.imported();
    });
  };
  const form = (): string =>
    `data:text/csv;charset=utf-8,${encodeURIComponent(`${BOM}${text().stock.gradeHeads.join(',')}\r\n`)}`;
  return (
    <dialog ref={dialog} class="drawer" aria-label={text().stock.importTitle} onClose={() => props.close()}>
      <form class="stock-form" onSubmit={(event) => void submit(event)}>
        <h2>{text().stock.importTitle}</h2>
        <p class="quiet">{text().stock.importLead}</p>
        <p>
          <a href={form()} download="need.csv">
            {text().stock.template}
          </a>
        </p>
        <label class="field">
          <span>{text().stock.file}</span>
          <input
            class="input"
            type="file"
            accept=".xlsx,.csv"
            required
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0]);
              setResult(undefined);
            }}
          />
        </label>
        <Show when={sending.failure()}>{(error) => <Failure error={error()} />}</Show>
        <Show when={result()}>{(known) => <Result result={known()} />}</Show>
        <div class="drawer-actions">
          <button type="submit" class="button primary" disabled={sending.isBusy() || file() === undefined}>
            {text().stock.choose}
          </button>
          <button type="button" class="button" onClick={() => dialog?.close()}>
            {text().common.close}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function Result(props: { result: NeedImport }): JSX.Element {
  return (
    <Show
      when={props.result.refusals.length > 0}
      fallback={<Notice level="quiet">{text().stock.imported(count(props.result.rows))}</Notice>}
    >
      <Notice level="warning">{text().stock.refused(count(props.result.refusals.length))}</Notice>
      <table class="tight">
        <thead>
          <tr>
            <th>{text().stock.cell}</th>
            <th>{text().stock.problem}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.result.refusals}>
            {({ cell, problem }) => (
              <tr>
                <td>
                  <b>{cell}</b>
                </td>
                <td class="refusal-words">{problem}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Show>
  );
}
