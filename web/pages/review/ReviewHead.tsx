import { A } from '@solidjs/router';
import type { JSX } from 'solid-js';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';

/** How far the queue is worked off, and what is still at stake in it. */
export function ReviewHead(props: {
  yard: string;
  name: string;
  done: number;
  left: number;
  atStake: number;
  said: string;
  help: () => void;
}): JSX.Element {
  const figure = (name: string, value: string, kind: string): JSX.Element => (
    <div class={kind}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <header class="review-head">
      <A href={`/yards/${props.yard}`}>← {props.name}</A>
      <h1>{text().review.title}</h1>
      <dl>
        {figure(text().review.done, count(props.done), 'done')}
        {figure(text().review.left, count(props.left), 'left')}
        <div class="stake" title={text().review.atStakeNote}>
          <dt>{text().review.atStake}</dt>
          <dd>{text().won(props.atStake)}</dd>
        </div>
      </dl>
      <p class="review-said" role="status">
        {props.said}
      </p>
      <button type="button" class="button small" onClick={() => props.help()}>
        {text().review.keys} <kbd>?</kbd>
      </button>
    </header>
  );
}
