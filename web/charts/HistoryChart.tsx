import type { JSX } from 'solid-js';
import type { BucketStacks } from './bucket-stacks.ts';
import { Chart } from './Chart.tsx';
import { type HistoryDress, historyOption } from './history-option.ts';

/** Throughput per bucket of time, stacked by key. */
export function HistoryChart(props: { stacks: BucketStacks; dress: HistoryDress; label: string }): JSX.Element {
  return <Chart class="chart" option={historyOption(props.stacks, props.dress)} label={props.label} />;
}
