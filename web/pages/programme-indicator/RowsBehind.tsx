import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import type { IndicatorState } from '../../../domain/wire/programme-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchIndicatorRows } from '../../api/programme.ts';
import { Answered } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** The rows an hour of the indicator is counted from; what is missing of it is marked. */
export function RowsBehind(props: { one: IndicatorState; unit: string; hour: string | null }): JSX.Element {
  const rows = createAnswer(
    () => `${props.one.yard} ${props.one.id} ${props.hour ?? ''}`,
    () => fetchIndicatorRows(props.one.yard, props.one.id, props.hour),
  );
  const words = () => text().indicator;
  const moment = (time: string | null): string => momentWords(text(), time, 0);
  return (
    <Panel
      title={words().behindTitle}
      note={<Show when={rows.value()}>{(known) => words().window(moment(known().from), moment(known().to))}</Show>}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Answered answer={rows} lines={8}>
        {(known) => (
          <Show when={known().rows.length > 0} fallback={<Notice level="quiet">{words().noneBehind}</Notice>}>
            <div class="table-scroll behind-rows">
              <table class="tight">
                <thead>
                  <tr>
                    <th>{words().hour}</th>
                    <th>{words().what}</th>
                    <th>{words().subject}</th>
                    <th class="number">{words().adds}</th>
                    <th>{words().counts}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={known().rows}>
                    {(row) => (
                      <tr>
                        <td>{moment(row.at)}</td>
                        <td>{words().kinds[row.what] ?? row.what}</td>
                        <td>
                          <Show when={row.visit} fallback={row.device ?? row.command ?? '–'}>
                            {(visit) => <A href={`/visits/${encodeURIComponent(visit())}`}>{visit()}</A>}
                          </Show>
                        </td>
                        <td class="number">
                          {row.value === null
                            ? '–'
                            : `${row.value.toLocaleString('en-US', { maximumFractionDigits: 2 })}${props.unit === '%' ? '' : props.unit}`}
                        </td>
                        <td>
                          <span class={`item-state ${row.counts ? 'good' : 'warning'}`}>
                            <Icon name={row.counts ? 'stable' : 'warning'} />
                            {row.counts ? words().counted : words().lacking}
                          </span>
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
