import { type JSX, onMount } from 'solid-js';
import { text } from '../text/language.ts';
import { Icon } from '../ui/Icon.tsx';

/** A photo as large as the window allows, with words below it; Escape or the button closes it. */
export function PhotoDialog(props: { source: string; close: () => void; children?: JSX.Element }): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog ref={dialog} class="photo-dialog" onClose={() => props.close()}>
      <button type="button" class="button" onClick={() => dialog?.close()}>
        <Icon name="close" /> {text().common.close}
      </button>
      <img src={props.source} alt="" />
      <div>{props.children}</div>
    </dialog>
  );
}
