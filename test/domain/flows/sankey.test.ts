import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancedFlow, type FlowSum } from '../../../domain/flows/sankey.ts';

const sum = (direction: string, partner: string, grade: string, kg: number, yard = 'pohang'): FlowSum => ({
  ...{ yard, direction, partner, grade, kg },
});

const SUMS: FlowSum[] = [
  sum('inbound', '한일자원', 'heavy', 30_000),
  sum('inbound', '동성철강', 'heavy', 10_000),
  sum('inbound', '동성철강', 'light', 5_000, 'dangjin'),
  sum('outbound', '제철소 가', 'heavy', 25_000),
  sum('outbound', '제철소 가', 'light', 9_000),
];
const shape = (sums: FlowSum[], sides: 'both' | 'inbound' | 'outbound', most = 12) => {
  const { nodes, links } = balancedFlow(sums, sides, most);
  return {
    nodes: nodes.map(({ key, kg }) => [key, kg]),
    links: links.map(({ from, to, kg }) => `${from} ${kg} ${to}`),
  };
};

describe('the balanced flow', () => {
  it('puts what was not delivered into the stock and takes from it what came from before', () => {
    expect(shape(SUMS, 'both')).toEqual({
      nodes: [
        ['supplier:한일자원', 30_000],
        ['supplier:동성철강', 15_000],
        ['stock-out:', 4_000],
        ['grade:heavy', 40_000],
        ['grade:light', 9_000],
        ['works:제철소 가', 34_000],
        ['stock-in:', 15_000],
      ],
      links: [
        'supplier:한일자원 30000 grade:heavy',
        'supplier:동성철강 10000 grade:heavy',
        'supplier:동성철강 5000 grade:light',
        'stock-out: 4000 grade:light',
        'grade:heavy 25000 works:제철소 가',
        'grade:light 9000 works:제철소 가',
        'grade:heavy 15000 stock-in:',
      ],
    });
  });

  it('ends at the yards where suppliers alone are looked at', () => {
    expect(shape(SUMS, 'inbound').links).toEqual([
      'supplier:한일자원 30000 grade:heavy',
      'supplier:동성철강 10000 grade:heavy',
      'supplier:동성철강 5000 grade:light',
      'grade:heavy 40000 yard-in:pohang',
      'grade:light 5000 yard-in:dangjin',
    ]);
  });

  it('begins at the yards where works alone are looked at', () => {
    expect(shape(SUMS, 'outbound').links).toEqual([
      'yard-out:pohang 25000 grade:heavy',
      'yard-out:pohang 9000 grade:light',
      'grade:heavy 25000 works:제철소 가',
      'grade:light 9000 works:제철소 가',
    ]);
  });

  it('folds the smallest partners into one, named after all of them, and never folds a single one', () => {
    const many = ['a', 'b', 'c', 'd'].map((name, index) => sum('inbound', name, 'heavy', 1_000 * (4 - index)));
    const { nodes } = balancedFlow(many, 'inbound', 2);
    expect(nodes.filter(({ kind }) => kind === 'supplier')).toMatchObject([
      { key: 'supplier:a', isFolded: false },
      { key: 'supplier:b' },
      { key: 'supplier*', names: ['c', 'd'], isFolded: true, kg: 3_000 },
    ]);
    expect(balancedFlow(many, 'inbound', 3).nodes.some(({ isFolded }) => isFolded)).toBe(false);
    expect(balancedFlow(many, 'inbound', 2).links).toContainEqual({
      ...{ from: 'supplier*', to: 'grade:heavy', grade: 'heavy', kg: 3_000 },
    });
  });

  it('orders partners of equal weight by name, and grades by worth with unknown ones last', () => {
    const sums = ['b', 'a', 'c'].flatMap((name) =>
      ['new_grade', 'a_grade', 'light', 'heavy'].map((grade) => sum('inbound', name, grade, 10)),
    );
    expect(balancedFlow(sums, 'both', 12).nodes.map(({ key }) => key)).toEqual([
      ...['supplier:a', 'supplier:b', 'supplier:c'],
      ...['grade:heavy', 'grade:light', 'grade:a_grade', 'grade:new_grade'],
      'stock-in:',
    ]);
  });

  it('is empty without kilograms', () => {
    expect(balancedFlow([sum('inbound', 'a', 'heavy', 0)], 'both', 12)).toEqual({ nodes: [], links: [] });
  });

  it('has as much into every grade as out of it, whatever comes', () => {
    const sums = fc.array(
      fc.record({
        yard: fc.constantFrom('pohang', 'dangjin'),
        direction: fc.constantFrom('inbound', 'outbound'),
        partner: fc.constantFrom('', 'a', 'b', 'c', 'd', 'e'),
        grade: fc.constantFrom('heavy', 'light', 'shredded'),
        kg: fc.integer({ min: 0, max: 1_000_000 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(sums, fc.constantFrom('both' as const, 'inbound' as const, 'outbound' as const), (all, sides) => {
        const { nodes, links } = balancedFlow(all, sides, 2);
        for (const { key, kg, column } of nodes) {
          const into = links.filter(({ to }) => to === key).reduce((total, link) => total + link.kg, 0);
          const out = links.filter(({ from }) => from === key).reduce((total, link) => total + link.kg, 0);
          if (column !== 0) expect(into).toBe(kg);
          if (column !== 2) expect(out).toBe(kg);
        }
      }),
    );
  });
});
