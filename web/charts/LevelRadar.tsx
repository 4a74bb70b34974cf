import type { JSX } from 'solid-js';
import { Chart } from './Chart.tsx';
import { type RadarArea, type RadarDress, radarOption } from './radar-option.ts';

/** Areas as spokes, the share met on each. */
export function LevelRadar(props: { areas: readonly RadarArea[]; dress: RadarDress; label: string }): JSX.Element {
  return <Chart class="radar-chart" option={radarOption(props.areas, props.dress)} label={props.label} />;
}
