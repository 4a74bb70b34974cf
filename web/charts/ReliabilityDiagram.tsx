import { For, type JSX } from 'solid-js';
import type { ReliabilityBin } from './reliability.ts';

const SIDE = 240;
const LEFT = 38;
const BOTTOM = 34;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Share right over confidence said, a dot per bin, larger with more photos; on the diagonal both are equal. */
export function ReliabilityDiagram(props: {
  bins: readonly ReliabilityBin[];
  label: string;
  said: string;
  right: string;
}): JSX.Element {
  const x = (share: number): number => LEFT + share * SIDE;
  const y = (share: number): number => 8 + (1 - share) * SIDE;
  const most = (): number => Math.max(...props.bins.map(({ photos }) => photos));
  const line = (): string => props.bins.map((bin) => `${x(bin.confidence)},${y(bin.right)}`).join(' ');
  return (
    <svg
      class="reliability"
      viewBox={`0 0 ${LEFT + SIDE + 14} ${8 + SIDE + BOTTOM}`}
      role="img"
      aria-label={props.label}
    >
      <For each={TICKS}>
        {(tick) => (
          <g>
            <line class="grid" x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
            <line class="grid" x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(1)} />
            <text x={x(0) - 5} y={y(tick) + 4} text-anchor="end">
              {tick * 100}
            </text>
            <text x={x(tick)} y={y(0) + 14} text-anchor="middle">
              {tick * 100}
            </text>
          </g>
        )}
      </For>
      <line class="ideal" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      <polyline points={line()} />
      <For each={props.bins}>
        {(bin) => (
          <circle cx={x(bin.confidence)} cy={y(bin.right)} r={2.5 + 5 * Math.sqrt(bin.photos / most())}>
            <title>{`${Math.round(bin.confidence * 100)}% → ${Math.round(bin.right * 100)}% (${bin.photos})`}</title>
          </circle>
        )}
      </For>
      <text x={x(0.5)} y={y(0) + 29} text-anchor="middle">
        {props.said} (%)
      </text>
      <text x={-y(0.5)} y={10} text-anchor="middle" transform="rotate(-90)">
        {props.right} (%)
      </text>
    </svg>
  );
}
