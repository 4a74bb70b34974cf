import { createSignal, For, type JSX, Show } from 'solid-js';
import { createPolled } from '../../api/create-polled.ts';
import { fetchStock } from '../../api/flows.ts';
import { Answered } from '../../desk/Answered.tsx';
import { ProcurementGate } from '../../desk/procurement/ProcurementGate.tsx';
import { mayManage, mayWriteNeed, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { Notice } from '../../ui/Notice.tsx';
import { CountDrawer } from './CountDrawer.tsx';
import { ImportDrawer } from './ImportDrawer.tsx';
import { NeedsPanel } from './NeedsPanel.tsx';
import type { YardStock } from './stock-figures.ts';
import { YardPanel } from './YardPanel.tsx';
import './stock.css';

const REFRESH_MS = 30_000;

/** What lies on the ground of each yard, for how many days, and what the works still want. */
export function StockPage(): JSX.Element {
  return (
    <ProcurementGate>
      <Stock />
    </ProcurementGate>
  );
}

function Stock(): JSX.Element {
  const session = useSession();
  const stock = createPolled(() => 'stock', fetchStock, REFRESH_MS);
  const [counted, setCounted] = createSignal<YardStock>();
  const [isImporting, setImporting] = createSignal(false);
  const [sentTo, setSentTo] = createSignal<string>();
  return (
    <div class="procurement-page">
      <header class="page-head">
        <h1>{text().stock.title}</h1>
        <Show when={stock.value()}>
          {(report) => <span class="quiet">{text().stock.asOf(momentWords(text(), report().at, Date.now()))}</span>}
        </Show>
      </header>
      <Answered answer={stock} lines={10}>
        {(report) => (
          <>
            <Show when={report().yards.length > 0} fallback={<Notice level="quiet">{text().stock.empty}</Notice>}>
              <div class="stock-yards">
                <For each={report().yards.map(({ yard }) => yard)}>
                  {(id) => (
                    <Show when={report().yards.find(({ yard }) => yard === id)}>
                      {(yard) => (
                        <YardPanel
                          stock={yard()}
                          isSent={sentTo() === id}
                          count={mayManage(session) ? () => setCounted(yard()) : undefined}
                        />
                      )}
                    </Show>
                  )}
                </For>
              </div>
            </Show>
            <NeedsPanel
              needs={report().needs}
              at={report().at}
              import={mayWriteNeed(session) ? () => setImporting(true) : undefined}
            />
          </>
        )}
      </Answered>
      <Show when={counted()}>
        {(yard) => (
          <CountDrawer
            stock={yard()}
            sent={() => {
              setSentTo(yard().yard);
              stock.ask();
            }}
            close={() => setCounted(undefined)}
          />
        )}
      </Show>
      <Show when={isImporting()}>
        <ImportDrawer imported={stock.ask} close={() => setImporting(false)} />
      </Show>
    </div>
  );
}
