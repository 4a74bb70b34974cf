import { For, type JSX } from 'solid-js';
import { STAGES } from '../../../domain/programme/budget.ts';
import type { BurnPoint } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { plainWon } from '../../text/money.ts';

/** The figures of the curve, a row each month. */
export function BurnTable(props: { points: readonly BurnPoint[] }): JSX.Element {
  return (
    <div class="table-scroll">
      <table class="tight">
        <thead>
          <tr>
            <th>{text().project.day}</th>
            <For each={STAGES}>
              {(stage) => <th class="number">{`${text().programme.stages[stage]} (${text().programme.wonUnit})`}</th>}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.points}>
            {(point) => (
              <tr>
                <td>{text().programme.longDay(point.day)}</td>
                <For each={STAGES}>
                  {(stage) => <td class="number">{point[stage] === null ? '–' : plainWon(point[stage] ?? 0)}</td>}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
