import { parseArgs } from 'node:util';
import { DomainError } from '../../domain/errors.ts';
import { kstDayStart } from '../../domain/kst-time.ts';
import { parseSettings } from '../../domain/settings.ts';
import { DAY_MS } from '../../domain/units.ts';
import { Ledger } from '../ledger/ledger.ts';
import { InfluxReader } from './influx-read.ts';
import { InfluxWriter } from './influx-writer.ts';
import { compareSpan, rebuild } from './rebuild.ts';
import { progressBar, sumsTable } from './rebuild-table.ts';
import type { Span } from './rows-in-span.ts';

const SHOWN_REFUSALS = 10;

/**
 * `npm run rebuild -- [--from DAY] [--to DAY] [--yard Y]`: writes the ledger's points of these KST days (both included)
 * to InfluxDB anew, and compares the sums of both. Ends with 1 where they differ.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, to: { type: 'string' }, yard: { type: 'string' } },
  });
  const { dataDir, influx } = parseSettings(process.env);
  if (influx === null) throw new Error('there is no InfluxDB to write to: INFLUX_URL is not set');
  const span: Span = {
    from: dayOf('--from', values.from) ?? Number.NEGATIVE_INFINITY,
    to: (dayOf('--to', values.to) ?? Number.POSITIVE_INFINITY) + DAY_MS,
    yard: values.yard ?? null,
  };
  const ledger = Ledger.toRead(dataDir);
  try {
    if (span.yard !== null && ledger.first('SELECT 1 FROM yard WHERE yard = ?', span.yard) === null)
      throw new Error(`the ledger has no yard ${span.yard}`);
    const parts = { ledger, retentionDays: influx.retentionDays, now: Date.now() };
    const started = performance.now();
    const { rows, written, refused } = await rebuild({ ...parts, writer: new InfluxWriter(influx) }, span, progress);
    const seconds = (performance.now() - started) / 1_000;
    process.stderr.write(`\n${rows} rows, ${written} points in ${seconds.toFixed(1)} s\n`);
    for (const { line, reason } of refused.slice(0, SHOWN_REFUSALS))
      process.stderr.write(`refused: ${reason}: ${line}\n`);
    if (refused.length > 0) process.stderr.write(`${refused.length} points were refused\n`);

    const found = await compareSpan({ ...parts, reader: new InfluxReader(influx) }, span);
    if ('failure' in found) throw new Error(`InfluxDB cannot be read: ${found.failure.message}`);
    const differing = found.sums.filter((one) => one.ledger !== one.influx).length;
    process.stdout.write(`${sumsTable(found.sums)}\n`);
    process.stdout.write(`${found.sums.length} sums compared, ${differing} differ\n`);
    if (differing > 0 || refused.length > 0) process.exitCode = 1;
  } finally {
    ledger.close();
  }
}

function dayOf(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  const start = kstDayStart(value);
  if (start === null) throw new Error(`${name} must be a day such as 2026-11-01`);
  return start;
}

/** Redraws one line of a terminal; into a file it goes line by line, at most one per percent. */
let lastPercent = -1;
function progress(done: number, of: number): void {
  const percent = of === 0 ? 100 : Math.floor((done / of) * 100);
  if (percent === lastPercent) return;
  lastPercent = percent;
  process.stderr.write(process.stderr.isTTY ? `\r${progressBar(done, of)}` : `${progressBar(done, of)}\n`);
}

main().catch((error: unknown) => {
  const line =
    error instanceof DomainError
      ? `${error.params.variable} must be ${error.params.expected}`
      : error instanceof Error
        ? error.message
        : String(error);
  process.stderr.write(`rebuild: ${line}\n`);
  process.exitCode = 1;
});
