import { createSignal, type JSX, Show } from 'solid-js';
import type { BudgetTable } from '../../../domain/wire/programme-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchBudgetTable, importSheet } from '../../api/programme.ts';
import { Answered } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { Drawer } from '../../desk/programme/Drawer.tsx';
import { Refusals } from '../../desk/programme/Refusals.tsx';
import { text } from '../../text/language.ts';
import { Field } from './Field.tsx';

/** A price sheet comes in: it takes the place of the one shown, or every wrong cell is named and nothing changes. */
export function SheetDrawer(props: { project: string; changed: () => void; close: () => void }): JSX.Element {
  const table = createAnswer(() => props.project, fetchBudgetTable);
  const action = createAction();
  const [file, setFile] = createSignal<File>();
  const [reason, setReason] = createSignal('');
  const [problems, setProblems] = createSignal<Readonly<Record<string, string>>>({});
  const [done, setDone] = createSignal<BudgetTable>();

  const submit = async (event: SubmitEvent, revision: number): Promise<void> => {
    event.preventDefault();
    const chosen = file();
    setDone(undefined);
    setProblems({
      ...(chosen === undefined ? { file: 'FILE_MISSING' } : {}),
      ...(reason().trim() === '' ? { reason: 'REASON_MISSING' } : {}),
    });
    if (chosen === undefined || reason().trim() === '') return;
    await action.run(async () => {
      setDone(await importSheet(props.project, chosen, { revision, reason: reason().trim() }));
      table.ask();
      props.changed();
    });
  };

  return (
    <Drawer title={text().project.importTitle} class="sheet" close={() => props.close()}>
      <Answered answer={table} lines={4}>
        {(known) => (
          <form class="programme-form" onSubmit={(event) => void submit(event, known().revision)} noValidate>
            <p class="quiet">{text().project.importLead(known().revision)}</p>
            <Field name={text().programme.file} problem={problems().file}>
              <input
                name="sheet"
                class="input"
                type="file"
                accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                onChange={(event) => setFile(event.currentTarget.files?.[0])}
              />
            </Field>
            <Field name={text().programme.reason} problem={problems().reason} note={text().programme.reasonHint}>
              <input
                name="reason"
                class="input"
                maxlength="500"
                value={reason()}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            </Field>
            <Show when={action.failure()}>
              {(error) => <Refusals error={error()} lead={text().project.wrongCells} />}
            </Show>
            <Show when={done()}>
              {(made) => (
                <p class="done" role="status">
                  {text().project.imported(made().rows.length, text().programme.won(made().total))}
                </p>
              )}
            </Show>
            <div class="form-actions">
              <button type="submit" class="button primary" disabled={action.isBusy()}>
                {text().project.importAct}
              </button>
            </div>
          </form>
        )}
      </Answered>
    </Drawer>
  );
}
