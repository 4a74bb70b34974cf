import { For, type JSX, Show } from 'solid-js';
import type { Conflict } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { Notice } from '../../ui/Notice.tsx';
import { fieldWords } from './field-words.ts';
import type { TypedName, TypedProject } from './project-form.ts';

/** Another editor was first: who, why and what; where both changed a field, both values stand side by side. */
export function ConflictNotice(props: {
  conflict: Conflict;
  theirs: TypedProject;
  mine: TypedProject;
  both: readonly TypedName[];
  take: (name: TypedName) => void;
}): JSX.Element {
  const words = () => text().projectForm;
  return (
    <Notice level="alarm">
      <p>
        <strong>{words().conflictTitle(props.conflict.by, momentWords(text(), props.conflict.at, Date.now()))}</strong>{' '}
        {props.conflict.reason === '' ? '' : words().conflictReason(props.conflict.reason)}
      </p>
      <ul class="conflict-list">
        <For each={props.conflict.changed}>
          {({ field, before, after }) => (
            <li>
              {words().fields[field] ?? field}: <s class="quiet">{fieldWords(text(), field, before)}</s>{' '}
              <b>{fieldWords(text(), field, after)}</b>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.both.length > 0}>
        <p class="small-note">{words().conflictBoth}</p>
        <ul class="conflict-list">
          <For each={props.both.filter((name) => props.mine[name] !== props.theirs[name])}>
            {(name) => (
              <li>
                {words().fields[name] ?? name}: {words().theirs} <b>{props.theirs[name]}</b>, {words().mine}{' '}
                <b>{props.mine[name]}</b>{' '}
                <button type="button" class="button small" onClick={() => props.take(name)}>
                  {words().takeTheirs}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p class="small-note">{words().conflictLead}</p>
    </Notice>
  );
}
