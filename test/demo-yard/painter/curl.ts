import { type Field, packPaint } from './field.ts';
import type { Coat, Pose } from './pose.ts';

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
