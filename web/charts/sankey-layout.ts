import type { FlowGraph, FlowLink, FlowNode } from '../../domain/flows/sankey.ts';

export interface PlacedNode extends FlowNode {
  readonly x: number;
  /** top of its bar; its label stands in the middle of `slot` */
  readonly y: number;
  readonly height: number;
  readonly slot: number;
}

export interface PlacedLink extends FlowLink {
  /** a path along its middle, to be drawn as wide as `width` */
  readonly path: string;
  readonly width: number;
}

export interface SankeyBox {
  readonly width: number;
  readonly height: number;
  /** room for labels beside the first and the last column */
  readonly left: number;
  readonly right: number;
  readonly nodeWidth: number;
  /** least height that a node takes, so that labels do not touch */
  readonly slot: number;
}

const GAP = 4;

/** Places of a flow in a box: kilograms become heights by one scale, and every column fits into the height. */
export function sankeyLayout(graph: FlowGraph, box: SankeyBox): { nodes: PlacedNode[]; links: PlacedLink[] } {
  const columns = [0, 1, 2].map((column) => graph.nodes.filter((node) => node.column === column));
  const scale = Math.min(...columns.map((nodes) => scaleOf(nodes, box)));
  const inner = box.width - box.left - box.right - box.nodeWidth;
  const placed = new Map<string, PlacedNode>();
  for (const [column, nodes] of columns.entries()) {
    const slots = nodes.map(({ kg }) => Math.max(kg * scale, box.slot));
    const free = box.height - slots.reduce((sum, slot) => sum + slot, 0);
    const gap = nodes.length < 2 ? 0 : Math.max(0, Math.min(free / (nodes.length - 1), 14));
    let top = Math.max(0, (free - gap * (nodes.length - 1)) / 2);
    for (const [index, node] of nodes.entries()) {
      const slot = slots[index] ?? 0;
      const height = Math.max(1, node.kg * scale);
      const x = box.left + (inner * column) / 2;
      placed.set(node.key, { ...node, x, y: top + (slot - height) / 2, height, slot });
      top += slot + gap;
    }
  }
  const nodes = [...placed.values()];
  return { nodes, links: links(graph.links, placed, scale, box.nodeWidth) };
}

/** Pixels per kilogram with which a column just fits, small nodes at their least height. */
function scaleOf(nodes: readonly FlowNode[], { height, slot }: SankeyBox): number {
  if (nodes.length === 0) return Number.POSITIVE_INFINITY;
  const room = height - GAP * (nodes.length - 1);
  const bySize = nodes.map(({ kg }) => kg).sort((a, b) => b - a);
  for (let small = 0; small < bySize.length; small += 1) {
    const large = bySize.slice(0, bySize.length - small);
    const scale = (room - small * slot) / large.reduce((sum, kg) => sum + kg, 0);
    if ((large.at(-1) ?? 0) * scale >= slot) return scale;
  }
  // more nodes than the height has room for: they share it
  return (
    Math.max(0, room) /
    Math.max(
      1,
      bySize.reduce((sum, kg) => sum + kg, 0),
    ) /
    4
  );
}

function links(
  all: readonly FlowLink[],
  nodes: ReadonlyMap<string, PlacedNode>,
  scale: number,
  nodeWidth: number,
): PlacedLink[] {
  const order = [...nodes.keys()];
  const used = new Map<string, number>();
  /** the next free part of a node's side, from its top */
  const take = (side: string, node: PlacedNode, width: number): number => {
    const from = used.get(side) ?? 0;
    used.set(side, from + width);
    return node.y + from + width / 2;
  };
  return [...all]
    .sort((a, b) => order.indexOf(a.from) - order.indexOf(b.from) || order.indexOf(a.to) - order.indexOf(b.to))
    .flatMap((link) => {
      const [from, to] = [nodes.get(link.from), nodes.get(link.to)];
      if (from === undefined || to === undefined) return [];
      const width = link.kg * scale;
      const [x0, x1] = [from.x + nodeWidth, to.x];
      const [y0, y1] = [take(`out ${link.from}`, from, width), take(`in ${link.to}`, to, width)];
      const middle = (x0 + x1) / 2;
      const point = (x: number, y: number): string => `${round(x)},${round(y)}`;
      const path = `M${point(x0, y0)}C${point(middle, y0)} ${point(middle, y1)} ${point(x1, y1)}`;
      return [{ ...link, path, width: Math.max(1, width) }];
    });
}

const round = (value: number): number => Math.round(value * 10) / 10;
