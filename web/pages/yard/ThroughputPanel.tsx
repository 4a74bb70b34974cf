import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js';
import type { HourStack } from '../../charts/hour-stacks.ts';
import type { ChartDress } from '../../charts/throughput-option.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import { deskColours } from '../../ui/desk-colours.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ThroughputTable } from './ThroughputTable.tsx';

const ThroughputChart = lazy(async () => ({
  default: (await import('../../charts/ThroughputChart.tsx')).ThroughputChart,
}));

/** Throughput per hour by grade: a chart with its table one click away. */
export function ThroughputPanel(props: { hours: readonly HourStack[] }): JSX.Element {
  const [isTable, setTable] = createSignal(false);
  const dress = (): ChartDress => ({
    ...deskColours(),
    gradeName: (bucket) => gradeName(text(), bucket),
    hourName: (hour) => text().date.hour(hour),
    kilograms,
    total: text().yard.total,
  });
  return (
    <Panel
      class="wide"
      title={text().yard.throughput}
      failed={text().common.panelFailed}
      retry={text().common.retry}
      note={
        <>
          {text().yard.throughputNote}{' '}
          <button type="button" class="button small plain" onClick={() => setTable(!isTable())}>
            {isTable() ? text().common.chart : text().common.table}
          </button>
        </>
      }
    >
      <Show
        when={props.hours.some(({ total }) => total > 0)}
        fallback={
          <div class="chart">
            <Notice level="quiet">{text().yard.throughputEmpty}</Notice>
          </div>
        }
      >
        <Show
          when={isTable()}
          fallback={
            <Suspense fallback={<Skeleton lines={6} label={text().common.loading} />}>
              <ThroughputChart hours={props.hours} dress={dress()} label={text().yard.throughput} />
            </Suspense>
          }
        >
          <ThroughputTable hours={props.hours} />
        </Show>
      </Show>
    </Panel>
  );
}
