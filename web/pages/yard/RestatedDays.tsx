import { createSignal, For, type JSX, Show } from 'solid-js';
import { RestatedMark } from '../../desk/RestatedMark.tsx';
import { text } from '../../text/language.ts';

/** Days named at once; the rest one click away. */
const SHOWN = 6;

/** The restated days of a span, the newest first, each with its list one click away. */
export function RestatedDays(props: { yard: string; days: readonly string[] }): JSX.Element {
  const [isWhole, setWhole] = createSignal(false);
  const newest = () => props.days.toReversed();
  const shown = () => (isWhole() ? newest() : newest().slice(0, SHOWN));
  return (
    <Show when={props.days.length > 0}>
      <span class="restated-days">
        <i class="restated-sign" aria-hidden="true" /> {text().restatements.days}
        <For each={shown()}>{(day) => <RestatedMark yard={props.yard} day={day} words={text().date.day(day)} />}</For>
        <Show when={shown().length < props.days.length}>
          <button type="button" class="button small" onClick={() => setWhole(true)}>
            {text().restatements.moreDays(props.days.length - SHOWN)}
          </button>
        </Show>
      </span>
    </Show>
  );
}
