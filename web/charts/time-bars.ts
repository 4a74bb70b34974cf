/** Bars over time, stacked by key; instants in milliseconds. A chart of a window draws those that touch it. */
export interface TimeBarsData {
  readonly starts: readonly number[];
  /** end of each bucket, not included */
  readonly ends: readonly number[];
  readonly keys: readonly string[];
  /** bucket by bucket, every key in each */
  readonly values: Float64Array | Uint32Array;
}

export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Rectangle {
  readonly key: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Where an instant lies, in pixels. */
export function xOf(at: number, { from, to }: TimeWindow, { left, width }: Plot): number {
  return left + ((at - from) / (to - from)) * width;
}

/** The instant at a pixel. */
export function atOf(x: number, { from, to }: TimeWindow, { left, width }: Plot): number {
  return from + ((x - left) / width) * (to - from);
}

/** Sum of a bucket over all keys. */
export function sumAt({ keys, values }: TimeBarsData, bucket: number): number {
  let sum = 0;
  for (let key = 0; key < keys.length; key += 1) sum += values[bucket * keys.length + key] ?? 0;
  return sum;
}

/** The parts of bars to draw, each within the plot; what is nothing is no part. `most`: the value at the top. */
export function rectangles(data: TimeBarsData, window: TimeWindow, plot: Plot, most: number): Rectangle[] {
  const parts: Rectangle[] = [];
  const { starts, ends, keys, values } = data;
  for (let bucket = 0; bucket < starts.length; bucket += 1) {
    const [start, end] = [starts[bucket] ?? 0, ends[bucket] ?? 0];
    if (end <= window.from || start >= window.to) continue;
    const x0 = Math.max(plot.left, xOf(start, window, plot));
    const x1 = Math.min(plot.left + plot.width, xOf(end, window, plot));
    const gap = x1 - x0 > 12 ? Math.min(6, (x1 - x0) * 0.16) : x1 - x0 > 6 ? 1 : 0;
    let bottom = plot.top + plot.height;
    for (let key = 0; key < keys.length; key += 1) {
      const value = values[bucket * keys.length + key] ?? 0;
      if (value <= 0) continue;
      const height = most === 0 ? 0 : (value / most) * plot.height;
      bottom -= height;
      parts.push({ key, x: x0 + gap / 2, y: bottom, width: Math.max(1, x1 - x0 - gap), height });
    }
  }
  return parts;
}

/** The bucket under a pixel, or -1. */
export function bucketUnder({ starts, ends }: TimeBarsData, at: number): number {
  return starts.findIndex((start, bucket) => start <= at && at < (ends[bucket] ?? 0));
}

/** Values of an axis from zero to a round figure that holds `most`: about four steps of 1, 2 or 5 times a power of ten. */
export function axisSteps(most: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, place) => place * step);
}
