import { GRADE_BUCKETS } from '../grades.ts';
import type { Kilogram } from '../units.ts';

/** Net kilograms of one direction, partner and grade at a yard, over whatever span they were added up. */
export interface FlowSum {
  readonly yard: string;
  readonly direction: string;
  /** empty: the visits named none */
  readonly partner: string;
  readonly grade: string;
  readonly kg: Kilogram;
}

/** `both`: suppliers to works with the stock between them; else what one side brought to yards or took from them. */
export type FlowSides = 'both' | 'inbound' | 'outbound';

export type FlowNodeKind = 'supplier' | 'stock-out' | 'yard-out' | 'grade' | 'works' | 'stock-in' | 'yard-in';

export interface FlowNode {
  readonly key: string;
  readonly kind: FlowNodeKind;
  /** what it stands for: one name, or all those that were folded into one */
  readonly names: readonly string[];
  readonly isFolded: boolean;
  readonly kg: Kilogram;
  /** 0 from, 1 grade, 2 to */
  readonly column: 0 | 1 | 2;
}

export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly grade: string;
  readonly kg: Kilogram;
}

export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

/**
 * Kilograms from left to right by way of the grades, as much into every grade as out of it. Between suppliers and works
 * the difference of a grade is what went to the yards' stock (`stock-in`) or came from it (`stock-out`); with one side
 * alone the other end is the yards. Beyond `partnersAtMost` the smallest partners of a side are folded into one node.
 */
export function balancedFlow(sums: readonly FlowSum[], sides: FlowSides, partnersAtMost: number): FlowGraph {
  const from = new Ends(partnersAtMost, 0);
  const to = new Ends(partnersAtMost, 2);
  for (const { yard, direction, partner, grade, kg } of sums) {
    if (kg <= 0) continue;
    if (direction === 'inbound' && sides !== 'outbound') {
      from.add('supplier', partner, grade, kg);
      if (sides === 'inbound') to.add('yard-in', yard, grade, kg);
    }
    if (direction === 'outbound' && sides !== 'inbound') {
      to.add('works', partner, grade, kg);
      if (sides === 'outbound') from.add('yard-out', yard, grade, kg);
    }
  }
  const grades = inOrderOfWorth(new Set([...from.grades(), ...to.grades()]));
  for (const grade of sides === 'both' ? grades : []) {
    const difference = from.sumOf(grade) - to.sumOf(grade);
    if (difference > 0) to.add('stock-in', '', grade, difference);
    if (difference < 0) from.add('stock-out', '', grade, -difference);
  }
  const middle = grades.map(
    (grade): FlowNode => ({
      ...{ key: `grade:${grade}`, kind: 'grade', names: [grade], isFolded: false, column: 1 },
      kg: from.sumOf(grade),
    }),
  );
  const left = from.nodes();
  const right = to.nodes();
  return {
    nodes: [...left, ...middle, ...right],
    links: [
      ...left.flatMap((node) => from.links(node, grades, ({ key }, grade) => ({ from: key, to: `grade:${grade}` }))),
      ...right.flatMap((node) => to.links(node, grades, ({ key }, grade) => ({ from: `grade:${grade}`, to: key }))),
    ],
  };
}

const PARTNERS: ReadonlySet<FlowNodeKind> = new Set(['supplier', 'works']);

/** One side of the flow: who, by grade. */
class Ends {
  readonly #partnersAtMost: number;
  readonly #column: 0 | 2;
  /** by kind and name, then by grade */
  readonly #kilograms = new Map<string, { kind: FlowNodeKind; name: string; grades: Map<string, Kilogram> }>();

  constructor(partnersAtMost: number, column: 0 | 2) {
    this.#partnersAtMost = partnersAtMost;
    this.#column = column;
  }

  add(kind: FlowNodeKind, name: string, grade: string, kg: Kilogram): void {
    const key = `${kind}:${name}`;
    const end = this.#kilograms.get(key) ?? { kind, name, grades: new Map<string, Kilogram>() };
    end.grades.set(grade, (end.grades.get(grade) ?? 0) + kg);
    this.#kilograms.set(key, end);
  }

  grades(): string[] {
    return [...this.#kilograms.values()].flatMap(({ grades }) => [...grades.keys()]);
  }

  sumOf(grade: string): Kilogram {
    return [...this.#kilograms.values()].reduce((sum, { grades }) => sum + (grades.get(grade) ?? 0), 0);
  }

  /** The largest first, those folded into one after them, the yards' stock last. */
  nodes(): FlowNode[] {
    const all = [...this.#kilograms.entries()]
      .map(([key, { kind, name, grades }]): FlowNode => {
        const kg = [...grades.values()].reduce((sum, value) => sum + value, 0);
        return { key, kind, names: [name], isFolded: false, kg, column: this.#column };
      })
      .sort((a, b) => b.kg - a.kg || (a.key < b.key ? -1 : 1));
    const partners = all.filter(({ kind }) => PARTNERS.has(kind));
    const others = all.filter(({ kind }) => !PARTNERS.has(kind));
    if (partners.length <= this.#partnersAtMost + 1) return [...partners, ...others];
    const rest = partners.slice(this.#partnersAtMost);
    const kind = this.#column === 0 ? 'supplier' : 'works';
    const folded: FlowNode = {
      ...{ key: `${kind}*`, kind, isFolded: true, column: this.#column },
      names: rest.flatMap(({ names }) => names),
      kg: rest.reduce((sum, { kg }) => sum + kg, 0),
    };
    return [...partners.slice(0, this.#partnersAtMost), folded, ...others];
  }

  links(
    node: FlowNode,
    grades: readonly string[],
    ends: (node: FlowNode, grade: string) => { from: string; to: string },
  ): FlowLink[] {
    const ofNode = [...this.#kilograms.values()].filter(
      ({ kind, name }) => kind === node.kind && node.names.includes(name),
    );
    return grades.flatMap((grade) => {
      const kg = ofNode.reduce((sum, end) => sum + (end.grades.get(grade) ?? 0), 0);
      return kg === 0 ? [] : [{ ...ends(node, grade), grade, kg }];
    });
  }
}

/** Grades by worth; one this version does not know comes last. */
function inOrderOfWorth(grades: ReadonlySet<string>): string[] {
  const rank = (grade: string): number => {
    const place = (GRADE_BUCKETS as readonly string[]).indexOf(grade);
    return place === -1 ? GRADE_BUCKETS.length : place;
  };
  return [...grades].sort().sort((a, b) => rank(a) - rank(b));
}
