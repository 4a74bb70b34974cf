import { type JSX, Show } from 'solid-js';
import type { SendState } from '../api/create-followed.ts';
import { Notice } from '../ui/Notice.tsx';

/** Where the last thing sent stands, in the words of its page. */
export function SentLine(props: {
  state: SendState;
  words: { readonly sent: string; readonly arrived: string; readonly late: string };
}): JSX.Element {
  return (
    <Show when={props.state !== 'idle' && props.state}>
      {(state) => (
        <Notice level={state() === 'late' ? 'warning' : 'quiet'}>{props.words[state() as 'sent' | 'arrived']}</Notice>
      )}
    </Show>
  );
}
