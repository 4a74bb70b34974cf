/** Lines of a small trend in a box: equal steps to the right, from zero or from the least value upwards. */
export interface Trend {
  /** points of one line each; a missing value begins a new one */
  readonly lines: readonly string[];
  readonly last: { readonly x: number; readonly y: number } | null;
  readonly base: number;
}

/** @param isAmount amounts begin at zero, shares at the least of them */
export function trendOf(
  values: readonly (number | null)[],
  { width, height }: { readonly width: number; readonly height: number },
  isAmount: boolean,
): Trend {
  const known = values.filter((value) => value !== null);
  const low = isAmount ? 0 : Math.min(...known);
  const high = Math.max(...known, low);
  const x = (place: number): number => round(values.length < 2 ? width : (place / (values.length - 1)) * width);
  /** what never differs lies in the middle, nothing at all at the foot */
  const flat = isAmount && high === 0 ? height : height / 2;
  const y = (value: number): number => round(high === low ? flat : height - ((value - low) / (high - low)) * height);
  const lines: string[][] = [];
  let last: Trend['last'] = null;
  let isBroken = true;
  for (const [place, value] of values.entries()) {
    if (value === null) {
      isBroken = true;
      continue;
    }
    if (isBroken) lines.push([]);
    isBroken = false;
    last = { x: x(place), y: y(value) };
    lines.at(-1)?.push(`${last.x},${last.y}`);
  }
  return { lines: lines.map((line) => line.join(' ')), last, base: height };
}

const round = (value: number): number => Math.round(value * 10) / 10;
