/** One value at a time; both in units of their own. */
export interface SparkPoint {
  readonly at: number;
  readonly value: number;
}

export interface Spark {
  /** points of one line each; a pause longer than `gap` begins a new one */
  readonly lines: readonly string[];
  readonly last: { readonly x: number; readonly y: number } | null;
  /** height of the target */
  readonly target: number | null;
}

/** Lines of a spark in a box of `width` by `height`: time to the right, the range of values and target from bottom to top. */
export function sparkOf(
  points: readonly SparkPoint[],
  target: number | null,
  box: { width: number; height: number; gap: number },
): Spark {
  const values = [...points.map(({ value }) => value), ...(target === null ? [] : [target])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const x = (at: number): number => round(last === first ? box.width : ((at - first) / (last - first)) * box.width);
  const y = (value: number): number =>
    round(high === low ? box.height / 2 : box.height - ((value - low) / (high - low)) * box.height);
  const lines: string[][] = [];
  let before: number | null = null;
  for (const { at, value } of points) {
    if (before === null || at - before > box.gap) lines.push([]);
    lines.at(-1)?.push(`${x(at)},${y(value)}`);
    before = at;
  }
  const end = points.at(-1);
  return {
    lines: lines.map((line) => line.join(' ')),
    last: end === undefined ? null : { x: x(end.at), y: y(end.value) },
    target: target === null ? null : y(target),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
