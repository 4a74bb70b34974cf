import type { RegionPoint } from '../../domain/wire/edge-messages.ts';

/** A rectangle of a picture, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A region smaller than this is widened to it: nothing could be seen in it. Pixels. */
const LEAST_SIDE = 32;

/** The smallest rectangle of whole pixels around a polygon, within a picture of the given size. */
export function boxAround(region: readonly RegionPoint[], width: number, height: number): Box {
  const [left, right] = span(
    region.map(({ x }) => x),
    width,
  );
  const [top, bottom] = span(
    region.map(({ y }) => y),
    height,
  );
  return { left, top, width: right - left, height: bottom - top };
}

function span(shares: readonly number[], length: number): [number, number] {
  const least = Math.min(LEAST_SIDE, length);
  const from = Math.max(0, Math.min(length - least, Math.floor(Math.min(...shares) * length)));
  const to = Math.min(length, Math.max(from + least, Math.ceil(Math.max(...shares) * length)));
  return [from, to];
}

/**
 * Which pixels of the picture inside `box` lie within the polygon (even-odd rule at the pixel's centre): 1 or 0 for each
 * pixel of a picture of `width` x `height` that shows the box.
 * @param frame size of the whole picture, in the box's pixels
 */
export function insideOf(
  region: readonly RegionPoint[],
  box: Box,
  frame: { readonly width: number; readonly height: number },
  width: number,
  height: number,
): Uint8Array {
  const corners = region.map(({ x, y }) => ({
    x: ((x * frame.width - box.left) / box.width) * width,
    y: ((y * frame.height - box.top) / box.height) * height,
  }));
  const inside = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const crossings = crossingsOf(corners, row + 0.5);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] as number) - 0.5));
      const to = Math.min(width, Math.ceil((crossings[i + 1] as number) - 0.5));
      if (to > from) inside.fill(1, row * width + from, row * width + to);
    }
  }
  return inside;
}

/** Where a horizontal line crosses the polygon's sides, from left to right. */
function crossingsOf(corners: readonly RegionPoint[], y: number): number[] {
  const crossings: number[] = [];
  corners.forEach((one, at) => {
    const next = corners[(at + 1) % corners.length] as RegionPoint;
    if (one.y > y === next.y > y) return;
    crossings.push(one.x + ((y - one.y) / (next.y - one.y)) * (next.x - one.x));
  });
  return crossings.sort((a, b) => a - b);
}
