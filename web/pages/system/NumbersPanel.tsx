import { type JSX, Show } from 'solid-js';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { agoWords, spanWords } from '../../text/ages.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { type Fact, Facts } from './Facts.tsx';

/** A loop that lags longer than this delays what people see. */
const LAG_WARNING_MS = 200;

const ms = (value: number | null): string => (value === null ? '–' : text().system.ms(rounded(value)));
const rounded = (value: number): string => (value < 10 ? value.toFixed(1) : count(value));

function shared(of: { version: string; uptimeS: number; loopLagMs: number; rssMb: number }): Fact[] {
  const words = text().system;
  return [
    {
      name: words.loopLag,
      value: ms(of.loopLagMs),
      level: of.loopLagMs > LAG_WARNING_MS ? 'warning' : undefined,
    },
    { name: words.memory, value: words.mb(count(of.rssMb)) },
    { name: words.uptime, value: spanWords(text(), of.uptimeS * 1000) },
    { name: words.version, value: of.version },
  ];
}

/** What the collector tells of its own work. */
export function CollectorPanel(props: { collector: SystemState['collector']; now: number }): JSX.Element {
  const facts = (numbers: NonNullable<SystemState['collector']['numbers']>): Fact[] => {
    const words = text().system;
    const waiting = (many: number, oldest: string | null): string =>
      many === 0 ? '0' : words.since(count(many), agoWords(text(), oldest, props.now));
    return [
      ...(numbers.trouble === null ? [] : [{ name: words.trouble, value: numbers.trouble, level: 'alarm' as const }]),
      { name: words.commit, value: words.quantiles(ms(numbers.commitP50Ms), ms(numbers.commitP95Ms)) },
      { name: words.spooled, value: waiting(numbers.spooled, numbers.spooledOldestAt) },
      { name: words.outbox, value: waiting(numbers.outbox, numbers.outboxOldestAt) },
      ...shared(numbers),
    ];
  };
  return (
    <Panel
      title={text().system.collector}
      note={text().system.chain.heard(agoWords(text(), props.collector.heardAt, props.now))}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show
        when={props.collector.online && props.collector.numbers}
        fallback={<Notice level="quiet">{text().system.numbersUnknown}</Notice>}
      >
        {(numbers) => <Facts facts={facts(numbers())} />}
      </Show>
    </Panel>
  );
}

export function ServerPanel(props: { server: SystemState['server'] }): JSX.Element {
  return (
    <Panel title={text().system.server} failed={text().common.panelFailed} retry={text().common.retry}>
      <Facts facts={[{ name: text().system.clients, value: count(props.server.clients) }, ...shared(props.server)]} />
    </Panel>
  );
}
