import { createMemo, For, type JSX } from 'solid-js';
import { weekStrip } from './week-strip.ts';
import './week-strip.css';

const WIDTH = 132;
const HEIGHT = 44;

/** Eight weeks and the one that is spoken of, on the range that is usual; its label says the figures. */
export function WeekStrip(props: { change: Parameters<typeof weekStrip>[0]; label: string }): JSX.Element {
  const strip = createMemo(() => weekStrip(props.change, { width: WIDTH, height: HEIGHT }));
  return (
    <svg
      class="week-strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={props.label}
    >
      <title>{props.label}</title>
      <For each={strip().bars.filter(({ isNow }) => !isNow)}>
        {({ x, y, width, height }) => <rect class="week" x={x} y={y} width={width} height={height} />}
      </For>
      <rect class="band" x="0" width={WIDTH} y={strip().band.y} height={strip().band.height} />
      <line x1="0" x2={WIDTH} y1={strip().median} y2={strip().median} />
      <For each={strip().bars.filter(({ isNow }) => isNow)}>
        {({ x, y, width, height }) => <rect class="now" x={x} y={y} width={width} height={height} />}
      </For>
    </svg>
  );
}
