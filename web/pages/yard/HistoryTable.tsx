import { createMemo, For, type JSX, Show } from 'solid-js';
import { type BucketStacks, bucketSum, sumsOf } from '../../charts/bucket-stacks.ts';
import { text } from '../../text/language.ts';
import { kilograms } from '../../text/weights.ts';

/** The chart's figures, exact; with the days that were restated marked. */
export function HistoryTable(props: {
  stacks: BucketStacks;
  keyName: (key: string) => string;
  bucketName: (time: number) => string;
  bucketHead: string;
  /** leaves out buckets without a kilogram and says so */
  skipsEmpty: boolean;
  isRestated: (time: number) => boolean;
}): JSX.Element {
  const sums = createMemo(() => sumsOf(props.stacks));
  const rows = createMemo(() =>
    props.stacks.times
      .map((time, bucket) => ({ time, bucket, sum: bucketSum(props.stacks, bucket) }))
      .filter(({ sum }) => !props.skipsEmpty || sum !== 0),
  );
  const cell = (kg: number): string => (kg === 0 ? '' : kilograms(kg));
  return (
    <>
      <div class="table-scroll chart-table">
        <table>
          <thead>
            <tr>
              <th>{props.bucketHead}</th>
              <th class="number">
                {text().yard.total} ({text().common.kg})
              </th>
              <For each={props.stacks.keys}>
                {(key) => (
                  <th class="number">
                    {props.keyName(key)} ({text().common.kg})
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {({ time, bucket, sum }) => (
                <tr>
                  <td>
                    {props.bucketName(time)}{' '}
                    <Show when={props.isRestated(time)}>
                      <small class="restated-word">{text().restatements.mark}</small>
                    </Show>
                  </td>
                  <td class="number">
                    <strong>{cell(sum)}</strong>
                  </td>
                  <For each={props.stacks.keys}>
                    {(_, place) => (
                      <td class="number">{cell(props.stacks.kg[bucket * props.stacks.keys.length + place()] ?? 0)}</td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
          <tfoot>
            <tr>
              <th>{text().yard.total}</th>
              <th class="number">{kilograms(rows().reduce((total, { sum }) => total + sum, 0))}</th>
              <For each={props.stacks.keys}>{(key) => <th class="number">{kilograms(sums().get(key) ?? 0)}</th>}</For>
            </tr>
          </tfoot>
        </table>
      </div>
      <Show when={props.skipsEmpty}>
        <p class="quiet history-skipped">{text().history.skipped}</p>
      </Show>
    </>
  );
}
