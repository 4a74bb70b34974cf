/** A week among those before it: bars in a box, and the usual range as a band behind them. */
export interface WeekStrip {
  readonly bars: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly isNow: boolean;
  }[];
  readonly band: { readonly y: number; readonly height: number };
  readonly median: number;
}

const GAP = 2;

/** Heights from zero to the highest of weeks, value and range; the week itself stands last, a step apart. */
export function weekStrip(
  change: {
    readonly weeks: readonly number[];
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly median: number;
  },
  { width, height }: { readonly width: number; readonly height: number },
): WeekStrip {
  const { weeks, value, low, high, median } = change;
  const top = Math.max(...weeks, value, high, Number.MIN_VALUE);
  const y = (amount: number): number => height * (1 - Math.max(0, amount) / top);
  const step = width / (weeks.length + 1.6);
  const bar = (amount: number, x: number, isNow: boolean) => ({
    x,
    y: amount === 0 ? height - 1 : y(amount),
    width: isNow ? step * 1.2 : step - GAP,
    height: Math.max(1, height - y(amount)),
    isNow,
  });
  return {
    bars: [...weeks.map((amount, place) => bar(amount, place * step, false)), bar(value, width - step * 1.2, true)],
    band: { y: y(high), height: Math.max(1, y(low) - y(high)) },
    median: y(median),
  };
}
