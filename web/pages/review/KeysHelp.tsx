import { For, type JSX, onMount } from 'solid-js';
import { text } from '../../text/language.ts';

/** What each key does; any of them works by mouse and touch as well. */
export function KeysHelp(props: { close: () => void }): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog
      ref={dialog}
      class="keys-help"
      aria-label={text().review.keysTitle}
      onClose={() => props.close()}
      onKeyDown={(event) => event.key === '?' && dialog?.close()}
    >
      <h2>{text().review.keysTitle}</h2>
      <dl>
        <For each={text().review.keyList}>
          {([key, meaning]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          )}
        </For>
      </dl>
      <button type="button" class="button" onClick={() => dialog?.close()}>
        {text().common.close}
      </button>
    </dialog>
  );
}
