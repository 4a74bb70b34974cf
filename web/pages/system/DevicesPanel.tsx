import { A } from '@solidjs/router';
import { Index, type JSX, Show } from 'solid-js';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { agoWords } from '../../text/ages.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { devicesInOrder } from './device-rows.ts';

type Yard = SystemState['yards'][number];
type Condition = Yard['devices'][number]['condition'];

const SIGNS: Record<Condition, IconName> = {
  speaking: 'stable',
  silent: 'warning',
  offline: 'offline',
  resting: 'empty',
};
const LEVELS: Record<Condition, string> = { speaking: 'good', silent: 'warning', offline: 'warning', resting: 'quiet' };

/** The devices of each yard against their habit, what needs a look first; a closed yard's devices rest. */
export function DevicesPanel(props: {
  yards: readonly Yard[];
  now: number;
  /** what was last known, because the collector is away */
  isOld: boolean;
}): JSX.Element {
  const hours = (yard: Yard): string => {
    if (yard.changesAt === null) return yard.open ? text().system.alwaysOpen : text().system.closed;
    const time = momentWords(text(), yard.changesAt, props.now);
    return yard.open ? text().system.closesAt(time) : text().system.opensAt(time);
  };
  return (
    <Panel
      class={props.isOld ? 'devices-panel old' : 'devices-panel'}
      note={props.isOld ? text().system.devicesOld : undefined}
      title={text().system.devices}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show
        when={props.yards.some(({ devices }) => devices.length > 0)}
        fallback={<Notice level="quiet">{text().system.noDevices}</Notice>}
      >
        <div class="device-yards">
          <Index each={props.yards}>
            {(yard) => (
              <section>
                <h3>
                  <A href={`/yards/${yard().yard}`}>{yard().name}</A> <small class="quiet">{hours(yard())}</small>
                </h3>
                <Show when={yard().devices.length > 0} fallback={<p class="quiet">{text().system.noDevices}</p>}>
                  <table class="tight">
                    <tbody>
                      <Index each={devicesInOrder(yard().devices)}>
                        {(device) => (
                          <tr>
                            <td>
                              {device().area}/{device().device}
                            </td>
                            <td>
                              <span class={`state ${LEVELS[device().condition]}`}>
                                <Icon name={SIGNS[device().condition]} />
                                {text().system.conditions[device().condition]}
                              </span>
                              <Show when={device().clockOff}>
                                {' '}
                                <span class="state warning">
                                  <Icon name="clock" /> {text().yard.clockOff}
                                </span>
                              </Show>
                            </td>
                            <td class="number quiet">{agoWords(text(), device().heardAt, props.now)}</td>
                          </tr>
                        )}
                      </Index>
                    </tbody>
                  </table>
                </Show>
              </section>
            )}
          </Index>
        </div>
      </Show>
    </Panel>
  );
}
