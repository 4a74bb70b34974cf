import { parseArgs } from 'node:util';
import { kstDayStart } from '../../domain/kst-time.ts';
import { parseSettings } from '../../domain/settings.ts';
import { DAY_MS } from '../../domain/units.ts';
import { Ledger } from '../ledger/ledger.ts';
import { DeclaringWriter } from './declaring-writer.ts';
import { InfluxReader } from './influx-read.ts';
import { InfluxWriter } from './influx-writer.ts';
import { compareSpan, rebuild } from './rebuild.ts';
import { progressBar, sumsTable } from './rebuild-table.ts';
import type { Span } from './rows-in-span.ts';

const SHOWN_REFUSALS = 10;

/** Where the command speaks: progress and complaints, and the table. */
export interface Terminal {
  readonly isTerminal: boolean;
  tell(text: string): void;
  show(text: string): void;
}

/**
 * `npm run rebuild -- [--from DAY] [--to DAY] [--yard Y]`: writes the ledger's points of these KST days (both included)
 * to InfluxDB anew, and compares the sums of both. where they differ or InfluxDB refused a point, the exit code is 1.
 * @throws DomainError for a wrong setting, Error for wrong arguments and an InfluxDB that does not answer.
 */
export async function runRebuild(args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): Promise<0 | 1> {
  const { values } = parseArgs({
    args: [...args],
    options: { from: { type: 'string' }, to: { type: 'string' }, yard: { type: 'string' } },
  });
  const { dataDir, influx } = parseSettings(env);
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
    const writer = new DeclaringWriter(influx, new InfluxWriter(influx));
    const started = performance.now();
    const { rows, written, refused } = await rebuild({ ...parts, writer }, span, progressTo(terminal));
    const seconds = (performance.now() - started) / 1_000;
    terminal.tell(`\n${rows} rows, ${written} points in ${seconds.toFixed(1)} s\n`);
    for (const { line, reason } of refused.slice(0, SHOWN_REFUSALS)) terminal.tell(`refused: ${reason}: ${line}\n`);
    if (refused.length > 0) terminal.tell(`${refused.length} points were refused\n`);

    const found = await compareSpan({ ...parts, reader: new InfluxReader(influx) }, span);
    if ('failure' in found) throw new Error(`InfluxDB cannot be read: ${found.failure.message}`);
    const differing = found.sums.filter((one) => one.ledger !== one.influx).length;
    terminal.show(`${sumsTable(found.sums)}\n`);
    terminal.show(`${found.sums.length} sums compared, ${differing} differ\n`);
    return differing > 0 || refused.length > 0 ? 1 : 0;
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
function progressTo(terminal: Terminal): (done: number, of: number) => void {
  let lastPercent = -1;
  return (done, of) => {
    const percent = of === 0 ? 100 : Math.floor((done / of) * 100);
    if (percent === lastPercent) return;
    lastPercent = percent;
    terminal.tell(terminal.isTerminal ? `\r${progressBar(done, of)}` : `${progressBar(done, of)}\n`);
  };
}
