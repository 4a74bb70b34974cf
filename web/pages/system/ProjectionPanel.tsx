import { type JSX, Show } from 'solid-js';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { agoWords, spanWords } from '../../text/ages.ts';
import { instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { type Fact, Facts } from './Facts.tsx';

type Projection = NonNullable<NonNullable<SystemState['collector']['numbers']>['projection']>;

/** How the points get into InfluxDB: what waits, how old it is, the last error and the next try. */
export function ProjectionPanel(props: { state: SystemState; now: number }): JSX.Element {
  const numbers = () => (props.state.collector.online ? props.state.collector.numbers : null);
  return (
    <Panel title={text().system.projection} failed={text().common.panelFailed} retry={text().common.retry}>
      <Show when={numbers()} fallback={<Notice level="quiet">{text().system.projectionUnknown}</Notice>}>
        {(known) => (
          <Show when={known().projection} fallback={<Notice level="quiet">{text().system.projectionOff}</Notice>}>
            {(projection) => <Facts facts={projectionFacts(projection(), props.state.history, props.now)} />}
          </Show>
        )}
      </Show>
    </Panel>
  );
}

function projectionFacts(projection: Projection, history: SystemState['history'], now: number): Fact[] {
  const words = text().system;
  const retryAt = instant(projection.retryAt);
  const seconds = (ms: number | null): string => (ms === null ? '–' : words.ms(count(ms)));
  return [
    {
      name: words.state,
      value: words.projectionStates[projection.state],
      level: projection.state === 'running' ? 'good' : 'warning',
    },
    { name: words.due, value: words.points(count(projection.due)) },
    {
      name: words.oldest,
      value: projection.oldestAt === null ? '–' : agoWords(text(), projection.oldestAt, now),
    },
    { name: words.lastWritten, value: agoWords(text(), projection.lastWrittenAt, now) },
    ...(projection.lastError === null ? [] : [{ name: words.lastError, value: projection.lastError }]),
    ...(retryAt === null
      ? []
      : [{ name: words.retryAt, value: text().age.in(spanWords(text(), Math.max(0, retryAt - now))) }]),
    { name: words.lag, value: words.quantiles(seconds(projection.lagP50Ms), seconds(projection.lagP95Ms)) },
    { name: words.sentTotal, value: words.points(count(projection.written)) },
    {
      name: words.refusedTotal,
      value: words.points(count(projection.rejected)),
      level: projection.rejected > 0 ? 'warning' : undefined,
    },
    { name: words.url, value: <code>{projection.url}</code> },
    { name: words.history, value: words.histories[history] },
  ];
}
