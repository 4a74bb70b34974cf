import { For, type JSX, Show } from 'solid-js';
import type { KstDay } from '../../../domain/units.ts';
import { text } from '../../text/language.ts';
import { daysOfSpan, neighbour, type Range, type RangeChoice, spanOf } from './spans.ts';

/** Which days are looked at: a range around today, steps to its neighbours, or days of one's own. */
export function RangeChooser(props: {
  choice: RangeChoice;
  today: KstDay;
  ranges: readonly Range[];
  choose: (choice: RangeChoice) => void;
}): JSX.Element {
  const span = () => daysOfSpan(spanOf(props.choice));
  /** `이번 주` is pressed only while it is this week that is shown */
  const isCurrent = (range: Range): boolean =>
    props.choice.range === range && (range === 'custom' || (span().from <= props.today && props.today <= span().to));
  const turn = (range: Range): void =>
    props.choose(
      range === 'custom' ? { range, day: span().from, to: span().to } : { range, day: props.today, to: props.today },
    );
  const setDay = (change: { day?: string; to?: string }): void => {
    const { day, to } = { ...props.choice, ...change };
    if (day === '' || to === '') return;
    props.choose({ range: 'custom', day, to: to < day ? day : to });
  };
  return (
    <div class="range-chooser">
      <fieldset class="segments">
        <legend class="visually-hidden">{text().flows.rangeLabel}</legend>
        <For each={props.ranges}>
          {(range) => (
            <button type="button" aria-pressed={isCurrent(range)} onClick={() => turn(range)}>
              {text().flows.ranges[range]}
            </button>
          )}
        </For>
      </fieldset>
      <div class="range-steps">
        <button
          type="button"
          class="button"
          aria-label={text().flows.earlier}
          onClick={() => props.choose(neighbour(props.choice, -1, props.today))}
        >
          ‹
        </button>
        <Show
          when={props.choice.range === 'custom'}
          fallback={<b>{text().procurement.yearSpan(span().from, span().to)}</b>}
        >
          <input
            class="input"
            type="date"
            aria-label={text().flows.from}
            value={props.choice.day}
            onChange={(event) => setDay({ day: event.currentTarget.value })}
          />
          <span aria-hidden="true">–</span>
          <input
            class="input"
            type="date"
            aria-label={text().flows.to}
            value={props.choice.to}
            onChange={(event) => setDay({ to: event.currentTarget.value })}
          />
        </Show>
        <button
          type="button"
          class="button"
          aria-label={text().flows.later}
          disabled={span().to >= props.today}
          onClick={() => props.choose(neighbour(props.choice, 1, props.today))}
        >
          ›
        </button>
      </div>
    </div>
  );
}
