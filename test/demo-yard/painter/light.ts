import type { Field } from './field.ts';
import { GRAIN, TILE, TILE_MASK } from './noise.ts';
import type { Random } from './random.ts';

/** Height blurred at an eighth of the size: what lies below it is in a hollow and gets little sky. */
function blurredHeight(field: Field): { values: Float32Array; columns: number; rows: number } {
  const columns = Math.ceil(field.width / 8) + 1;
  const rows = Math.ceil(field.height / 8) + 1;
  const coarse = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let total = 0;
      for (let k = 0; k < 16; k++) {
        const x = Math.min(field.width - 1, column * 8 + ((k & 3) << 2) - 6);
        const y = Math.min(field.height - 1, row * 8 + ((k >> 2) << 2) - 6);
        total += field.z[Math.max(0, y) * field.width + Math.max(0, x)] as number;
      }
      coarse[row * columns + column] = total / 16;
    }
  }
  const values = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let total = 0;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const x = Math.max(0, Math.min(columns - 1, column + dx));
          total += coarse[Math.max(0, Math.min(rows - 1, row + dy)) * columns + x] as number;
        }
      }
      values[row * columns + column] = total / 9;
    }
  }
  return { values, columns, rows };
}

/** The roof of the shadows: a pixel below it gets no direct light. The light comes from the upper left. */
function shadowRoof(field: Field, drop: number, slant: number): Float32Array {
  const { width, height, z } = field;
  const roof = new Float32Array(z.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const own = z[at] as number;
      if (x === 0 || y === 0) {
        roof[at] = own;
        continue;
      }
      const cast = (roof[at - 1] as number) * (1 - slant) + (roof[at - width - 1] as number) * slant - drop;
      roof[at] = own > cast ? own : cast;
    }
  }
  return roof;
}

/** Light the field as a camera would see it: sun, sky, hollows, cast shadows, gloss, vignette, sensor noise. RGB rows. */
export function lightField(field: Field, random: Random): Uint8Array {
  const { width, height, z, paint } = field;
  const hardness = random.between(0.45, 1);
  const lx = -random.between(0.35, 0.7);
  const ly = -random.between(0.35, 0.7);
  const lz = random.between(0.62, 0.85);
  const roof = shadowRoof(field, random.between(0.7, 1.3), random.between(0.35, 0.65));
  const sky = blurredHeight(field);
  const skyRow = new Float32Array(sky.columns);
  const exposure = random.between(1.18, 1.5);
  const paleness = random.between(0.3, 0.5);
  const warmth = random.between(-0.05, 0.06);
  const noise = random.between(3, 8);
  const grainAt = Math.floor(random.next() * TILE * TILE);
  const rgb = new Uint8Array(width * height * 3);
  const falloff = random.between(0.25, 0.45);
  const lampX = random.between(0.3, 0.7) * width;
  const lampY = random.between(0.25, 0.6) * height;
  for (let y = 0; y < height; y++) {
    const vy = ((y - lampY) / height) ** 2;
    blendRows(sky, y, skyRow);
    const below = y < height - 1 ? width : -width;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const own = z[at] as number;
      const slopeX = Math.max(-2.2, Math.min(2.2, own - (z[x > 0 ? at - 1 : at + 1] as number)));
      const slopeY = Math.max(
        -2.2,
        Math.min(
          2.2,
          (own - (z[y > 0 ? at - width : at + width] as number)) * 0.6 + ((z[at + below] as number) - own) * 0.4,
        ),
      );
      const inverse = 1 / Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
      const facing = Math.max(0, (-slopeX * lx - slopeY * ly + lz) * inverse);
      const lit = 1 - hardness * Math.max(0, Math.min(1, ((roof[at] as number) - own) * 0.22));
      const column = x >> 3;
      const skyLeft = skyRow[column] as number;
      const hollow = skyLeft + (((skyRow[column + 1] as number) - skyLeft) * (x & 7)) / 8 - own;
      const open = 1 / (1 + 0.045 * Math.max(0, hollow + 4) + 0.0012 * Math.max(0, hollow) ** 2);
      const packed = paint[at] as number;
      const gloss = packed >>> 24;
      const shine = facing * facing;
      const glint = gloss * lit * shine * shine * shine * shine * 0.3;
      const vignette = exposure * (1 - falloff * (((x - lampX) / width) ** 2 + vy) * 2.2);
      const light = (0.34 * open + 0.86 * facing * lit * (0.35 + 0.65 * open)) * vignette;
      const grain = noise * (GRAIN[((grainAt + x) & TILE_MASK) + (((grainAt >> 9) + y) & TILE_MASK) * TILE] as number);
      const to = at * 3;
      const red = packed & 255;
      const green = (packed >>> 8) & 255;
      const blue = (packed >>> 16) & 255;
      // dust and haze take the colour out of a yard
      const grey = paleness * (0.35 * red + 0.5 * green + 0.15 * blue);
      const keep = 1 - paleness;
      const added = glint * vignette + grain + 8;
      rgb[to] = clampByte((red * keep + grey) * light * (1 + warmth) + added);
      rgb[to + 1] = clampByte((green * keep + grey) * light + added);
      rgb[to + 2] = clampByte((blue * keep + grey) * light * (1 - warmth) + added + 2);
    }
  }
  return rgb;
}

/** The coarse heights of pixel row `y`, blended from the two coarse rows around it. */
function blendRows(sky: ReturnType<typeof blurredHeight>, y: number, row: Float32Array): void {
  const upper = (y >> 3) * sky.columns;
  const lower = Math.min(sky.rows - 1, (y >> 3) + 1) * sky.columns;
  const share = (y & 7) / 8;
  for (let column = 0; column < sky.columns; column++) {
    const above = sky.values[upper + column] as number;
    row[column] = above + ((sky.values[lower + column] as number) - above) * share;
  }
}

function clampByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
