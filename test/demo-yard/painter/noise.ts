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

/** Flat facets that lean each their own way and break off at their rims. */
function facets(cells: number, seed: number): Float32Array {
  const random = makeRandom(seed);
  const side = TILE / cells;
  const points = Array.from({ length: cells * cells }, () => ({
    x: random.next(),
    y: random.next(),
    leanX: random.between(-1, 1),
    leanY: random.between(-1, 1),
  }));
  const tile = new Float32Array(TILE * TILE);
  for (let y = 0; y < TILE; y++) {
    const row = Math.floor(y / side);
    for (let x = 0; x < TILE; x++) {
      const column = Math.floor(x / side);
      let nearest = Number.POSITIVE_INFINITY;
      for (let k = 0; k < 9; k++) {
        const cellX = column + (k % 3) - 1;
        const cellY = row + Math.floor(k / 3) - 1;
        const point = points[((cellY + cells) % cells) * cells + ((cellX + cells) % cells)];
        if (point === undefined) continue;
        const dx = x / side - cellX - point.x;
        const dy = y / side - cellY - point.y;
        const distance = dx * dx + dy * dy * 1.8;
        if (distance >= nearest) continue;
        nearest = distance;
        tile[y * TILE + x] = point.leanX * dx + point.leanY * dy;
      }
    }
  }
  return tile;
}

function crumple(seed: number): Float32Array {
  const large = facets(16, seed);
  const small = facets(42, seed + 1);
  const soft = valueNoise(10, seed + 2);
  return large.map((value, i) => 0.9 * value + 0.45 * (small[i] as number) + 0.5 * (soft[i] as number));
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
