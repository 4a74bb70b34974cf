/** One line of the table: what was measured, beside the raw library in the same run. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** what it is held against; null when there is nothing to hold it against */
  readonly raw: { readonly what: string; readonly figure: number } | null;
}

/** How many a second, of `count` in `ms`. */
export const perSecond = (count: number, ms: number): number => (count * 1_000) / ms;

/** The value below which a share of the sorted values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle value; of an even number of values the lower of the two. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Prints figures as a table; a ratio is ours divided by the raw library's. */
export function printFigures(figures: readonly Figure[]): void {
  const rows = figures.map(({ what, unit, ours, raw }) => [
    what,
    `${shown(ours)} ${unit}`,
    raw ? `${shown(raw.figure)} ${unit}` : '',
    raw ? (ours / raw.figure).toFixed(2) : '',
    raw?.what ?? '',
  ]);
  const all = [['what', 'Scalehouse', 'raw', 'ratio', 'held against'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  for (const row of all) {
    console.log(
      row
        .map((cell, column) => ([0, 4].includes(column) ? cell.padEnd : cell.padStart).call(cell, widths[column] ?? 0))
        .join('  '),
    );
  }
}

function shown(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString('en-US') : figure.toFixed(1);
}
