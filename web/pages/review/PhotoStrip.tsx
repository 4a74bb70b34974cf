import { createEffect, Index, type JSX, on } from 'solid-js';
import { frameUrl } from '../../api/visits.ts';
import { text } from '../../text/language.ts';
import type { Doubt } from './doubts.ts';

/** The photos of the truck that wait, small; the one on show stays in view. */
export function PhotoStrip(props: {
  doubts: readonly Doubt[];
  current: string;
  choose: (key: string) => void;
}): JSX.Element {
  let strip: HTMLUListElement | undefined;
  createEffect(
    on(
      () => props.current,
      () => {
        const shown = strip?.querySelector<HTMLElement>('[aria-current]');
        // only the strip itself moves, never the page
        if (strip && shown) strip.scrollLeft = shown.offsetLeft - (strip.clientWidth - shown.offsetWidth) / 2;
      },
    ),
  );
  return (
    <ul class="stage-strip" ref={strip}>
      <Index each={props.doubts}>
        {(doubt, index) => (
          <li>
            <button
              type="button"
              aria-current={doubt().key === props.current ? 'true' : undefined}
              aria-label={text().review.photoOf(index + 1, props.doubts.length)}
              onClick={() => props.choose(doubt().key)}
            >
              <img src={frameUrl(doubt().frame?.sha256 ?? '', 160)} alt="" />
            </button>
          </li>
        )}
      </Index>
    </ul>
  );
}
