import { type JSX, Show } from 'solid-js';
import { text } from '../../text/language.ts';

/** A named field with what is wrong with it. */
export function Field(props: {
  name: string;
  problem?: string | undefined;
  note?: string;
  children: JSX.Element;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="field">
      <span>{props.name}</span>
      {props.children}
      <Show when={props.problem}>
        {(code) => <span class="field-problem">{text().projectForm.problems[code()] ?? code()}</span>}
      </Show>
      <Show when={props.note !== undefined && props.problem === undefined}>
        <span class="field-note">{props.note}</span>
      </Show>
    </label>
  );
}
