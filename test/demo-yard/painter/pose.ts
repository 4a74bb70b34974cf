import type { Colour } from './field.ts';

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
