import { type Field, packPaint } from './field.ts';
import { CLOUDS, FOLDS, TILE, TILE_MASK } from './noise.ts';
import type { Coat, Pose } from './pose.ts';

/** Cross-section of a plate-like piece: flat sheet, H-beam, round bar or pipe, corrugated sheet, bale. */
export type Profile = 'flat' | 'beam' | 'round' | 'corrugated' | 'bale';

export interface PlateShape {
  readonly profile: Profile;
  /** Height of the waves along the length, pixels. */
  readonly bend: number;
  /** Height of the crumpling, pixels. */
  readonly crumple: number;
  /** How far the rim is torn, as a share of the half size. */
  readonly ragged: number;
  /** Distance of punched holes in pixels; 0 for none. */
  readonly holes: number;
}

/** Press a rectangular piece (plate, strip, beam, bar, bale) into the field. `salt` moves its noise. */
export function pressPlate(field: Field, pose: Pose, shape: PlateShape, coat: Coat, salt: number): void {
  const { width, height, z, paint } = field;
  const { halfLength, halfWidth, tiltU, tiltV } = pose;
  const { profile, bend, crumple, ragged, holes } = shape;
  const cos = Math.cos(pose.angle);
  const sin = Math.sin(pose.angle);
  const reachX = Math.abs(cos) * halfLength + Math.abs(sin) * halfWidth;
  const reachY = Math.abs(sin) * halfLength + Math.abs(cos) * halfWidth;
  const x0 = Math.max(0, Math.floor(pose.x - reachX));
  const x1 = Math.min(width - 1, Math.ceil(pose.x + reachX));
  const y0 = Math.max(0, Math.floor(pose.y - reachY));
  const y1 = Math.min(height - 1, Math.ceil(pose.y + reachY));
  const [red, green, blue] = coat.colour;
  const [red2, green2, blue2] = coat.patch;
  const threshold = 0.9 - 1.8 * coat.patches;
  const wave = (1.5 + (salt % 5) * 0.5) / halfLength;
  const holeRadius = (holes * 0.33) ** 2;
  const highest = Math.abs(tiltU) * halfLength + Math.abs(tiltV) * halfWidth + Math.abs(bend) + crumple * 1.5;
  const ceiling = pose.z + highest + (profile === 'round' ? halfWidth : 3);
  for (let y = y0; y <= y1; y++) {
    const dy = y - pose.y;
    const spanU = span(-halfLength - dy * sin, halfLength - dy * sin, cos);
    const spanV = span(dy * cos - halfWidth, dy * cos + halfWidth, sin);
    const first = Math.max(x0, Math.ceil(pose.x + Math.max(spanU.low, spanV.low)));
    const last = Math.min(x1, Math.floor(pose.x + Math.min(spanU.high, spanV.high)));
    for (let x = first; x <= last; x++) {
      const at = y * width + x;
      if (ceiling <= (z[at] as number)) continue;
      const dx = x - pose.x;
      const u = dx * cos + dy * sin;
      const v = dy * cos - dx * sin;
      const edgeU = 1 - Math.abs(u) / halfLength;
      const edgeV = 1 - Math.abs(v) / halfWidth;
      if (edgeU < 0 || edgeV < 0) continue;
      const tile = ((u + salt * 37) & TILE_MASK) + ((v + salt * 71) & TILE_MASK) * TILE;
      const cloud = CLOUDS[tile] as number;
      if (ragged > 0 && Math.min(edgeU, edgeV) < ragged * (0.5 + cloud)) continue;
      if (holes > 0) {
        const hu = u - holes * Math.round(u / holes);
        const hv = v - holes * Math.round(v / holes);
        if (hu * hu + hv * hv < holeRadius) continue;
      }
      let lift = tiltU * u + tiltV * v;
      if (bend !== 0) lift += bend * Math.sin(u * wave + salt);
      // along the picture's own axes: turned with the piece, the lookup would show as steps
      if (crumple !== 0) {
        lift += crumple * (FOLDS[((x + salt * 37) & TILE_MASK) + ((y + salt * 71) & TILE_MASK) * TILE] as number);
      }
      if (profile === 'beam') lift += edgeV < 0.22 || edgeV > 0.9 ? 0 : -halfWidth * 0.45;
      else if (profile === 'round') lift += halfWidth * Math.sqrt(edgeV * (2 - edgeV));
      else if (profile === 'corrugated') lift += 3 * Math.sin(v * 0.55);
      else if (profile === 'bale') lift -= 6 / (1 + 22 * Math.min(edgeU * halfLength, edgeV * halfWidth) * 0.06);
      const level = pose.z + lift;
      if (level <= (z[at] as number)) continue;
      z[at] = level;
      const blend = Math.max(0, Math.min(1, (cloud - threshold) * 2.5));
      paint[at] = packPaint(
        red + (red2 - red) * blend,
        green + (green2 - green) * blend,
        blue + (blue2 - blue) * blend,
        1 + 0.12 * cloud,
        coat.gloss * (1 - 0.7 * blend),
      );
    }
  }
}

/** Where low <= slope * d <= high holds. */
function span(low: number, high: number, slope: number): { low: number; high: number } {
  if (Math.abs(slope) < 1e-6) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return slope > 0 ? { low: low / slope, high: high / slope } : { low: high / slope, high: low / slope };
}
