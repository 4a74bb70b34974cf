import { kstDay } from '../../domain/kst-time.ts';
import type { Difference } from './verify.ts';

const COUNTS = ['trucks', 'lifts', 'photos'];
const HEADINGS = ['day', 'yard', 'sum', 'ledger', 'InfluxDB', 'difference'] as const;

/** The sums of both sides, per day, yard and grade, as a table for a terminal; what is 0 on both sides is left out. */
export function sumsTable(sums: readonly Difference[]): string {
  const shown = sums.filter(({ ledger, influx }) => ledger !== 0 || influx !== 0);
  const lines = shown.map((one) => [
    kstDay(one.from),
    one.yard,
    one.name,
    amount(one.ledger, one.name),
    amount(one.influx, one.name),
    one.ledger === one.influx ? '' : amount(one.influx - one.ledger, one.name),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const textOf = (line: readonly string[]) =>
    line
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [HEADINGS, ...lines].map(textOf).join('\n');
}

const amount = (value: number, name: string) =>
  `${value.toLocaleString('en-US')}${COUNTS.includes(name) ? '   ' : ' kg'}`;

/** How far it is, as a bar that takes one line: `[#####     ]  50 %  1,000 of 2,000 rows`. */
export function progressBar(done: number, of: number): string {
  const share = of === 0 ? 1 : done / of;
  const bar = '#'.repeat(Math.floor(share * 30)).padEnd(30);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `[${bar}] ${percent} %  ${done.toLocaleString('en-US')} of ${of.toLocaleString('en-US')} rows`;
}
