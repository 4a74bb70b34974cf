import { type Field, packPaint } from './field.ts';
import { CLOUDS, FOLDS, TILE, TILE_MASK } from './noise.ts';
import type { Coat, Pose } from './pose.ts';

export interface LumpShape {
  /** Dome height as a share of the radius; 0 is flat. */
  readonly dome: number;
  readonly crumple: number;
  /** How irregular the outline is, 0 (a disc) to 1. */
  readonly ragged: number;
  /** Radius of the hole in the middle as a share of the radius; 0 for none. */
  readonly bore: number;
}

/** Press a round or irregular piece (fragment, ring, tyre, lump, briquette) into the field. */
export function pressLump(field: Field, pose: Pose, shape: LumpShape, coat: Coat, salt: number): void {
  const { width, height, z, paint } = field;
  const { halfLength, halfWidth, tiltU, tiltV } = pose;
  const { dome, crumple, ragged, bore } = shape;
  const cos = Math.cos(pose.angle);
  const sin = Math.sin(pose.angle);
  const ceiling =
    pose.z + Math.abs(tiltU) * halfLength + Math.abs(tiltV) * halfWidth + crumple * 1.5 + dome * halfWidth + 1;
  const reach = Math.max(halfLength, halfWidth);
  const x0 = Math.max(0, Math.floor(pose.x - reach));
  const x1 = Math.min(width - 1, Math.ceil(pose.x + reach));
  const y0 = Math.max(0, Math.floor(pose.y - reach));
  const y1 = Math.min(height - 1, Math.ceil(pose.y + reach));
  const [red, green, blue] = coat.colour;
  const [red2, green2, blue2] = coat.patch;
  const threshold = 0.9 - 1.8 * coat.patches;
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      const dx = x - pose.x;
      const dy = y - pose.y;
      const u = dx * cos + dy * sin;
      const v = dy * cos - dx * sin;
      const r2 = (u * u) / (halfLength * halfLength) + (v * v) / (halfWidth * halfWidth);
      if (r2 > 1) continue;
      const at = y * width + x;
      if (ceiling <= (z[at] as number)) continue;
      const tile = ((u + salt * 37) & TILE_MASK) + ((v + salt * 71) & TILE_MASK) * TILE;
      const cloud = CLOUDS[tile] as number;
      if (ragged > 0 && r2 > 1 - ragged * (0.45 + 0.9 * cloud)) continue;
      const fold = ((x * 2 + salt * 37) & TILE_MASK) + ((y * 2 + salt * 71) & TILE_MASK) * TILE;
      let lift = tiltU * u + tiltV * v + crumple * (FOLDS[fold] as number);
      if (bore > 0) {
        const ring = (Math.sqrt(r2) - bore) / (1 - bore);
        if (ring < 0) continue;
        lift += dome * halfWidth * 2 * Math.sqrt(ring * (1 - ring));
      } else if (dome > 0) lift += dome * halfWidth * Math.sqrt(1 - r2);
      const level = pose.z + lift;
      if (level <= (z[at] as number)) continue;
      z[at] = level;
      const blend = Math.max(0, Math.min(1, (cloud - threshold) * 2.5));
      paint[at] = packPaint(
        red + (red2 - red) * blend,
        green + (green2 - green) * blend,
        blue + (blue2 - blue) * blend,
        1 + 0.15 * cloud,
        coat.gloss * (1 - 0.7 * blend),
      );
    }
  }
}
