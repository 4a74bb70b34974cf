import { useSearchParams } from '@solidjs/router';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../../api/create-answer.ts';
import { createPolled } from '../../api/create-polled.ts';
import { createSteady } from '../../api/create-steady.ts';
import { fetchDisputes } from '../../api/disputes.ts';
import { fetchYards } from '../../api/yards.ts';
import { Answered } from '../../desk/Answered.tsx';
import { mayManage, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DisputeTable } from './DisputeTable.tsx';
import { PartnerLinks } from './PartnerLinks.tsx';
import './disputes.css';

const POLL_MS = 15_000;

/** What partners object to: what waits for an answer first, then what has ended; and the links by which they do. */
export function DisputesPage(): JSX.Element {
  const session = useSession();
  const [search, setSearch] = useSearchParams<{ yard?: string }>();
  const yards = createAnswer(() => 'yards', fetchYards);
  const asked = createMemo(() => search.yard ?? '');
  const disputes = createSteady(createPolled(asked, (yard) => fetchDisputes({ yard: yard || undefined }), POLL_MS));
  const open = () => (disputes.value()?.disputes ?? []).filter(({ state }) => state === 'open');
  const ended = () => (disputes.value()?.disputes ?? []).filter(({ state }) => state !== 'open');
  return (
    <div class="disputes-page">
      <header class="disputes-head">
        <h1>{text().disputes.title}</h1>
        <span class="quiet">{mayManage(session) ? text().disputes.lead : text().disputes.leadOfReaders}</span>
        <span class="spring" />
        <Show when={(yards.value()?.yards.length ?? 0) > 1}>
          <select
            class="input"
            aria-label={text().disputes.yard}
            onChange={(event) => setSearch({ yard: event.currentTarget.value || undefined })}
          >
            <option value="">{text().disputes.all}</option>
            <For each={yards.value()?.yards}>
              {(yard) => (
                <option value={yard.id} selected={yard.id === search.yard}>
                  {yard.name}
                </option>
              )}
            </For>
          </select>
        </Show>
      </header>
      <Answered answer={disputes} lines={8}>
        {() => (
          <>
            <Panel
              title={text().disputes.open}
              note={count(open().length)}
              failed={text().common.panelFailed}
              retry={text().common.retry}
            >
              <Show when={open().length > 0} fallback={<Notice level="quiet">{text().disputes.noneOpen}</Notice>}>
                <DisputeTable disputes={open()} />
              </Show>
            </Panel>
            <Panel title={text().disputes.ended} failed={text().common.panelFailed} retry={text().common.retry}>
              <Show when={ended().length > 0} fallback={<Notice level="quiet">{text().disputes.noneEnded}</Notice>}>
                <DisputeTable disputes={ended()} isEnded />
              </Show>
            </Panel>
          </>
        )}
      </Answered>
      <Show when={mayManage(session) && yards.value()}>
        {(list) => <PartnerLinks yards={list().yards} yard={search.yard} />}
      </Show>
    </div>
  );
}
