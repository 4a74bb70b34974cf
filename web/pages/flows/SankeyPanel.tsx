import { createMemo, type JSX, Show } from 'solid-js';
import type { FlowLink, FlowNode, FlowSum } from '../../../domain/flows/sankey.ts';
import { SankeyChart } from '../../charts/SankeyChart.tsx';
import { text } from '../../text/language.ts';
import { tonnes } from '../../text/weights.ts';
import { gradeColour } from '../../ui/grade-colours.ts';
import { Panel } from '../../ui/Panel.tsx';
import { graphOf } from './flow-figures.ts';
import { cutOfNode, nodeName } from './flow-names.ts';
import { type Cut, type FlowView, narrowed, narrowedTo, sidesOf } from './flow-view.ts';

/** Colour of a band that no photo has judged, which a transparent one would hide. */
const UNJUDGED = '#7d8a99';

/** From suppliers by grade to the works; a node or a band narrows the page to it. */
export function SankeyPanel(props: {
  sums: readonly FlowSum[];
  view: FlowView;
  yards: ReadonlyMap<string, string>;
  show: (view: FlowView) => void;
}): JSX.Element {
  const graph = createMemo(() => graphOf(props.sums, props.view));
  const nodeOf = (key: string): FlowNode | undefined => graph().nodes.find((node) => node.key === key);
  const name = (node: FlowNode): string => nodeName(text(), props.yards, node);
  const onNode = (node: FlowNode): void => {
    const cut = cutOfNode(node);
    if (cut !== null) props.show(narrowed(props.view, cut, node.names));
  };
  const onLink = (link: FlowLink): void => {
    const cuts: Partial<Record<Cut, readonly string[]>> = {};
    for (const node of [nodeOf(link.from), nodeOf(link.to)]) {
      const cut = node === undefined ? null : cutOfNode(node);
      if (node !== undefined && cut !== null) cuts[cut] = node.names;
    }
    props.show(narrowedTo(props.view, cuts));
  };
  const title = (): string => text().flows.sankeyTitle[sidesOf(props.view)];
  return (
    <Panel
      class="sankey-panel"
      title={title()}
      note={text().flows.sankeyNote}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <SankeyChart
        graph={graph()}
        label={title()}
        onNode={onNode}
        onLink={onLink}
        dress={{
          nodeName: name,
          tonnes,
          colour: (grade) => (gradeColour(grade) === 'transparent' ? UNJUDGED : gradeColour(grade)),
          linkLabel: ({ from, to, kg }) => {
            const [start, end] = [nodeOf(from), nodeOf(to)];
            return start === undefined || end === undefined
              ? ''
              : text().flows.linkLabel(name(start), name(end), tonnes(kg));
          },
        }}
      />
      <Show when={sidesOf(props.view) === 'both'}>
        <p class="quiet small-note">{text().flows.stockNote}</p>
      </Show>
    </Panel>
  );
}
