import { For, type JSX, Show } from 'solid-js';
import type { VisitDetail } from '../../../domain/wire/http-api.ts';
import { clockSeconds, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** Every weighing as the scale sent it. */
export function Weighings(props: { visit: VisitDetail }): JSX.Element {
  return (
    <Panel title={text().visit.weighings} failed={text().common.panelFailed} retry={text().common.retry}>
      <div class="table-scroll">
        <table class="tight">
          <thead>
            <tr>
              <th />
              <th>{text().visit.time}</th>
              <th>{text().visit.device}</th>
              <th class="number">{text().visit.weight}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.visit.weighings}>
              {(weighing) => (
                <tr>
                  <td>{text().visit.roles[weighing.role]}</td>
                  <td class="weighing-time">
                    {clockSeconds(instant(weighing.at) ?? 0)}
                    <Show when={weighing.clockOff}>
                      {' '}
                      <span class="state warning">
                        <Icon name="clock" /> {text().yard.receivedApart}
                      </span>
                    </Show>
                  </td>
                  <td>{weighing.device}</td>
                  <td class="number">
                    <b>{kilograms(weighing.kg)}</b>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
