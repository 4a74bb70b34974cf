import { For, type JSX } from 'solid-js';

/** Lines that hold the place of what is still on its way. */
export function Skeleton(props: { lines: number; label: string }): JSX.Element {
  return (
    <div class="skeleton" role="status" aria-label={props.label}>
      <For each={Array.from({ length: props.lines })}>
        {(_, index) => <i style={{ width: `${92 - ((index() * 17) % 40)}%` }} />}
      </For>
    </div>
  );
}
