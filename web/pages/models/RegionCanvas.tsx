import { createEffect, Index, type JSX, on, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import { percent } from '../../text/weights.ts';
import { type Corner, withCorner, withMoved, withoutCorner } from './region.ts';

const STEP = 0.005;
const LARGE_STEP = 0.05;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A photo with the region on it: a click makes a corner, corners are dragged, or moved by the arrow keys. */
export function RegionCanvas(props: {
  photo: string | null;
  corners: readonly Corner[];
  chosen: number;
  change: (corners: readonly Corner[], chosen: number) => void;
}): JSX.Element {
  let frame: HTMLDivElement | undefined;
  let held = -1;
  const outline = (): string => props.corners.map(({ x, y }) => `${x},${y}`).join(' ');
  const at = (event: PointerEvent): Corner => {
    const box = frame?.getBoundingClientRect();
    if (box === undefined) return { x: 0, y: 0 };
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const onKey = (event: KeyboardEvent, index: number): void => {
    const corner = props.corners[index];
    const arrow = ARROWS[event.key];
    if (corner === undefined) return;
    if (arrow !== undefined) {
      const step = event.shiftKey ? LARGE_STEP : STEP;
      props.change(
        withMoved(props.corners, index, { x: corner.x + arrow[0] * step, y: corner.y + arrow[1] * step }),
        index,
      );
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      props.change(withoutCorner(props.corners, index), Math.min(index, props.corners.length - 2));
    } else return;
    event.preventDefault();
  };
  createEffect(
    on(
      () => [props.chosen, props.corners.length] as const,
      ([chosen]) => frame?.querySelectorAll<HTMLButtonElement>('.corner')[chosen]?.focus({ preventScroll: true }),
      { defer: true },
    ),
  );
  return (
    <div
      ref={frame}
      class="region-canvas"
      classList={{ empty: props.photo === null }}
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target as HTMLElement).closest('.corner')) return;
        event.preventDefault();
        const added = withCorner(props.corners, at(event));
        props.change(added.corners, added.chosen);
      }}
      onPointerMove={(event) => {
        if (held >= 0) props.change(withMoved(props.corners, held, at(event)), held);
      }}
      onPointerUp={() => {
        held = -1;
      }}
    >
      <Show when={props.photo}>{(source) => <img src={source()} alt="" draggable={false} />}</Show>
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        <Show when={props.corners.length > 2}>
          <path d={`M0 0H1V1H0ZM${props.corners.map(({ x, y }) => `${x} ${y}`).join('L')}Z`} fill-rule="evenodd" />
        </Show>
        <polygon points={outline()} />
      </svg>
      <Index each={props.corners}>
        {(corner, index) => (
          <button
            type="button"
            class="corner"
            classList={{ chosen: props.chosen === index }}
            style={{ left: `${corner().x * 100}%`, top: `${corner().y * 100}%` }}
            aria-label={text().region.corner(index + 1, percent(corner().x), percent(corner().y))}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              held = index;
            }}
            onFocus={() => props.chosen !== index && props.change(props.corners, index)}
            onKeyDown={(event) => onKey(event, index)}
          />
        )}
      </Index>
    </div>
  );
}
