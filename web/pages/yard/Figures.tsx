import { Index, type JSX, Show } from 'solid-js';
import { RestatedMark } from '../../desk/RestatedMark.tsx';
import type { Figure } from './today-figures.ts';

/** The figures a day is judged by, in one line. */
export function Figures(props: { yard: string; figures: readonly Figure[] }): JSX.Element {
  return (
    <dl class="figures">
      <Index each={props.figures}>
        {(figure) => (
          <div>
            <dt>{figure().name}</dt>
            <dd>
              {figure().value}
              <small>{figure().unit}</small>
            </dd>
            <dd class="quiet">
              {figure().note}{' '}
              <Show when={figure().restatedDay}>{(day) => <RestatedMark yard={props.yard} day={day()} />}</Show>
            </dd>
          </div>
        )}
      </Index>
    </dl>
  );
}
