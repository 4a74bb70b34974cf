import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import type { FlowGraph, FlowLink, FlowNode } from '../../domain/flows/sankey.ts';
import { fittedText, textWidth } from './fitted-text.ts';
import { makeResizeWatch } from './resize.ts';
import { type PlacedNode, sankeyLayout } from './sankey-layout.ts';

const NODE_WIDTH = 12;
const SLOT = 20;
/** Widths from which labels stand beside the drawing, not on it. */
const WIDE = 760;
const LABEL_AT_MOST = 200;

/** Words and colours a flow takes from its page. */
export interface SankeyDress {
  readonly nodeName: (node: FlowNode) => string;
  readonly colour: (grade: string) => string;
  readonly tonnes: (kg: number) => string;
  readonly linkLabel: (link: FlowLink) => string;
}

/**
 * A flow as bands from left to right, drawn as plain SVG. Each node is a button for the keyboard too; bands are for the
 * mouse alone, since the nodes and the table beside it narrow to the same.
 */
export function SankeyChart(props: {
  graph: FlowGraph;
  label: string;
  dress: SankeyDress;
  onNode: (node: FlowNode) => void;
  onLink: (link: FlowLink) => void;
}): JSX.Element {
  let frame: HTMLDivElement | undefined;
  const [width, setWidth] = createSignal(0);
  const [height, setHeight] = createSignal(0);
  /** the node that is pointed at or has the focus: its bands stand out among those that cross them */
  const [pointed, setPointed] = createSignal<string | null>(null);
  onMount(() => {
    if (frame === undefined) return;
    const element = frame;
    const measure = (): void => {
      setWidth(element.clientWidth);
      setHeight(element.clientHeight);
    };
    measure();
    onCleanup(makeResizeWatch(element, measure));
  });
  const isWide = (): boolean => width() >= WIDE;
  const box = createMemo(() => ({
    width: width(),
    height: Math.max(height(), SLOT * 1.1 * mostNodes(props.graph)),
    left: isWide() ? labelWidth(props.graph, 0, props.dress) : 1,
    right: isWide() ? labelWidth(props.graph, 2, props.dress) : 1,
    nodeWidth: NODE_WIDTH,
    slot: SLOT,
  }));
  const layout = createMemo(() => sankeyLayout(props.graph, box()));
  const pressed = (event: KeyboardEvent, act: () => void): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  };
  return (
    <div ref={frame} class="sankey">
      <Show when={width() > 0}>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing of buttons, which no element of HTML is */}
        <svg role="group" aria-label={props.label} width={box().width} height={box().height}>
          <g class="sankey-links" classList={{ dimmed: pointed() !== null }}>
            <For each={layout().links}>
              {(link) => (
                // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has the nodes and the table for this
                <path
                  d={link.path}
                  stroke={props.dress.colour(link.grade)}
                  stroke-width={link.width}
                  classList={{ lit: pointed() === link.from || pointed() === link.to }}
                  data-from={link.from}
                  data-to={link.to}
                  onClick={() => props.onLink(link)}
                >
                  <title>{props.dress.linkLabel(link)}</title>
                </path>
              )}
            </For>
          </g>
          <For each={layout().nodes}>
            {(node) => (
              // biome-ignore lint/a11y/useSemanticElements: HTML's button does not go into a drawing
              <g
                class="sankey-node"
                role="button"
                tabindex="0"
                data-node={node.key}
                aria-label={`${props.dress.nodeName(node)} ${props.dress.tonnes(node.kg)} t`}
                onPointerEnter={() => setPointed(node.key)}
                onPointerLeave={() => setPointed(null)}
                onFocusIn={() => setPointed(node.key)}
                onFocusOut={() => setPointed(null)}
                onClick={() => props.onNode(node)}
                onKeyDown={(event) => pressed(event, () => props.onNode(node))}
              >
                <rect
                  x={node.x}
                  y={node.y}
                  width={NODE_WIDTH}
                  height={node.height}
                  fill={node.column === 1 ? props.dress.colour(node.names[0] ?? '') : 'currentColor'}
                  class={node.column === 1 ? 'grade' : 'end'}
                />
                <NodeLabel node={node} isWide={isWide()} width={width()} dress={props.dress} />
                <title>{`${props.dress.nodeName(node)} ${props.dress.tonnes(node.kg)} t`}</title>
              </g>
            )}
          </For>
        </svg>
      </Show>
    </div>
  );
}

function NodeLabel(props: { node: PlacedNode; isWide: boolean; width: number; dress: SankeyDress }): JSX.Element {
  /** labels of the first column stand left of it where there is room, those of the last one right of it */
  const isLeft = (): boolean => (props.isWide ? props.node.column === 0 : props.node.column === 2);
  /** on a narrow drawing the last column's weights stand below their names and grades go without, so that none touch */
  const isBelow = (): boolean => !props.isWide && props.node.column === 2;
  const x = (): number => (isLeft() ? props.node.x - 8 : props.node.x + NODE_WIDTH + 8);
  const y = (): number => props.node.y + props.node.height / 2 - (isBelow() ? 8 : 0);
  const tonnes = (): string => (props.isWide || props.node.column !== 1 ? props.dress.tonnes(props.node.kg) : '');
  const room = (): number => {
    if (props.isWide) return LABEL_AT_MOST - 20 - textWidth(tonnes());
    return props.width / 2 - 80 - (isBelow() ? 0 : textWidth(tonnes()) - 50);
  };
  return (
    <text x={x()} y={y()} text-anchor={isLeft() ? 'end' : 'start'} dominant-baseline="central">
      <tspan>{fittedText(props.dress.nodeName(props.node), room())}</tspan>
      <tspan
        class="sankey-weight"
        x={isBelow() ? x() : undefined}
        dx={isBelow() ? undefined : 6}
        dy={isBelow() ? 16 : undefined}
      >
        {tonnes()}
      </tspan>
    </text>
  );
}

function mostNodes({ nodes }: FlowGraph): number {
  return Math.max(0, ...[0, 1, 2].map((column) => nodes.filter((node) => node.column === column).length));
}

/** Room for the longest label of a column, up to a limit from which names are cut. */
function labelWidth({ nodes }: FlowGraph, column: 0 | 2, dress: SankeyDress): number {
  const ofColumn = nodes.filter((node) => node.column === column);
  const widths = ofColumn.map((node) => 24 + textWidth(dress.nodeName(node)) + textWidth(dress.tonnes(node.kg)));
  return Math.min(LABEL_AT_MOST, Math.max(0, ...widths));
}
