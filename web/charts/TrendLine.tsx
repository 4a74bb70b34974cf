import { createMemo, For, type JSX, Show } from 'solid-js';
import { trendOf } from './trend.ts';
import './trend.css';

/** A small line of values, one per bucket, oldest first; its figures stand beside it. */
export function TrendLine(props: {
  values: readonly (number | null)[];
  isAmount: boolean;
  label: string;
  width?: number;
  height?: number;
}): JSX.Element {
  const width = (): number => props.width ?? 96;
  const height = (): number => props.height ?? 22;
  const trend = createMemo(() => trendOf(props.values, { width: width(), height: height() }, props.isAmount));
  return (
    <svg
      class="trend"
      viewBox={`-3 -3 ${width() + 6} ${height() + 6}`}
      width={width() + 6}
      height={height() + 6}
      role="img"
      aria-label={props.label}
    >
      <Show when={props.isAmount}>
        <line x1="0" x2={width()} y1={trend().base} y2={trend().base} />
      </Show>
      <For each={trend().lines}>{(line) => <polyline points={line} />}</For>
      <Show when={trend().last}>{(last) => <circle cx={last().x} cy={last().y} r="2.5" />}</Show>
    </svg>
  );
}
