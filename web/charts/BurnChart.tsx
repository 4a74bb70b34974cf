import type { JSX } from 'solid-js';
import type { BurnPoint } from '../../domain/wire/programme-api.ts';
import { type BurnDress, burnOption } from './burn-option.ts';
import { Chart } from './Chart.tsx';

/** Cumulative money over time: the plan and what became of it. */
export function BurnChart(props: {
  points: readonly BurnPoint[];
  today: string;
  dress: BurnDress;
  label: string;
}): JSX.Element {
  return <Chart class="chart" option={burnOption(props.points, props.today, props.dress)} label={props.label} />;
}
