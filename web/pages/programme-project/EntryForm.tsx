import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { kstDay } from '../../../domain/kst-time.ts';
import { STAGES } from '../../../domain/programme/budget.ts';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { FUNDERS } from '../../../domain/programme/funding.ts';
import { addBudgetEntry, storeAttachment } from '../../api/programme.ts';
import { createAction } from '../../desk/create-action.ts';
import { ACCEPTED, fileProblem } from '../../desk/programme/attachment-check.ts';
import { Refusals } from '../../desk/programme/Refusals.tsx';
import { text } from '../../text/language.ts';
import { lineName } from '../../text/programme-phrases.ts';
import { entryOf, type TypedEntry } from './entry-form.ts';
import { Field } from './Field.tsx';

/** One invoice, order or acceptance with its proof. */
export function EntryForm(props: { project: string; line: string; saved: () => void }): JSX.Element {
  const [typed, setTyped] = createStore<{ -readonly [Name in keyof TypedEntry]: TypedEntry[Name] }>({
    line: props.line,
    funder: 'adopter',
    stage: 'earned',
    day: kstDay(Date.now()),
    until: '',
    amount: '',
    note: '',
  });
  createEffect(
    on(
      () => props.line,
      (line) => line !== '' && setTyped('line', line),
    ),
  );
  const [problems, setProblems] = createSignal<Readonly<Record<string, string>>>({});
  const [file, setFile] = createSignal<File>();
  const action = createAction();
  let chooser: HTMLInputElement | undefined;

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const chosen = file();
    const wrongFile = chosen === undefined ? null : fileProblem(chosen);
    const read = entryOf(typed, null);
    setProblems({ ...read.problems, ...(wrongFile === null ? {} : { file: wrongFile }) });
    if (read.values === null || wrongFile !== null) return;
    const worked = await action.run(async () => {
      const document = chosen === undefined ? null : (await storeAttachment(props.project, chosen)).digest;
      await addBudgetEntry(props.project, { ...read.values, document });
    });
    if (!worked) return;
    setTyped({ amount: '', note: '' });
    setFile(undefined);
    if (chooser !== undefined) chooser.value = '';
    props.saved();
  };

  return (
    <form class="programme-form entry-form" onSubmit={(event) => void submit(event)} noValidate>
      <p class="quiet small-note">{text().project.entryLead}</p>
      <div class="form-pair">
        <Field name={text().project.line} problem={problems().line}>
          <select
            name="line"
            class="input"
            value={typed.line}
            onChange={(event) => setTyped('line', event.currentTarget.value)}
          >
            <option value="">–</option>
            <For each={AI_TRACK_2026.lines}>{({ id }) => <option value={id}>{lineName(text(), id)}</option>}</For>
          </select>
        </Field>
        <Field name={text().project.stage}>
          <select
            name="stage"
            class="input"
            value={typed.stage}
            onChange={(event) => setTyped('stage', event.currentTarget.value as TypedEntry['stage'])}
          >
            <For each={STAGES}>{(stage) => <option value={stage}>{text().programme.stages[stage]}</option>}</For>
          </select>
        </Field>
        <Field name={text().project.funder}>
          <select
            name="funder"
            class="input"
            value={typed.funder}
            onChange={(event) => setTyped('funder', event.currentTarget.value as TypedEntry['funder'])}
          >
            <For each={FUNDERS}>{(funder) => <option value={funder}>{text().programme.funders[funder]}</option>}</For>
          </select>
        </Field>
        <Field name={text().project.entryAmount} problem={problems().amount}>
          <input
            name="amount"
            class="input number"
            inputmode="numeric"
            autocomplete="off"
            aria-invalid={problems().amount !== undefined}
            value={typed.amount}
            onInput={(event) => setTyped('amount', event.currentTarget.value)}
          />
        </Field>
        <Field name={text().project.day} problem={problems().day}>
          <input
            name="day"
            class="input"
            type="date"
            value={typed.day}
            onInput={(event) => setTyped('day', event.currentTarget.value)}
          />
        </Field>
        <Show when={typed.stage === 'planned'}>
          <Field name={text().project.until} problem={problems().until}>
            <input
              name="until"
              class="input"
              type="date"
              value={typed.until}
              onInput={(event) => setTyped('until', event.currentTarget.value)}
            />
          </Field>
        </Show>
        <Field name={text().project.document} problem={problems().file} note={text().programme.fileHint}>
          <input
            ref={chooser}
            name="file"
            class="input"
            type="file"
            accept={ACCEPTED}
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        </Field>
      </div>
      <Field name={text().project.note}>
        <input
          name="note"
          class="input"
          maxlength="500"
          value={typed.note}
          onInput={(event) => setTyped('note', event.currentTarget.value)}
        />
      </Field>
      <Show when={action.failure()}>{(error) => <Refusals error={error()} />}</Show>
      <div class="form-actions">
        <button type="submit" class="button primary" disabled={action.isBusy()}>
          {text().project.addEntry}
        </button>
      </div>
    </form>
  );
}
