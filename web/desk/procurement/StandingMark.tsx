import { type JSX, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import { measureValue } from './measure-words.ts';
import { type Measure, standingOf } from './measures.ts';

/** A value with a small mark of how it stands to the median: up or down, and a sign where it calls for a look. */
export function StandingMark(props: { measure: Measure; value: number | null; median: number | null }): JSX.Element {
  const standing = () => standingOf(props.measure, props.value, props.median);
  const isAbove = (): boolean => (props.value ?? 0) > (props.median ?? 0);
  const words = (): string =>
    `${text().suppliers.median} ${measureValue(props.measure, props.median)}. ${text().suppliers.standings[standing()]}`;
  return (
    <span class={`standing-mark ${standing()}`} title={words()}>
      <Show when={standing() === 'worse'}>
        <Icon name="warning" />
      </Show>
      <Show when={standing() !== 'usual'}>
        <Icon name={isAbove() ? 'up' : 'down'} class="side" />
        <span class="visually-hidden">{text().suppliers.standings[standing()]}</span>
      </Show>
      <span>{measureValue(props.measure, props.value)}</span>
    </span>
  );
}
