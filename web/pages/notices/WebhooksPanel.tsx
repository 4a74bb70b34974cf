import { Index, type JSX, Show } from 'solid-js';
import type { Notices } from '../../../domain/wire/notices-api.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** Webhooks with what they ask for and how much waits for them. */
export function WebhooksPanel(props: { webhooks: Notices['webhooks'] }): JSX.Element {
  const words = () => text().notices;
  const told = (events: readonly string[]): string =>
    events.length > 4
      ? words().events(events.length)
      : events.map((event) => words().eventNames[event] ?? event).join(', ');
  return (
    <Panel title={words().webhooks} failed={text().common.panelFailed} retry={text().common.retry}>
      <Show when={props.webhooks.length > 0} fallback={<Notice level="quiet">{words().noWebhooks}</Notice>}>
        <ul class="notice-list">
          <Index each={props.webhooks}>
            {(webhook) => (
              <li>
                <div class="notice-what">
                  <p>
                    <strong>{webhook().name}</strong> <span class="quiet address">{webhook().url}</span>
                  </p>
                  <p class="quiet" title={webhook().events.join(', ')}>
                    {told(webhook().events)}
                  </p>
                </div>
                <span class={webhook().waiting > 0 ? 'state warning' : 'quiet'}>
                  {webhook().waiting > 0 ? words().waiting(count(webhook().waiting)) : words().noneWaiting}
                </span>
              </li>
            )}
          </Index>
        </ul>
      </Show>
    </Panel>
  );
}
