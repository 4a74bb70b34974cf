import { createEffect, createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { drawTimeBars, plotOf, type TimeBarsDress } from './draw-time-bars.ts';
import { makeResizeWatch } from './resize.ts';
import { atOf, bucketUnder, type TimeBarsData, type TimeWindow } from './time-bars.ts';
import './time-bars.css';

/**
 * Stacked bars over a window of time that wheel, drag and keys move: the wheel zooms around the pointer, a drag pans,
 * arrows pan, + and - zoom. It draws what it is given at once and never moves the window itself.
 */
export function TimeBars(props: {
  data: TimeBarsData;
  window: TimeWindow;
  dress: TimeBarsDress;
  label: string;
  /** names what is drawn, for whoever watches it */
  grain: string;
  /** the lines of a bucket's tooltip, the first its name */
  tooltip: (bucket: number) => readonly string[];
  zoom: (factor: number, around: number) => void;
  pan: (by: number) => void;
  /** tells the width of the plot in pixels */
  resized: (width: number) => void;
}): JSX.Element {
  let canvas: HTMLCanvasElement | undefined;
  const [size, setSize] = createSignal({ width: 0, height: 0 });
  const [hover, setHover] = createSignal<{ x: number; bucket: number } | null>(null);
  const plot = () => plotOf(size().width, size().height);
  const instantAt = (event: { clientX: number }): number =>
    atOf(event.clientX - (canvas?.getBoundingClientRect().left ?? 0), props.window, plot());

  onMount(() => {
    const own = canvas;
    if (own === undefined) return;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = own;
      own.width = Math.round(width * devicePixelRatio);
      own.height = Math.round(height * devicePixelRatio);
      setSize({ width, height });
      props.resized(plotOf(width, height).width);
    };
    measure();
    const stopWatching = makeResizeWatch(own, measure);
    const turned = (event: WheelEvent): void => {
      event.preventDefault();
      setHover(null);
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const by = (event.deltaX || event.deltaY) / Math.max(1, plot().width);
        props.pan(by * (props.window.to - props.window.from));
      } else props.zoom(2 ** (Math.max(-120, Math.min(120, event.deltaY)) / 160), instantAt(event));
    };
    // not passive: the page must not scroll while the chart zooms
    own.addEventListener('wheel', turned, { passive: false });
    onCleanup(() => {
      stopWatching();
      own.removeEventListener('wheel', turned);
    });
    createEffect(() => {
      const context = own.getContext('2d');
      if (context === null || size().width === 0) return;
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      const { data, window, dress } = props;
      const points = drawTimeBars(context, size(), data, { window, dress, marked: hover()?.bucket ?? -1 });
      own.dataset.points = String(points);
      own.dataset.grain = props.grain;
    });
  });

  let dragged: { x: number } | null = null;
  const moved = (event: PointerEvent): void => {
    if (dragged !== null) {
      const by = ((dragged.x - event.clientX) / Math.max(1, plot().width)) * (props.window.to - props.window.from);
      dragged = { x: event.clientX };
      props.pan(by);
      return;
    }
    const bucket = bucketUnder(props.data, instantAt(event));
    setHover(bucket < 0 ? null : { x: event.clientX - (canvas?.getBoundingClientRect().left ?? 0), bucket });
  };
  const pressed = (event: KeyboardEvent): void => {
    const span = props.window.to - props.window.from;
    const middle = props.window.from + span / 2;
    if (event.key === 'ArrowLeft') props.pan(-span / 8);
    else if (event.key === 'ArrowRight') props.pan(span / 8);
    else if (event.key === '+' || event.key === '=') props.zoom(0.5, middle);
    else if (event.key === '-') props.zoom(2, middle);
    else return;
    event.preventDefault();
  };
  return (
    <div class="time-bars">
      <canvas
        ref={canvas}
        role="img"
        aria-label={props.label}
        tabindex="0"
        onPointerDown={(event) => {
          dragged = { x: event.clientX };
          setHover(null);
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={() => {
          dragged = null;
        }}
        onPointerCancel={() => {
          dragged = null;
        }}
        onPointerMove={moved}
        onPointerLeave={() => setHover(null)}
        onKeyDown={pressed}
      />
      <Show when={hover()}>
        {(at) => (
          <div class="time-bars-tip" classList={{ left: at().x > size().width / 2 }} style={{ '--x': `${at().x}px` }}>
            {props.tooltip(at().bucket).map((line, place) => (place === 0 ? <b>{line}</b> : <span>{line}</span>))}
          </div>
        )}
      </Show>
    </div>
  );
}
