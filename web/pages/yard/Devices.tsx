import { Index, type JSX, Show } from 'solid-js';
import type { Device } from '../../../domain/wire/http-api.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** The devices of the yard and when each was last heard. */
export function Devices(props: { devices: readonly Device[] }): JSX.Element {
  return (
    <Show when={props.devices.length > 0} fallback={<Notice level="quiet">{text().yard.noDevices}</Notice>}>
      <div class="table-scroll">
        <table class="tight">
          <tbody>
            <Index each={props.devices}>
              {(device) => (
                <tr>
                  <td class="cut">
                    {device().area}/{device().device}
                  </td>
                  <td>
                    <span class={`state ${device().online ? 'good' : 'warning'}`}>
                      <Icon name={device().online ? 'stable' : 'offline'} />
                      {device().online ? text().yard.online : text().yard.offline}
                    </span>
                    <Show when={device().clockOff}>
                      {' '}
                      <span class="state warning">
                        <Icon name="clock" /> {text().yard.clockOff}
                      </span>
                    </Show>
                  </td>
                  <td class="number quiet">{timeOf(device().heardAt)}</td>
                </tr>
              )}
            </Index>
          </tbody>
        </table>
      </div>
    </Show>
  );
}
