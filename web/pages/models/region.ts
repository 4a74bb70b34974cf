/** A corner as shares of the photo's width and height. */
export interface Corner {
  readonly x: number;
  readonly y: number;
}

export const CORNERS_AT_MOST = 24;

/** Where a region starts for who does not click: a box inside the photo. */
export const BOX: readonly Corner[] = [
  { x: 0.15, y: 0.15 },
  { x: 0.85, y: 0.15 },
  { x: 0.85, y: 0.85 },
  { x: 0.15, y: 0.85 },
];

const inside = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 10_000;

/** The corner inside the photo, to a ten-thousandth of it. */
export function fitted(corner: Corner): Corner {
  return { x: inside(corner.x), y: inside(corner.y) };
}

/**
 * The region with one more corner: up to three they follow in the order of the clicks, then a new one goes into the
 * nearest edge, so that clicking around a shape in any order gives that shape. The answer's `chosen` is the new corner.
 */
export function withCorner(corners: readonly Corner[], added: Corner): { corners: readonly Corner[]; chosen: number } {
  if (corners.length >= CORNERS_AT_MOST) return { corners, chosen: -1 };
  const corner = fitted(added);
  const place = corners.length < 3 ? corners.length : nearestEdge(corners, corner) + 1;
  return { corners: corners.toSpliced(place, 0, corner), chosen: place };
}

/** The region with a corner put in the middle of its longest edge, for who does not click. */
export function withMiddle(corners: readonly Corner[]): { corners: readonly Corner[]; chosen: number } {
  if (corners.length < 2) return withCorner(corners, { x: 0.5, y: 0.5 });
  if (corners.length >= CORNERS_AT_MOST) return { corners, chosen: -1 };
  const lengths = corners.map((from, index) => distance(from, next(corners, index)));
  const longest = lengths.indexOf(Math.max(...lengths));
  const [from, to] = [corners[longest] as Corner, next(corners, longest)];
  const middle = fitted({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  return { corners: corners.toSpliced(longest + 1, 0, middle), chosen: longest + 1 };
}

export function withMoved(corners: readonly Corner[], index: number, to: Corner): readonly Corner[] {
  return corners[index] === undefined ? corners : corners.with(index, fitted(to));
}

export function withoutCorner(corners: readonly Corner[], index: number): readonly Corner[] {
  return corners.filter((_, place) => place !== index);
}

/** The share of the photo inside the region; all of it without one. */
export function coveredShare(corners: readonly Corner[]): number {
  if (corners.length < 3) return corners.length === 0 ? 1 : 0;
  const twice = corners.reduce((sum, from, index) => {
    const to = next(corners, index);
    return sum + from.x * to.y - to.x * from.y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** What keeps a region from being saved; `null` when nothing does. */
export function regionProblem(corners: readonly Corner[]): 'tooFew' | 'crossing' | null {
  if (corners.length > 0 && corners.length < 3) return 'tooFew';
  return hasCrossing(corners) ? 'crossing' : null;
}

function hasCrossing(corners: readonly Corner[]): boolean {
  return corners.some((from, i) =>
    corners.some((other, j) => {
      const isNeighbour = j === i || j === (i + 1) % corners.length || i === (j + 1) % corners.length;
      return !isNeighbour && cross(from, next(corners, i), other, next(corners, j));
    }),
  );
}

/** True when two lines cut each other. */
function cross(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const side = (from: Corner, to: Corner, point: Corner): number =>
    Math.sign((to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function nearestEdge(corners: readonly Corner[], point: Corner): number {
  const distances = corners.map((from, index) => distanceToEdge(point, from, next(corners, index)));
  return distances.indexOf(Math.min(...distances));
}

function distanceToEdge(point: Corner, from: Corner, to: Corner): number {
  const length = distance(from, to);
  if (length === 0) return distance(point, from);
  const along = ((point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)) / length ** 2;
  const at = Math.min(1, Math.max(0, along));
  return distance(point, { x: from.x + at * (to.x - from.x), y: from.y + at * (to.y - from.y) });
}

function next(corners: readonly Corner[], index: number): Corner {
  return corners[(index + 1) % corners.length] as Corner;
}

function distance(a: Corner, b: Corner): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
