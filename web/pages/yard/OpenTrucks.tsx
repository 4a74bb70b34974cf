import { A } from '@solidjs/router';
import { createMemo, Index, type JSX, Show } from 'solid-js';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { minutesSince } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';

/** Trucks in the yard, the longest wait first. */
export function OpenTrucks(props: { openVisits: readonly Visit[]; now: number }): JSX.Element {
  const trucks = createMemo(() => [...props.openVisits].sort((a, b) => a.openedAt.localeCompare(b.openedAt)));
  return (
    <Show when={trucks().length > 0} fallback={<Notice level="quiet">{text().yard.nobody}</Notice>}>
      <div class="table-scroll">
        <table class="tight">
          <thead>
            <tr>
              <th>{text().yard.plate}</th>
              <th>{text().yard.partner}</th>
              <th class="number">{text().yard.firstKg}</th>
              <th class="number">{text().yard.waiting}</th>
            </tr>
          </thead>
          <tbody>
            <Index each={trucks()}>
              {(visit) => (
                <tr>
                  <td>
                    <A href={`/visits/${encodeURIComponent(visit().id)}`}>{visit().plate}</A>
                  </td>
                  <td class="cut">{visit().partner ?? '–'}</td>
                  <td class="number">{kilograms(visit().firstKg)}</td>
                  <td class="number">{text().date.minutes(minutesSince(visit().openedAt, props.now))}</td>
                </tr>
              )}
            </Index>
          </tbody>
        </table>
      </div>
    </Show>
  );
}
