import { useSearchParams } from '@solidjs/router';
import { For, Index, type JSX, Show } from 'solid-js';
import type { Delivery } from '../../../domain/wire/notices-api.ts';
import { text } from '../../text/language.ts';
import { shortMoment } from '../../text/moments.ts';
import { count } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

const STATES = ['all', 'waiting', 'given-up', 'done'] as const;
const MARKS = { done: ['good', 'stable'], waiting: ['warning', 'clock'], 'given-up': ['alarm', 'alarm'] } as const;

/** What was sent, the newest first; the address carries which of it is shown. */
export function DeliveriesPanel(props: { deliveries: readonly Delivery[] }): JSX.Element {
  const words = () => text().notices;
  const [search, setSearch] = useSearchParams<{ state: string }>();
  const shown = () => STATES.find((state) => state === search.state) ?? 'all';
  const listed = () => props.deliveries.filter(({ state }) => shown() === 'all' || state === shown());
  return (
    <Panel
      title={words().deliveries}
      note={words().deliveriesNote}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <fieldset class="segments" aria-label={words().state}>
        <For each={STATES}>
          {(state) => (
            <button
              type="button"
              aria-pressed={shown() === state}
              onClick={() => setSearch({ state: state === 'all' ? null : state })}
            >
              {state === 'all' ? words().all : words().states[state]}
            </button>
          )}
        </For>
      </fieldset>
      <Show
        when={listed().length > 0}
        fallback={
          <Notice level="quiet">{props.deliveries.length === 0 ? words().noDeliveries : words().noneSuch}</Notice>
        }
      >
        <table class="deliveries">
          <thead>
            <tr>
              <th scope="col">{words().when}</th>
              <th scope="col">{words().what}</th>
              <th scope="col">{words().to}</th>
              <th scope="col">{words().state}</th>
            </tr>
          </thead>
          <tbody>
            <Index each={listed()}>{(delivery) => <DeliveryRow delivery={delivery()} />}</Index>
          </tbody>
        </table>
      </Show>
    </Panel>
  );
}

function DeliveryRow(props: { delivery: Delivery }): JSX.Element {
  const words = () => text().notices;
  const mark = () => MARKS[props.delivery.state];
  /** of a webhook: which event, and of what */
  const event = () => props.delivery.what.split(' ')[0] ?? '';
  const subject = () => props.delivery.what.slice(event().length + 1);
  return (
    <tr>
      <td class="when">
        <time dateTime={props.delivery.lastAt ?? props.delivery.firstAt}>
          {shortMoment(text(), props.delivery.lastAt ?? props.delivery.firstAt, Date.now())}
        </time>
      </td>
      <td>
        <Show when={props.delivery.way === 'webhook'} fallback={props.delivery.what}>
          <strong>{props.delivery.name}</strong> <span title={event()}>{words().eventNames[event()] ?? event()}</span>{' '}
          {subject()}
        </Show>
      </td>
      <td>
        <span class="quiet">{words().ways[props.delivery.way]}</span> <span class="address">{props.delivery.to}</span>
      </td>
      <td>
        <p class="delivery-state">
          <span class={`state ${mark()[0]}`}>
            <Icon name={mark()[1]} />
            <span>{words().states[props.delivery.state]}</span>
          </span>
          <span class="quiet">
            {props.delivery.attempts > 1 || props.delivery.state !== 'done'
              ? words().tries(count(props.delivery.attempts))
              : ''}
            <Show when={props.delivery.nextAt !== null && props.delivery.attempts > 0}>
              , {words().again(shortMoment(text(), props.delivery.nextAt, Date.now()))}
            </Show>
          </span>
        </p>
        <Show when={props.delivery.state !== 'done' && props.delivery.answer}>
          {(answer) => <code class="delivery-answer">{answer()}</code>}
        </Show>
      </td>
    </tr>
  );
}
