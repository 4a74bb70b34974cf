import { For, type JSX, Show } from 'solid-js';
import { type Area, totalAt } from '../../charts/area-option.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';

/** What an area draws, in kilograms: a row per bucket that has begun, the newest first. */
export function AreaTable(props: { area: Area; bucketName: (time: number) => string }): JSX.Element {
  const rows = (): { start: number; bucket: number }[] =>
    props.area.starts
      .map((start, bucket) => ({ start, bucket }))
      .filter(({ start }) => start <= props.area.now)
      .reverse();
  const cell = (kg: number | undefined): string => (kg === undefined || kg === 0 ? '–' : kilograms(kg));
  return (
    <div class="table-scroll area-table">
      <table class="tight">
        <thead>
          <tr>
            <th>{text().flows.rangeLabel}</th>
            <th class="number">{text().flows.total} (kg)</th>
            <For each={props.area.bands}>{({ name }) => <th class="number">{name}</th>}</For>
            <Show when={props.area.compared}>{(compared) => <th class="number">{compared().name}</th>}</Show>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {({ start, bucket }) => (
              <tr>
                <th scope="row">{props.bucketName(start)}</th>
                <td class="number">
                  <b>{cell(totalAt(props.area, bucket))}</b>
                </td>
                <For each={props.area.bands}>{({ kg }) => <td class="number">{cell(kg[bucket])}</td>}</For>
                <Show when={props.area.compared}>
                  {(compared) => <td class="number">{cell(compared().kg[bucket])}</td>}
                </Show>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
