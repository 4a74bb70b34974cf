import { createMemo, For, type JSX, Show } from 'solid-js';
import { createPolled } from '../../api/create-polled.ts';
import { fetchAvailability, fetchInspections } from '../../api/series.ts';
import { Answered } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { count, percent } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { daySpan } from './create-day-visits.ts';
import { cameraRows, type DeviceRow, deviceRows } from './device-series.ts';

const REFRESH_MS = 60_000;
/** Below this a camera sees too much it was never taught, or is too unsure. */
const STRANGE_FROM = 0.15;
const UNSURE_BELOW = 0.6;
const STRIP_HOURS = [0, 6, 12, 18, 24];

/** How the cameras of a day judged, and when each device was there. */
export function DayDevices(props: { yard: string; day: string }): JSX.Element {
  return (
    <>
      <Cameras yard={props.yard} day={props.day} />
      <Availability yard={props.yard} day={props.day} />
    </>
  );
}

function Cameras(props: { yard: string; day: string }): JSX.Element {
  const answer = createPolled(
    () => `${props.yard} ${props.day}`,
    async () => cameraRows((await fetchInspections({ yard: props.yard, ...daySpan(props.day), every: '1d' })).columns),
    REFRESH_MS,
  );
  const share = (value: number | null): string => (value === null ? '–' : percent(value));
  return (
    <Panel
      class="cameras-day"
      title={text().history.cameras}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Answered answer={answer} lines={3}>
        {(rows) => (
          <Show when={rows().length > 0} fallback={<Notice level="quiet">{text().history.noPhotos}</Notice>}>
            <div class="table-scroll">
              <table class="tight">
                <thead>
                  <tr>
                    <th>{text().history.camera}</th>
                    <th class="number">{text().history.photos}</th>
                    <th class="number">{text().history.outOfDomain}</th>
                    <th class="number">{text().history.confidence}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={rows()}>
                    {(row) => (
                      <tr>
                        <td>{row.camera}</td>
                        <td class="number">{count(row.photos)}</td>
                        <td class="number" classList={{ look: (row.outOfDomain ?? 0) >= STRANGE_FROM }}>
                          {share(row.outOfDomain)}
                        </td>
                        <td class="number" classList={{ look: (row.confidence ?? 1) < UNSURE_BELOW }}>
                          {share(row.confidence)}
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

function Availability(props: { yard: string; day: string }): JSX.Element {
  const answer = createPolled(
    () => `${props.yard} ${props.day}`,
    async () => deviceRows((await fetchAvailability({ yard: props.yard, ...daySpan(props.day), every: '1h' })).columns),
    REFRESH_MS,
  );
  return (
    <Panel
      class="availability-day"
      title={text().history.availability}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Answered answer={answer} lines={3}>
        {(rows) => (
          <Show when={rows().length > 0} fallback={<Notice level="quiet">{text().history.noAvailability}</Notice>}>
            <table class="tight">
              <thead>
                <tr>
                  <th>{text().system.device}</th>
                  <th>
                    <div class="strip-head">
                      <For each={STRIP_HOURS}>{(hour) => <span>{text().date.hour(hour)}</span>}</For>
                    </div>
                  </th>
                  <th class="number">{text().history.online}</th>
                </tr>
              </thead>
              <tbody>
                <For each={rows()}>
                  {(row) => (
                    <tr>
                      <td class="cut">{row.device}</td>
                      <td>
                        <Strip row={row} />
                      </td>
                      <td class="number">{row.online === null ? '–' : percent(row.online)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        )}
      </Answered>
    </Panel>
  );
}

/** A cell an hour: full when the device was there all of it, a notch for the part it was not, empty where unknown. */
function Strip(props: { row: DeviceRow }): JSX.Element {
  const name = (share: number | null, hour: number): string =>
    text().history.onlineShare(
      text().date.hour(hour),
      share === null ? text().history.unknownHour : `${percent(share)}%`,
    );
  const words = createMemo(() => `${text().history.online} ${percent(props.row.online ?? 0)}`);
  return (
    <div class="strip" role="img" aria-label={`${props.row.device}, ${words()}`}>
      <For each={props.row.shares}>
        {(share, hour) => (
          <i title={name(share, hour())} classList={{ unknown: share === null }}>
            <Show when={share !== null}>
              <b style={{ height: `${Math.round((share ?? 0) * 100)}%` }} />
            </Show>
          </i>
        )}
      </For>
    </div>
  );
}
