import { describe, expect, it } from 'vitest';
import {
  BOX,
  CORNERS_AT_MOST,
  type Corner,
  coveredShare,
  regionProblem,
  withCorner,
  withMiddle,
  withMoved,
  withoutCorner,
} from '../../../web/pages/models/region.ts';

const corners = (...points: [number, number][]): Corner[] => points.map(([x, y]) => ({ x, y }));
const SQUARE = corners([0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8]);

describe('a region', () => {
  it('of the first three corners follows the clicks', () => {
    const drawn = SQUARE.slice(0, 3).reduce<readonly Corner[]>((known, next) => withCorner(known, next).corners, []);
    expect(drawn).toEqual(SQUARE.slice(0, 3));
  });

  it('takes a later corner into its nearest edge, so that lines do not cross', () => {
    const { corners: drawn, chosen } = withCorner(SQUARE, { x: 0.5, y: 0.1 });
    expect(chosen).toBe(1);
    expect(drawn[1]).toEqual({ x: 0.5, y: 0.1 });
    expect(regionProblem(drawn)).toBeNull();
  });

  it('keeps its corners inside the photo', () => {
    expect(withMoved(SQUARE, 0, { x: -0.4, y: 1.7 })[0]).toEqual({ x: 0, y: 1 });
    expect(withMoved(SQUARE, 9, { x: 0.5, y: 0.5 })).toEqual(SQUARE);
  });

  it('loses a corner', () => expect(withoutCorner(SQUARE, 1)).toEqual([SQUARE[0], SQUARE[2], SQUARE[3]]));

  it('gets a corner in the middle of its longest edge by keyboard', () => {
    const wide = corners([0, 0], [1, 0], [1, 0.2]);
    expect(withMiddle(wide)).toEqual({
      corners: [...corners([0, 0], [1, 0], [1, 0.2]), { x: 0.5, y: 0.1 }],
      chosen: 3,
    });
    expect(withMiddle([]).corners).toEqual([{ x: 0.5, y: 0.5 }]);
  });

  it('takes no more corners than the contract allows', () => {
    const full = Array.from({ length: CORNERS_AT_MOST }, (_, index) => ({
      x: 0.5 + 0.4 * Math.cos((index * 2 * Math.PI) / CORNERS_AT_MOST),
      y: 0.5 + 0.4 * Math.sin((index * 2 * Math.PI) / CORNERS_AT_MOST),
    }));
    expect(withCorner(full, { x: 0.5, y: 0.5 })).toEqual({ corners: full, chosen: -1 });
    expect(withMiddle(full).chosen).toBe(-1);
  });

  it('covers a share of the photo, all of it without corners', () => {
    expect(coveredShare(SQUARE)).toBeCloseTo(0.36);
    expect(coveredShare([])).toBe(1);
    expect(coveredShare(SQUARE.slice(0, 2))).toBe(0);
  });

  it('is not saved with one or two corners or with lines that cross', () => {
    expect(regionProblem(SQUARE.slice(0, 2))).toBe('tooFew');
    expect(regionProblem(corners([0.2, 0.2], [0.8, 0.8], [0.8, 0.2], [0.2, 0.8]))).toBe('crossing');
    expect(regionProblem([])).toBeNull();
    expect(regionProblem(BOX)).toBeNull();
  });
});
