import { createMemo, For, type JSX, Show } from 'solid-js';
import { HOUR_MS } from '../../domain/units.ts';
import { type SparkPoint, sparkOf } from './spark.ts';

/** Missing hours up to this many are no gap. */
const GAP_HOURS = 2;

/** A small line of hourly values with its target; a pause is a gap. */
export function Sparkline(props: {
  points: readonly SparkPoint[];
  target: number | null;
  label: string;
  width?: number;
  height?: number;
}): JSX.Element {
  const width = (): number => props.width ?? 120;
  const height = (): number => props.height ?? 26;
  const spark = createMemo(() =>
    sparkOf(props.points, props.target, { width: width(), height: height(), gap: GAP_HOURS * HOUR_MS }),
  );
  return (
    <svg
      class="spark"
      viewBox={`-3 -3 ${width() + 6} ${height() + 6}`}
      width={width() + 6}
      height={height() + 6}
      role="img"
      aria-label={props.label}
    >
      <Show when={spark().target !== null}>
        <line class="spark-target" x1="0" x2={width()} y1={spark().target ?? 0} y2={spark().target ?? 0} />
      </Show>
      <For each={spark().lines}>{(line) => <polyline points={line} />}</For>
      <Show when={spark().last}>{(last) => <circle cx={last().x} cy={last().y} r="2.5" />}</Show>
    </svg>
  );
}
