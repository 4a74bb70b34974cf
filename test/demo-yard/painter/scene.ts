import type { Colour, Field } from './field.ts';
import { packPaint } from './field.ts';
import { CLOUDS, GRAIN, TILE, TILE_MASK } from './noise.ts';
import { pressPlate } from './plate.ts';
import type { Random } from './random.ts';

/** The truck bed in the picture: its rims as shares of width and height, or none in a close-up. */
export interface Bed {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly isCloseUp: boolean;
}

const BED_PAINTS: readonly [Colour, ...Colour[]] = [
  [52, 84, 126],
  [64, 104, 82],
  [132, 52, 44],
  [112, 116, 120],
  [150, 118, 52],
];

export function chooseBed(random: Random): Bed {
  if (random.chance(0.3)) return { left: 0, right: 1, top: 0, bottom: 1, isCloseUp: true };
  return {
    left: random.between(0.03, 0.09),
    right: 1 - random.between(0.03, 0.09),
    top: random.between(0.07, 0.14),
    bottom: random.chance(0.6) ? 1 - random.between(0.03, 0.07) : 1,
    isCloseUp: false,
  };
}

/** How high the heap is at a place: highest in the middle, lower along the walls. Pixels. */
export function heapHeight(field: Field, bed: Bed, x: number, y: number): number {
  const u = (x / field.width - bed.left) / (bed.right - bed.left) - 0.5;
  const v = (y / field.height - bed.top) / (bed.bottom - bed.top) - 0.5;
  return bed.isCloseUp ? 0 : 60 * Math.max(0, 1 - 2.4 * (u * u + v * v));
}

/** Lay the fines that the pieces will lie on. */
export function layGround(field: Field, bed: Bed, colours: readonly [Colour, Colour], random: Random): void {
  const { width, height, z, paint } = field;
  const shift = Math.floor(random.next() * TILE);
  const [[r1, g1, b1], [r2, g2, b2]] = colours;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = ((x + shift) & TILE_MASK) + ((y + shift * 3) & TILE_MASK) * TILE;
      const cloud = CLOUDS[tile] as number;
      const grain = GRAIN[tile] as number;
      const at = y * width + x;
      const blend = Math.max(0, Math.min(1, 0.5 + cloud));
      z[at] = heapHeight(field, bed, x, y) + cloud * 5 + grain * 1.6;
      paint[at] = packPaint(
        r1 + (r2 - r1) * blend,
        g1 + (g2 - g1) * blend,
        b1 + (b2 - b1) * blend,
        1 + 0.2 * grain,
        12,
      );
    }
  }
}

/** The yard's concrete outside the truck bed, in place of the pieces that fell there. */
function layYard(field: Field, bed: Bed): void {
  const { width, height, z, paint } = field;
  for (let y = 0; y < height; y++) {
    const isRowInside = y > bed.top * height && y < bed.bottom * height;
    for (let x = 0; x < width; x++) {
      if (isRowInside && x > bed.left * width && x < bed.right * width) continue;
      const tile = (x & TILE_MASK) + (y & TILE_MASK) * TILE;
      z[y * width + x] = -30 + (GRAIN[tile] as number) * 0.3;
      paint[y * width + x] = packPaint(128, 126, 122, 0.9 + 0.12 * (CLOUDS[tile] as number), 0);
    }
  }
}

/** Raise the walls of the truck bed over the heap: painted rims, ribs on the far wall, the yard outside. */
export function raiseWalls(field: Field, bed: Bed, random: Random): void {
  if (bed.isCloseUp) return;
  const { width, height } = field;
  layYard(field, bed);
  const colour = random.pick(BED_PAINTS);
  const look = { colour, patch: [112, 74, 52] as Colour, patches: random.between(0.12, 0.35), gloss: 40 };
  const dark = { ...look, colour: colour.map((c) => c * 0.7) as unknown as Colour };
  const rim = 0.012 * width;
  const wall = (x: number, y: number, halfLength: number, halfWidth: number, z: number, coat = look) =>
    pressPlate(
      field,
      { x, y, halfLength, halfWidth, angle: 0, z, tiltU: 0, tiltV: 0 },
      { profile: 'flat', bend: 0, crumple: 0, ragged: 0, holes: 0 },
      coat,
      7,
    );
  const left = bed.left * width;
  const right = bed.right * width;
  const top = bed.top * height;
  const bottom = Math.min(height, bed.bottom * height);
  const depth = 0.045 * height;
  wall((left + right) / 2, top - depth / 2, (right - left) / 2, depth / 2, 78, dark);
  const ribs = Math.round(random.between(7, 12));
  for (let rib = 0; rib <= ribs; rib++) {
    wall(left + ((right - left) * rib) / ribs, top - depth / 2, rim * 0.5, depth / 2, 86);
  }
  wall((left + right) / 2, top - depth, (right - left) / 2 + rim, rim * 0.8, 96);
  wall(left, (top + bottom) / 2 - depth / 2, rim, (bottom - top) / 2 + depth / 2, 92);
  wall(right, (top + bottom) / 2 - depth / 2, rim, (bottom - top) / 2 + depth / 2, 92);
  if (bed.bottom < 1) wall((left + right) / 2, bottom, (right - left) / 2 + rim, rim, 98);
}
