import { type Colour, type Field, packPaint } from './field.ts';
import { CLOUDS, FOLDS, TILE, TILE_MASK } from './noise.ts';

/** Cross-section of a plate-like piece: flat sheet, H-beam, round bar or pipe, corrugated sheet, bale. */
export type Profile = 'flat' | 'beam' | 'round' | 'corrugated' | 'bale';

/** How a piece looks: two colours mingled in patches, and how it mirrors the light (0 matt, 255 mirror). */
export interface Coat {
  readonly colour: Colour;
  readonly patch: Colour;
  /** Share of the patch colour, 0 to 1. */
  readonly patches: number;
  readonly gloss: number;
}

/** Where a piece lies: centre and half sizes in pixels, angle in radians, height and slopes in pixels. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly halfLength: number;
  readonly halfWidth: number;
  readonly angle: number;
  readonly z: number;
  readonly tiltU: number;
  readonly tiltV: number;
}

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

/**
 * Press a thread (wire, turning) into the field: an arc of `turns` full circles whose centre drifts along the pose's angle.
 * halfLength is the radius of the curl, halfWidth the half thickness, tiltU the drift per radian in pixels.
 */
export function pressCurl(field: Field, pose: Pose, turns: number, coat: Coat): void {
  const { width, height, z, paint } = field;
  const radius = pose.halfLength;
  const half = Math.max(1, Math.round(pose.halfWidth));
  const [red, green, blue] = coat.colour;
  const step = Math.min(0.5, half / radius);
  const driftX = Math.cos(pose.angle) * pose.tiltU;
  const driftY = Math.sin(pose.angle) * pose.tiltU;
  for (let turn = 0; turn < turns * 2 * Math.PI; turn += step) {
    const cx = Math.round(pose.x + driftX * turn + radius * Math.cos(turn + pose.angle));
    const cy = Math.round(pose.y + driftY * turn + radius * pose.tiltV * Math.sin(turn + pose.angle));
    const level = pose.z + radius * 0.4 * Math.sin(turn * 1.3);
    for (let y = Math.max(0, cy - half); y <= Math.min(height - 1, cy + half); y++) {
      for (let x = Math.max(0, cx - half); x <= Math.min(width - 1, cx + half); x++) {
        const off = (x - cx) ** 2 + (y - cy) ** 2;
        const at = y * width + x;
        const top = level - off * 0.6;
        if (off > half * half + 0.5 || top <= (z[at] as number)) continue;
        z[at] = top;
        paint[at] = packPaint(red, green, blue, 1 + 0.25 * Math.sin(turn * 2 + pose.x), coat.gloss);
      }
    }
  }
}
