import { For, type JSX } from 'solid-js';
import { gradeColour, gradePattern } from '../ui/grade-colours.ts';
import type { MixPart } from './grade-mix.ts';

/** The mix as one bar from the best grade to the least; its legend stands beside it. */
export function GradeMixBar(props: { parts: readonly MixPart[]; label: string }): JSX.Element {
  return (
    <div class="mix-bar" role="img" aria-label={props.label}>
      <For each={props.parts}>
        {(part) => (
          <i
            class={gradePattern(part.bucket)}
            style={{ 'flex-grow': part.share, 'background-color': gradeColour(part.bucket) }}
          />
        )}
      </For>
    </div>
  );
}
