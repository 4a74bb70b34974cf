import { For, Index, type JSX, Show } from 'solid-js';
import { gradeColour, UNJUDGED_LINE } from '../ui/grade-colours.ts';
import { axisEnd, type HourStack } from './hour-stacks.ts';

const AXIS = { left: 56, bottom: 40, top: 14 };

/** Bars of a day in plain SVG: no chart library on a wall that stays on for months. `width` and `height` are units of its own. */
export function HourBars(props: {
  hours: readonly HourStack[];
  currentHour: number | null;
  width: number;
  height: number;
  label: string;
}): JSX.Element {
  const end = (): number => axisEnd(Math.max(0, ...props.hours.map(({ total }) => total)));
  const plotHeight = (): number => props.height - AXIS.bottom - AXIS.top;
  const y = (kg: number): number => AXIS.top + plotHeight() * (1 - kg / end());
  const slot = (): number => (props.width - AXIS.left) / props.hours.length;
  /** every second hour and this one; beside this one there is no room */
  const isLabelled = (hour: number): boolean =>
    hour === props.currentHour || (hour % 2 === 0 && Math.abs(hour - (props.currentHour ?? -2)) !== 1);
  const segments = (bar: HourStack): { bucket: string; top: number; height: number }[] => {
    let below = 0;
    return bar.parts.map(({ bucket, kg }) => {
      below += kg;
      return { bucket, top: y(below), height: y(below - kg) - y(below) };
    });
  };
  return (
    <svg class="hour-bars" viewBox={`0 0 ${props.width} ${props.height}`} role="img" aria-label={props.label}>
      <defs>
        <pattern id="foreign-stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="8" height="8" fill={gradeColour('foreign')} />
          <rect width="3" height="8" fill="#4a525a" />
        </pattern>
      </defs>
      <For each={[0, 0.5, 1]}>
        {(part) => (
          <>
            <line class="hour-grid" x1={AXIS.left} x2={props.width} y1={y(end() * part)} y2={y(end() * part)} />
            <text class="hour-axis" x={AXIS.left - 12} y={y(end() * part) + 8} text-anchor="end">
              {Math.round((end() * part) / 1000)}
            </text>
          </>
        )}
      </For>
      <Index each={props.hours}>
        {(bar, index) => (
          <g transform={`translate(${AXIS.left + slot() * index + slot() * 0.14} 0)`}>
            <For each={segments(bar())}>
              {(part) => (
                <rect
                  y={part.top}
                  width={slot() * 0.72}
                  height={Math.max(0, part.height - 1)}
                  fill={part.bucket === 'foreign' ? 'url(#foreign-stripes)' : gradeColour(part.bucket)}
                  stroke={gradeColour(part.bucket) === 'transparent' ? UNJUDGED_LINE : 'none'}
                />
              )}
            </For>
            <Show when={bar().hour === props.currentHour}>
              <rect class="hour-now" y={y(0) + 2} width={slot() * 0.72} height={5} />
            </Show>
            <Show when={isLabelled(bar().hour)}>
              <text
                class={bar().hour === props.currentHour ? 'hour-axis hour-current' : 'hour-axis'}
                x={slot() * 0.36}
                y={props.height - 4}
                text-anchor="middle"
              >
                {bar().hour}
              </text>
            </Show>
          </g>
        )}
      </Index>
    </svg>
  );
}
