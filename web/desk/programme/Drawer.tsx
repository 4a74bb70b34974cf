import { type JSX, onMount } from 'solid-js';
import { text } from '../../text/language.ts';

/** A drawer at the right with its title; Escape and the button close it. */
export function Drawer(props: {
  title: string;
  class?: string;
  close: () => void;
  children: JSX.Element;
}): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog
      ref={dialog}
      class={`drawer programme-drawer ${props.class ?? ''}`}
      aria-label={props.title}
      onClose={() => props.close()}
    >
      <header>
        <h2>{props.title}</h2>
        <button type="button" class="button small" onClick={() => dialog?.close()}>
          {text().common.close}
        </button>
      </header>
      {props.children}
    </dialog>
  );
}
