import { makeRandom } from './random.ts';

/** Side of a noise tile in pixels; a power of two, so that a lookup wraps with a mask. */
export const TILE = 512;
export const TILE_MASK = TILE - 1;

function valueNoise(cells: number, seed: number): Float32Array {
  const random = makeRandom(seed);
  const lattice = Float32Array.from({ length: cells * cells }, () => random.next() * 2 - 1);
  const tile = new Float32Array(TILE * TILE);
  const step = cells / TILE;
  const ease = (t: number) => t * t * (3 - 2 * t);
  const at = (x: number, y: number) => lattice[(y % cells) * cells + (x % cells)] as number;
  for (let y = 0; y < TILE; y++) {
    const cellY = Math.floor(y * step);
    const fy = ease(y * step - cellY);
    for (let x = 0; x < TILE; x++) {
      const cellX = Math.floor(x * step);
      const fx = ease(x * step - cellX);
      const top = at(cellX, cellY) * (1 - fx) + at(cellX + 1, cellY) * fx;
      const bottom = at(cellX, cellY + 1) * (1 - fx) + at(cellX + 1, cellY + 1) * fx;
      tile[y * TILE + x] = top * (1 - fy) + bottom * fy;
    }
  }
  return tile;
}

function sum(layers: readonly { cells: number; weight: number }[], seed: number): Float32Array {
  const tile = new Float32Array(TILE * TILE);
  layers.forEach(({ cells, weight }, layer) => {
    const noise = valueNoise(cells, seed + layer);
    for (let i = 0; i < tile.length; i++) tile[i] = (tile[i] as number) + weight * (noise[i] as number);
  });
  return tile;
}

/** Flat triangles that meet at their edges: heights on a lattice, each cell split along a diagonal, the whole bent. */
function facets(cells: number, seed: number, bent: Float32Array, bending: number): Float32Array {
  const random = makeRandom(seed);
  const lattice = Float32Array.from({ length: cells * cells }, () => random.next() * 2 - 1);
  const at = (x: number, y: number) => lattice[(y % cells) * cells + (x % cells)] as number;
  const tile = new Float32Array(TILE * TILE);
  const step = cells / TILE;
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) {
      const bend = (bent[y * TILE + x] as number) * bending;
      const other = (bent[((y + 171) & TILE_MASK) * TILE + ((x + 71) & TILE_MASK)] as number) * bending;
      const px = x * step + bend + cells;
      const py = y * step + other + cells;
      const cellX = Math.floor(px);
      const cellY = Math.floor(py);
      const fx = px - cellX;
      const fy = py - cellY;
      const origin = at(cellX, cellY);
      const far = at(cellX + 1, cellY + 1);
      const side = fx > fy ? at(cellX + 1, cellY) : at(cellX, cellY + 1);
      const [near, rest] = fx > fy ? [fx, fy] : [fy, fx];
      tile[y * TILE + x] = origin + (side - origin) * near + (far - side) * rest;
    }
  }
  return tile;
}

function crumple(seed: number): Float32Array {
  const bent = valueNoise(14, seed + 2);
  const large = facets(18, seed, bent, 0.7);
  const small = facets(46, seed + 1, bent, 1.6);
  return large.map((value, i) => 0.75 * value + 0.3 * (small[i] as number) + 0.3 * (bent[i] as number));
}

/** Soft clouds, about -1 to 1: rust patches, soil, dirt. */
export const CLOUDS = sum(
  [
    { cells: 12, weight: 0.6 },
    { cells: 34, weight: 0.45 },
    { cells: 90, weight: 0.3 },
    { cells: 220, weight: 0.2 },
  ],
  11,
);

/** Creased facets, about -1 to 1: sheet as it leaves a baling press or a shredder. */
export const FOLDS = crumple(23);

/** White grain, -1 to 1: sensor noise and grit. */
export const GRAIN = (() => {
  const random = makeRandom(37);
  return Float32Array.from({ length: TILE * TILE }, () => random.next() + random.next() - 1);
})();
