import { type JSX, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import type { Photos } from './create-photos.ts';

/** How far the photos have come, and how many of them fit. */
export function LoadBar(props: { photos: Photos; matched: number }): JSX.Element {
  const isLoading = (): boolean => !props.photos.isDone() && props.photos.error() === undefined;
  const share = (): number => props.photos.rows() / Math.max(1, props.photos.total() ?? 0);
  return (
    <span class="load-bar" aria-live="polite">
      <Show when={isLoading()} fallback={text().past.matched(props.matched)}>
        {text().past.loading(props.photos.rows(), props.photos.total())}
        <Show when={props.photos.total() !== null}>
          <progress max={1} value={Math.min(1, share())} aria-label={text().common.loading} />
        </Show>
      </Show>
    </span>
  );
}
