import { createSignal, type JSX, Show } from 'solid-js';
import { text } from '../text/language.ts';
import { RestatementDrawer } from './RestatementDrawer.tsx';
import './restatements.css';

/** 수정됨: a day's kilograms changed after it had ended; the list is one click away. */
export function RestatedMark(props: {
  yard: string;
  day: string;
  /** other words than 수정됨, where a head already says it */
  words?: string;
}): JSX.Element {
  const [isShown, setShown] = createSignal(false);
  return (
    <>
      <button
        type="button"
        class="restated-mark"
        aria-label={text().restatements.open(text().date.day(props.day))}
        aria-haspopup="dialog"
        onClick={() => setShown(true)}
      >
        {props.words ?? text().restatements.mark}
      </button>
      <Show when={isShown()}>
        <RestatementDrawer yard={props.yard} day={props.day} close={() => setShown(false)} />
      </Show>
    </>
  );
}
