import { createMemo, For, type JSX } from 'solid-js';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import type { Bars } from './fold-flows.ts';
import { bucketName } from './ZoomChart.tsx';

/** The bars as figures in kilograms, newest first; what is nothing is left out. */
export function BarsTable(props: { bars: Bars }): JSX.Element {
  const rows = createMemo(() => {
    const { starts, keys, values } = props.bars;
    return starts
      .map((start, bucket) => ({ start, kg: values.subarray(bucket * keys.length, (bucket + 1) * keys.length) }))
      .map((row) => ({ ...row, total: row.kg.reduce((sum, kg) => sum + kg, 0) }))
      .filter(({ total }) => total !== 0)
      .reverse();
  });
  return (
    <div class="table-scroll bars-table">
      <table>
        <thead>
          <tr>
            <th>{text().past.bucket}</th>
            <For each={props.bars.keys}>{(key) => <th class="number">{gradeName(text(), key)} (kg)</th>}</For>
            <th class="number">{text().past.total} (kg)</th>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr>
                <td>{bucketName(row.start, props.bars.grain)}</td>
                <For each={[...row.kg]}>{(kg) => <td class="number">{kg === 0 ? '–' : kilograms(kg)}</td>}</For>
                <td class="number">
                  <b>{kilograms(row.total)}</b>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
