import { For, type JSX, Show } from 'solid-js';
import type { KeyKind } from '../../charts/bucket-stacks.ts';
import { text } from '../../text/language.ts';
import type { DayAddress } from './day-address.ts';
import { KINDS, neighbour, RANGES, type Range } from './history-range.ts';

/** Range, split and the way to the span before and after; every choice goes into the address. */
export function HistoryChoices(props: {
  range: Range;
  kind: KeyKind;
  hasShifts: boolean;
  /** what the span is called */
  name: string;
  day: string;
  today: string;
  setSearch: (change: Partial<Record<keyof DayAddress, string | null>>) => void;
}): JSX.Element {
  const step = (steps: 1 | -1): void => {
    const day = neighbour(props.range, props.day, steps, props.today);
    props.setSearch({ day: day === props.today ? null : day });
  };
  const isLast = (): boolean => neighbour(props.range, props.day, 1, props.today) === props.day;
  return (
    <div class="history-choices">
      <fieldset class="segments">
        <legend class="visually-hidden">{text().history.range}</legend>
        <For each={RANGES.filter((range) => range !== 'shift' || props.hasShifts)}>
          {(range) => (
            <button
              type="button"
              aria-pressed={props.range === range}
              onClick={() => props.setSearch({ range: range === 'day' ? null : range })}
            >
              {text().history.ranges[range]}
            </button>
          )}
        </For>
      </fieldset>
      <fieldset class="segments">
        <legend class="visually-hidden">{text().history.byLabel}</legend>
        <For each={KINDS}>
          {(kind) => (
            <button
              type="button"
              aria-pressed={props.kind === kind}
              onClick={() => props.setSearch({ by: kind === 'grade' ? null : kind })}
            >
              {text().history.by[kind]}
            </button>
          )}
        </For>
      </fieldset>
      <Show when={props.range !== 'day'}>
        <span class="history-span">
          <button type="button" class="button small" aria-label={text().history.previous} onClick={() => step(-1)}>
            ‹
          </button>
          <b>{props.name}</b>
          <button
            type="button"
            class="button small"
            aria-label={text().history.next}
            disabled={isLast()}
            onClick={() => step(1)}
          >
            ›
          </button>
        </span>
      </Show>
    </div>
  );
}
