import { For, type JSX } from 'solid-js';
import { type HourStack, inOrderOfWorth, sumOfStacks } from '../../charts/hour-stacks.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';

/** The chart's figures, exact. */
export function ThroughputTable(props: { hours: readonly HourStack[] }): JSX.Element {
  const sums = () => sumOfStacks(props.hours);
  const buckets = () => inOrderOfWorth(Object.keys(sums()));
  const cell = (kg: number): string => (kg === 0 ? '' : kilograms(kg));
  return (
    <div class="table-scroll chart-table">
      <table>
        <thead>
          <tr>
            <th>{text().yard.hourColumn}</th>
            <For each={buckets()}>
              {(bucket) => (
                <th class="number">
                  {gradeName(text(), bucket)} ({text().common.kg})
                </th>
              )}
            </For>
            <th class="number">
              {text().yard.total} ({text().common.kg})
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.hours}>
            {(hour) => (
              <tr>
                <td>{text().date.hour(hour.hour)}</td>
                <For each={buckets()}>
                  {(bucket) => (
                    <td class="number">{cell(hour.parts.find((part) => part.bucket === bucket)?.kg ?? 0)}</td>
                  )}
                </For>
                <td class="number">{cell(hour.total)}</td>
              </tr>
            )}
          </For>
        </tbody>
        <tfoot>
          <tr>
            <th>{text().yard.total}</th>
            <For each={buckets()}>{(bucket) => <th class="number">{kilograms(sums()[bucket] ?? 0)}</th>}</For>
            <th class="number">{kilograms(props.hours.reduce((sum, { total }) => sum + total, 0))}</th>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
