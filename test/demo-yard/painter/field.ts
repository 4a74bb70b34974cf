/** A colour, 0 to 255 each. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * The picture before it is lit: for every pixel the height of the topmost piece (pixels, towards the camera) and its
 * paint, packed as red | green << 8 | blue << 16 | gloss << 24. Pieces are pressed into it as into a z-buffer.
 */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly z: Float32Array;
  readonly paint: Uint32Array;
}

/** An empty field, far below everything. Sizes in pixels. */
export function makeField(width: number, height: number): Field {
  return {
    width,
    height,
    z: new Float32Array(width * height).fill(-1000),
    paint: new Uint32Array(width * height),
  };
}

/** Pack a shade of a colour; `shade` 1 is the colour itself, `gloss` 0 (matt) to 255 (mirror). */
export function packPaint(red: number, green: number, blue: number, shade: number, gloss: number): number {
  const r = Math.min(255, red * shade) & 255;
  const g = Math.min(255, green * shade) & 255;
  const b = Math.min(255, blue * shade) & 255;
  return (r | (g << 8) | (b << 16) | (gloss << 24)) >>> 0;
}
