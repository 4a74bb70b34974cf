import type { JSX } from 'solid-js';
import { Chart } from './Chart.tsx';
import type { HourStack } from './hour-stacks.ts';
import { type ChartDress, throughputOption } from './throughput-option.ts';

/** Throughput of a day per hour, stacked by grade. */
export function ThroughputChart(props: { hours: readonly HourStack[]; dress: ChartDress; label: string }): JSX.Element {
  return <Chart class="chart" option={throughputOption(props.hours, props.dress)} label={props.label} />;
}
