import { Index, type JSX } from 'solid-js';
import type { Figure } from './today-figures.ts';

/** The figures a day is judged by, in one line. */
export function Figures(props: { figures: readonly Figure[] }): JSX.Element {
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
            <dd class="quiet">{figure().note}</dd>
          </div>
        )}
      </Index>
    </dl>
  );
}
