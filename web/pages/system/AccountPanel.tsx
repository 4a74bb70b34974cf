import { createMemo, createSignal, For, Index, type JSX, Show } from 'solid-js';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { type AccountRow, brokenPlaces, totalAccount, yardAccounts } from './account-rows.ts';

/** Every message received is written, pending or rejected: per yard, and per device one click away. */
export function AccountPanel(props: { yards: SystemState['yards'] }): JSX.Element {
  const yards = createMemo(() => yardAccounts(props.yards));
  const broken = () => brokenPlaces(yards());
  const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set());
  const toggle = (yard: string): void => {
    const next = new Set(opened());
    if (!next.delete(yard)) next.add(yard);
    setOpened(next);
  };
  return (
    <Panel
      class="account"
      title={text().system.account}
      note={text().system.accountNote}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <p class={`state ${broken() === 0 ? 'good' : 'alarm'}`}>
        <Icon name={broken() === 0 ? 'stable' : 'alarm'} />
        {broken() === 0 ? text().system.accountHolds : text().system.accountBroken(broken())}
      </p>
      <div class="table-scroll">
        <table class="account-table">
          <thead>
            <tr>
              <th>{text().system.yard}</th>
              <th class="number">{text().system.received}</th>
              <th class="sign">=</th>
              <th class="number">{text().system.written}</th>
              <th class="sign">+</th>
              <th class="number">{text().system.pending}</th>
              <th class="sign">+</th>
              <th class="number">{text().system.rejected}</th>
              <th class="number">{text().system.difference}</th>
              <th class="number aside">{text().system.duplicates}</th>
            </tr>
          </thead>
          <tbody>
            <Index each={yards()}>
              {(yard) => {
                const isOpen = () => opened().has(yard().yard) || yard().broken > 0;
                return (
                  <>
                    <tr class="of-yard">
                      <td>
                        <button type="button" class="fold" aria-expanded={isOpen()} onClick={() => toggle(yard().yard)}>
                          <Icon name="down" class={isOpen() ? '' : 'folded'} />
                          <span>{yard().name}</span>
                          <small class="quiet">{text().system.accountDevices(yard().devices.length)}</small>
                        </button>
                      </td>
                      <Counts row={yard()} />
                    </tr>
                    <Show when={isOpen()}>
                      <For each={yard().devices}>
                        {(device) => (
                          <tr class="of-device">
                            <td>{device.name}</td>
                            <Counts row={device} />
                          </tr>
                        )}
                      </For>
                    </Show>
                  </>
                );
              }}
            </Index>
          </tbody>
          <Show when={yards().length > 1}>
            <tfoot>
              <tr>
                <th>{text().system.total}</th>
                <Counts row={totalAccount(text().system.total, yards())} />
              </tr>
            </tfoot>
          </Show>
        </table>
      </div>
    </Panel>
  );
}

function Counts(props: { row: AccountRow }): JSX.Element {
  const quietZero = (value: number): string => (value === 0 ? 'number zero' : 'number');
  return (
    <>
      <td class="number">{count(props.row.received)}</td>
      <td class="sign">=</td>
      <td class="number">{count(props.row.written)}</td>
      <td class="sign">+</td>
      <td class={quietZero(props.row.pending)}>{count(props.row.pending)}</td>
      <td class="sign">+</td>
      <td class={quietZero(props.row.rejected)}>{count(props.row.rejected)}</td>
      <td class="number">
        <span class={`state ${props.row.difference === 0 ? 'good' : 'alarm'}`}>
          <Icon name={props.row.difference === 0 ? 'stable' : 'alarm'} />
          {props.row.difference === 0 ? '0' : count(props.row.difference)}
        </span>
      </td>
      <td class={`${quietZero(props.row.duplicates)} aside`}>{count(props.row.duplicates)}</td>
    </>
  );
}
