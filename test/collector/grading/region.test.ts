import { describe, expect, it } from 'vitest';
import { boxAround, insideOf } from '../../../collector/grading/region.ts';

const TRIANGLE = [
  { x: 0.25, y: 0.25 },
  { x: 0.75, y: 0.25 },
  { x: 0.25, y: 0.75 },
];

describe('a region of a frame', () => {
  it('lies in the smallest box of whole pixels around its corners', () => {
    expect(boxAround(TRIANGLE, 400, 200)).toEqual({ left: 100, top: 50, width: 200, height: 100 });
  });

  it('is widened to 32 pixels within the frame when it is thinner', () => {
    const corner = [0.999, 1, 1].map((share) => ({ x: share, y: share }));
    expect(boxAround(corner, 640, 480)).toEqual({ left: 608, top: 448, width: 32, height: 32 });
  });

  it('holds the pixels whose centres lie within the polygon', () => {
    const box = boxAround(TRIANGLE, 400, 200);
    const inside = insideOf(TRIANGLE, box, { width: 400, height: 200 }, 200, 100);
    const share = inside.reduce((sum, one) => sum + one, 0) / inside.length;
    expect(share).toBeCloseTo(0.5, 2);
    expect(inside[0]).toBe(1);
    expect(inside.at(-1)).toBe(0);
  });

  it('may be concave', () => {
    const notched = [
      { x: 0, y: 0 },
      { x: 0.5, y: 0.5 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
      { x: 0, y: 1 },
    ];
    const inside = insideOf(notched, boxAround(notched, 100, 100), { width: 100, height: 100 }, 100, 100);
    expect(inside[10 * 100 + 50]).toBe(0);
    expect(inside[10 * 100 + 2]).toBe(1);
    expect(inside[80 * 100 + 50]).toBe(1);
  });
});
