import { createMemo, For, type JSX, Show } from 'solid-js';
import type { FlowSum } from '../../../domain/flows/sankey.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { AreaPanel } from './AreaPanel.tsx';
import type { Flows } from './create-flows.ts';
import type { Cube } from './cube.ts';
import { FlowTable } from './FlowTable.tsx';
import { sumsOf } from './flow-figures.ts';
import { CHARTS, type FlowView } from './flow-view.ts';
import { Headline } from './Headline.tsx';
import { SankeyPanel } from './SankeyPanel.tsx';

export interface BodyProps {
  readonly cube: Cube;
  readonly flows: Flows;
  readonly view: FlowView;
  readonly show: (view: FlowView, options?: { replace?: boolean }) => void;
  readonly yards: ReadonlyMap<string, string>;
  readonly now: number;
}

/** The flows of a view: a sentence, two drawings, a table. */
export function FlowBody(props: BodyProps): JSX.Element {
  const sums = createMemo(() => sumsOf(props.cube, props.view));
  const sumsBefore = createMemo(() => sumsOrNull(props.flows.before(), props.view));
  const sumsLastYear = createMemo(() => sumsOrNull(props.flows.lastYear(), props.view));
  return (
    <>
      <Headline sums={sums()} before={sumsBefore()} lastYear={sumsLastYear()} {...props} />
      <Show when={sums().length > 0} fallback={<Notice level="quiet">{text().flows.empty}</Notice>}>
        <fieldset class="segments chart-choice">
          <legend class="visually-hidden">{text().flows.chartLabel}</legend>
          <For each={CHARTS}>
            {(chart) => (
              <button
                type="button"
                aria-pressed={props.view.chart === chart}
                onClick={() => props.show({ ...props.view, chart })}
              >
                {text().flows.charts[chart]}
              </button>
            )}
          </For>
        </fieldset>
        <div class={`flow-charts shows-${props.view.chart}`}>
          <SankeyPanel sums={sums()} {...props} />
          <AreaPanel {...props} />
        </div>
      </Show>
      <FlowTable sums={sums()} before={sumsBefore()} lastYear={sumsLastYear()} {...props} />
    </>
  );
}

function sumsOrNull(cube: Cube | undefined, view: FlowView): FlowSum[] | null {
  return cube === undefined ? null : sumsOf(cube, view);
}
