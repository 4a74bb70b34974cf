import { type JSX, Show } from 'solid-js';
import type { FlowSum } from '../../../domain/flows/sankey.ts';
import { daysOfSpan } from '../../desk/procurement/spans.ts';
import { text } from '../../text/language.ts';
import { tonnes } from '../../text/weights.ts';
import type { Flows } from './create-flows.ts';
import { totalOf } from './cube.ts';
import { differenceWords } from './difference.ts';
import { type FlowView, sidesOf } from './flow-view.ts';

/** What came in, how much that differs, and what went to the works, as a sentence. */
export function Headline(props: {
  sums: readonly FlowSum[];
  before: readonly FlowSum[] | null;
  lastYear: readonly FlowSum[] | null;
  view: FlowView;
  flows: Flows;
  now: number;
  show: (view: FlowView) => void;
}): JSX.Element {
  const sides = () => sidesOf(props.view);
  const direction = () => (sides() === 'outbound' ? 'outbound' : 'inbound');
  const total = (): number => totalOf(props.sums, direction());
  /** a span that is running is told of as far as it has come */
  const days = () => {
    const { from, to } = props.flows.span();
    return daysOfSpan({ from, to: props.flows.isLive() ? props.now : to });
  };
  const other = () => {
    if (props.view.compare === 'none') return null;
    const isBefore = props.view.compare === 'before';
    const sums = isBefore ? props.before : props.lastYear;
    const { before, lastYear } = props.flows.compared();
    return sums === null
      ? null
      : {
          kg: totalOf(sums, direction()),
          than: isBefore ? text().procurement.before : text().procurement.lastYear,
          days: daysOfSpan(isBefore ? before : lastYear),
        };
  };
  return (
    <section class="headline" aria-live="polite">
      <p class="headline-figure">
        {text().flows[direction()](text().procurement.span(days().from, days().to), tonnes(total()))}
      </p>
      <p class="headline-more">
        <Show when={other()}>{(known) => <b>{differenceWords(text(), total(), known().kg, known().than)} </b>}</Show>
        <Show when={sides() === 'both'}>{text().flows.delivered(tonnes(totalOf(props.sums, 'outbound')))}</Show>
        <Show when={other()}>
          {(known) => (
            <span class="quiet">
              {' '}
              {text().flows.comparedWith(known().than, text().procurement.yearSpan(known().days.from, known().days.to))}
            </span>
          )}
        </Show>
      </p>
      <Show when={props.sums.length > 0}>
        <button
          type="button"
          class="button primary"
          data-action="trucks"
          onClick={() => props.show({ ...props.view, trucks: 'all' })}
        >
          {text().flows.trucks}
        </button>
      </Show>
    </section>
  );
}
