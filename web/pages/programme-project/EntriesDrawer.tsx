import { createSignal, For, type JSX, Show } from 'solid-js';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import type { BudgetEntry } from '../../../domain/wire/programme-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { addBudgetEntry, attachmentUrl, fetchBudget } from '../../api/programme.ts';
import { Answered } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { Drawer } from '../../desk/programme/Drawer.tsx';
import { Refusals } from '../../desk/programme/Refusals.tsx';
import { mayRunProgramme, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { plainWon } from '../../text/money.ts';
import { lineName } from '../../text/programme-phrases.ts';
import { Notice } from '../../ui/Notice.tsx';
import { EntryForm } from './EntryForm.tsx';
import { cancelling } from './entry-form.ts';

/** Entries of one line or of all, newest first; a new one is entered above, one is taken back by another. */
export function EntriesDrawer(props: {
  project: string;
  /** empty: all lines */
  line: string;
  changed: () => void;
  close: () => void;
}): JSX.Element {
  const session = useSession();
  const budget = createAnswer(() => props.project, fetchBudget);
  const [line, setLine] = createSignal(props.line);
  const cancel = createAction();
  const refresh = (): void => {
    budget.ask();
    props.changed();
  };
  const entries = (list: readonly BudgetEntry[]): BudgetEntry[] =>
    list.filter((entry) => line() === '' || entry.line === line()).reverse();
  const takeBack = (entry: BudgetEntry): Promise<boolean> =>
    cancel.run(async () => {
      await addBudgetEntry(props.project, cancelling(entry, text().project.cancelNote(entry.day)));
      refresh();
    });
  return (
    <Drawer title={text().project.entriesTitle} class="entries" close={() => props.close()}>
      <Show when={mayRunProgramme(session)}>
        <EntryForm project={props.project} line={line()} saved={refresh} />
      </Show>
      <label class="field">
        <span>{text().project.line}</span>
        <select class="input" value={line()} onChange={(event) => setLine(event.currentTarget.value)}>
          <option value="">{text().project.allLines}</option>
          <For each={AI_TRACK_2026.lines}>{({ id }) => <option value={id}>{lineName(text(), id)}</option>}</For>
        </select>
      </label>
      <Show when={cancel.failure()}>{(error) => <Refusals error={error()} />}</Show>
      <Answered answer={budget} lines={6}>
        {(known) => (
          <Show
            when={entries(known().entries).length > 0}
            fallback={<Notice level="quiet">{text().project.noEntries}</Notice>}
          >
            <ul class="entry-list">
              <For each={entries(known().entries)}>
                {(entry) => (
                  <Entry
                    project={props.project}
                    entry={entry}
                    mayCancel={mayRunProgramme(session) && entry.cancels === null && entry.cancelledBy === null}
                    cancel={() => void takeBack(entry)}
                  />
                )}
              </For>
            </ul>
          </Show>
        )}
      </Answered>
    </Drawer>
  );
}

function Entry(props: { project: string; entry: BudgetEntry; mayCancel: boolean; cancel: () => void }): JSX.Element {
  const entry = () => props.entry;
  return (
    <li classList={{ over: entry().cancelledBy !== null }}>
      <span class="entry-what">
        <strong>{lineName(text(), entry().line)}</strong>{' '}
        <span class="quiet">
          {text().programme.stages[entry().stage]}, {text().programme.funders[entry().funder]}
        </span>
      </span>
      <b class="number">{plainWon(entry().amount)}</b>
      <span class="quiet entry-notes">
        {entry().day}
        {entry().until === null ? '' : ` – ${entry().until}`}, {entry().by}
        {entry().note === '' ? '' : `, ${entry().note}`}
        <Show when={entry().cancelledBy !== null}>, {text().project.cancelled}</Show>
      </span>
      <span class="entry-acts">
        <Show
          when={entry().document}
          fallback={entry().stage === 'planned' ? null : <span class="quiet">{text().project.noDocument}</span>}
        >
          {(digest) => (
            <a href={attachmentUrl(props.project, digest())} target="_blank" rel="noreferrer">
              {text().project.document}
            </a>
          )}
        </Show>
        <Show when={props.mayCancel}>
          <button type="button" class="button small" onClick={() => props.cancel()}>
            {text().project.cancelEntry}
          </button>
        </Show>
      </span>
    </li>
  );
}
