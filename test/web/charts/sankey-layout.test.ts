import { describe, expect, it } from 'vitest';
import { balancedFlow, type FlowSum } from '../../../domain/flows/sankey.ts';
import { fittedText } from '../../../web/charts/fitted-text.ts';
import { sankeyLayout } from '../../../web/charts/sankey-layout.ts';

const BOX = { width: 800, height: 400, left: 100, right: 80, nodeWidth: 12, slot: 20 };
const sum = (partner: string, grade: string, kg: number, direction = 'inbound'): FlowSum => ({
  ...{ yard: 'pohang', direction, partner, grade, kg },
});
const layoutOf = (sums: FlowSum[]) => sankeyLayout(balancedFlow(sums, 'both', 12), BOX);

describe('the places of a flow', () => {
  const { nodes, links } = layoutOf([
    sum('가', 'heavy', 700_000),
    sum('나', 'heavy', 200_000),
    sum('나', 'light', 90_000),
    sum('다', 'light', 400),
    sum('제철소', 'heavy', 500_000, 'outbound'),
  ]);
  const node = (key: string) => nodes.find((one) => one.key === key);

  it('stand in three columns between the labels', () =>
    expect(['supplier:가', 'grade:heavy', 'works:제철소'].map((key) => node(key)?.x)).toEqual([100, 404, 708]));

  it('have heights by one scale', () => {
    const scale = (node('supplier:가')?.height ?? 0) / 700_000;
    expect(node('grade:heavy')?.height).toBeCloseTo(900_000 * scale);
    expect(node('works:제철소')?.height).toBeCloseTo(500_000 * scale);
    expect(links.find(({ from }) => from === 'supplier:나')?.width).toBeCloseTo(200_000 * scale);
  });

  it('do not overlap, and leave each label its room inside the box', () => {
    for (const column of [0, 1, 2]) {
      const slots = nodes
        .filter((one) => one.column === column)
        .map(({ y, height, slot }) => ({ top: y + height / 2 - slot / 2, slot }))
        .sort((a, b) => a.top - b.top);
      for (const [place, { top, slot }] of slots.entries()) {
        expect(slot).toBeGreaterThanOrEqual(20);
        expect(top + slot).toBeLessThanOrEqual((slots[place + 1]?.top ?? BOX.height) + 0.001);
        expect(top).toBeGreaterThanOrEqual(-0.001);
      }
    }
  });

  it('draw even the smallest flow', () =>
    expect(Math.min(...links.map(({ width }) => width))).toBeGreaterThanOrEqual(1));

  it('are none without a flow', () => expect(layoutOf([])).toEqual({ nodes: [], links: [] }));
});

describe('a label', () => {
  it('is cut to its room, Hangul being twice as wide', () => {
    expect(fittedText('한일자원', 60)).toBe('한일자원');
    expect(fittedText('주식회사 한국자원순환', 60)).toBe('주식회사…');
    expect(fittedText('Hanil Resources', 60)).toBe('Hanil R…');
    expect(fittedText('한일자원', 1)).toBe('한…');
  });
});
