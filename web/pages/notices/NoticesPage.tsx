import { type JSX, Show } from 'solid-js';
import { createPolled } from '../../api/create-polled.ts';
import { fetchNotices } from '../../api/notices.ts';
import { Answered } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { DeliveriesPanel } from './DeliveriesPanel.tsx';
import { ReportsPanel } from './ReportsPanel.tsx';
import { WebhooksPanel } from './WebhooksPanel.tsx';
import './notices.css';

const POLL_MS = 5_000;

/** Did it go out: reports with their next time, webhooks with what waits, and every delivery with what came of it. */
export function NoticesPage(): JSX.Element {
  const notices = createPolled(() => 'notices', fetchNotices, POLL_MS);
  return (
    <div class="notices-page">
      <header class="notices-head">
        <h1>{text().notices.title}</h1>
        <span class="quiet">{text().notices.lead}</span>
      </header>
      <Answered answer={notices} lines={10}>
        {(known) => (
          <>
            <Show when={known().configured} fallback={<Notice level="quiet">{text().notices.unset}</Notice>}>
              <Show when={!known().mail}>
                <Notice level="quiet">{text().notices.noMail}</Notice>
              </Show>
              <div class="notices-grid">
                <ReportsPanel reports={known().reports} ask={notices.ask} />
                <WebhooksPanel webhooks={known().webhooks} />
              </div>
            </Show>
            <Show when={known().configured || known().deliveries.length > 0}>
              <DeliveriesPanel deliveries={known().deliveries} />
            </Show>
          </>
        )}
      </Answered>
    </div>
  );
}
