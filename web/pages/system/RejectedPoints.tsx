import { For, type JSX, Show } from 'solid-js';
import { createPolled } from '../../api/create-polled.ts';
import { fetchRejectedPoints } from '../../api/system.ts';
import { Answered } from '../../desk/Answered.tsx';
import { agoWords } from '../../text/ages.ts';
import { text } from '../../text/language.ts';
import { shortMoment } from '../../text/moments.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

const REFRESH_MS = 30_000;

/** Points that InfluxDB refused, each with its reason; the ledger keeps what they told. */
export function RejectedPoints(props: { names: ReadonlyMap<string, string>; now: number }): JSX.Element {
  const polled = createPolled(() => 'rejected', fetchRejectedPoints, REFRESH_MS);
  return (
    <Panel title={text().system.rejectedPoints} failed={text().common.panelFailed} retry={text().common.retry}>
      <Answered answer={polled} lines={2}>
        {(list) => (
          <Show
            when={list().points.length > 0}
            fallback={<Notice level="quiet">{text().system.noRejectedPoints}</Notice>}
          >
            <div class="table-scroll list-scroll">
              <table class="tight">
                <thead>
                  <tr>
                    <th>{text().system.at}</th>
                    <th>{text().system.yard}</th>
                    <th>{text().system.reason}</th>
                    <th>{text().system.line}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={list().points}>
                    {(point) => (
                      <tr>
                        <td title={agoWords(text(), point.at, props.now)}>
                          {shortMoment(text(), point.at, props.now)}
                        </td>
                        <td class="cut">{props.names.get(point.yard) ?? point.yard}</td>
                        <td class="why">{point.reason}</td>
                        <td class="line">
                          <code>{point.line}</code>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
          </Show>
        )}
      </Answered>
    </Panel>
  );
}
