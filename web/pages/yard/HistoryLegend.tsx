import { For, type JSX } from 'solid-js';

/** Which colour is whose, where no other list on the page says it. */
export function HistoryLegend(props: {
  keys: readonly string[];
  name: (key: string) => string;
  colour: (key: string) => string;
}): JSX.Element {
  return (
    <ul class="history-legend">
      <For each={props.keys}>
        {(key) => (
          <li>
            <i class="swatch" style={{ background: props.colour(key) }} /> {props.name(key)}
          </li>
        )}
      </For>
    </ul>
  );
}
