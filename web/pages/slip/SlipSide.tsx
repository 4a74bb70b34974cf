import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import type { Slip } from '../../../domain/wire/slips-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchDisputes } from '../../api/disputes.ts';
import { Deadline, DisputeState } from '../../slips/DisputeMarks.tsx';
import { subjectWords } from '../../slips/dispute-words.ts';
import { issueReason, paperTime } from '../../slips/slip-words.ts';
import { text } from '../../text/language.ts';
import { Panel } from '../../ui/Panel.tsx';

/** Beside the sheet: every version of it, and what the partner objects to. */
export function SlipSide(props: { slip: Slip }): JSX.Element {
  const disputes = createAnswer(
    () => `${props.slip.visit} ${props.slip.sha256}`,
    () => fetchDisputes({ visit: props.slip.visit }),
  );
  return (
    <aside class="slip-side">
      <Panel title={text().slip.versions} failed={text().common.panelFailed} retry={text().common.retry}>
        <ol class="slip-versions">
          <For each={props.slip.versions}>
            {(version) => (
              <li>
                <Show
                  when={version.version !== props.slip.version}
                  fallback={
                    <strong aria-current="true">
                      {text().slip.version(version.version)} <span class="quiet">{text().slip.shown}</span>
                    </strong>
                  }
                >
                  <A href={`/visits/${encodeURIComponent(props.slip.visit)}/slip?version=${version.version}`}>
                    {text().slip.version(version.version)}
                  </A>
                </Show>
                <Show when={version.state === 'cancelled'}>
                  <span class="state alarm">{text().slip.states.cancelled}</span>
                </Show>
                <span class="quiet">
                  {paperTime(version.issuedAt)} · {version.by ?? text().slip.byItself}
                </span>
                <span>{issueReason(text(), version.reason)}</span>
              </li>
            )}
          </For>
        </ol>
      </Panel>
      <Show when={(disputes.value()?.disputes.length ?? 0) > 0 && disputes.value()}>
        {(list) => (
          <Panel title={text().slip.disputes} failed={text().common.panelFailed} retry={text().common.retry}>
            <ul class="slip-versions">
              <For each={list().disputes}>
                {(dispute) => (
                  <li>
                    <A href={`/disputes/${encodeURIComponent(dispute.id)}`}>{subjectWords(text(), dispute.subject)}</A>
                    <DisputeState dispute={dispute} />
                    <Deadline dispute={dispute} />
                  </li>
                )}
              </For>
            </ul>
          </Panel>
        )}
      </Show>
    </aside>
  );
}
