import { type JSX, Show } from 'solid-js';
import type { ModelScores } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';

/** A figure in words, with its interval where it has one. */
export interface Figure {
  readonly value: string;
  readonly interval: string | null;
}

type Gained = NonNullable<ModelScores['gain']>['accuracy'];

/** What lies between before and after, with its interval. */
export const gainWords = ({ value, low, high }: Gained, words: (difference: number) => string): string =>
  text().models.gain(words(value), words(low), words(high));

/** A figure before and after, and the difference between the two with its interval. */
export function BeforeAfter(props: {
  before: Figure | null;
  after: Figure;
  gain: Gained | null;
  words: (difference: number) => string;
}): JSX.Element {
  return (
    <>
      <Show when={props.before}>
        {(before) => (
          <span class="quiet figure-before">
            <WithInterval figure={before()} /> →{' '}
          </span>
        )}
      </Show>
      <b>
        <WithInterval figure={props.after} />
      </b>
      <Show when={props.gain}>{(gain) => <p class="gain">{gainWords(gain(), props.words)}</p>}</Show>
    </>
  );
}

function WithInterval(props: { figure: Figure }): JSX.Element {
  return (
    <span class="nowrap">
      {props.figure.value} <Show when={props.figure.interval}>{(interval) => <small>({interval()})</small>}</Show>
    </span>
  );
}
