import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import type { SupplierCard } from '../../../domain/wire/flows-api.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** The objections of a supplier, open ones first, each with the way to what was said. */
export function DisputesPanel(props: { card: SupplierCard }): JSX.Element {
  return (
    <Panel
      title={text().suppliers.disputes}
      note={props.card.now.disputesUpheld > 0 ? text().suppliers.upheld(count(props.card.now.disputesUpheld)) : ''}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show
        when={props.card.disputes.length > 0}
        fallback={<Notice level="quiet">{text().suppliers.noDisputes}</Notice>}
      >
        <ul class="supplier-disputes">
          <For each={props.card.disputes}>
            {(dispute) => (
              <li>
                <A href={`/disputes/${encodeURIComponent(dispute.id)}`}>
                  {text().date.day(dispute.openedAt.slice(0, 10))}
                </A>
                <span class={dispute.state === 'open' ? 'state warning' : 'quiet'}>
                  {text().suppliers.disputeStates[dispute.state] ?? dispute.state}
                </span>
                <A href={`/visits/${encodeURIComponent(dispute.visit)}`}>{text().suppliers.truck}</A>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
}
