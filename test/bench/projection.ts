import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { InfluxDB } from '@influxdata/influxdb-client';
import { InfluxWriter, type LineWriter } from '../../collector/projection/influx-writer.ts';
import { Projector } from '../../collector/projection/projector.ts';
import { type RealInflux, startInflux } from '../influx/real-influx.ts';
import { type Figure, perSecond } from './figures.ts';
import { tellYear } from './year.ts';

const LOOK_EVERY_MS = 20;
const RAW_DATABASE = 'raw';

/**
 * Points a second of a year of three yards, from its rows in the ledger to InfluxDB's confirmation and the cleared row,
 * against the client alone writing the very same lines in the same batches to the same server.
 */
export async function benchProjection(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'scalehouse-bench-'));
  const influx = await startInflux();
  try {
    const { batches, ms, longestMs } = await projected(folder, influx);
    const lines = batches.reduce((all, batch) => all + batch.length, 0);
    const raw = await writtenByClient(influx, batches);
    return [
      {
        what: `projection: ${lines.toLocaleString('en-US')} points of a year into influxd`,
        unit: '/s',
        ours: perSecond(lines, ms),
        raw: { what: 'influxdb-client, the same lines, awaited', figure: perSecond(lines, raw) },
      },
      { what: 'projection: longest the loop was held', unit: 'ms', ours: longestMs, raw: null },
    ];
  } finally {
    await influx.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Projected {
  readonly batches: readonly (readonly string[])[];
  readonly ms: number;
  readonly longestMs: number;
}

async function projected(folder: string, influx: RealInflux): Promise<Projected> {
  const ledger = tellYear(folder);
  const settings = influx.settings();
  const batches: (readonly string[])[] = [];
  const inner = new InfluxWriter(settings);
  const writer: LineWriter = {
    write: (lines) => {
      batches.push(lines);
      return inner.write(lines);
    },
    stop: () => inner.stop(),
  };
  const quiet = () => undefined;
  const projector = new Projector({ ledger, settings, writer, log: { info: quiet, warn: quiet, error: quiet } });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  projector.start();
  const isFilled = () => ledger.first<{ target: string }>('SELECT target FROM projection_target')?.target !== '';
  const isDue = () => ledger.first('SELECT 1 FROM point_due LIMIT 1') !== null;
  while (!isFilled() || isDue()) await sleep(LOOK_EVERY_MS);
  const ms = performance.now() - started;
  delay.disable();
  const { state, rejected } = projector.health();
  if (state !== 'running' || rejected > 0) throw new Error(`the projection is ${state} and has ${rejected} bad points`);
  await projector.stop();
  ledger.close();
  return { batches, ms, longestMs: delay.max / 1e6 };
}

/** How long the client takes for the batches, in milliseconds. */
async function writtenByClient(influx: RealInflux, batches: Projected['batches']): Promise<number> {
  await influx.query(`CREATE DATABASE ${RAW_DATABASE}`);
  const api = new InfluxDB({ url: influx.url }).getWriteApi('', RAW_DATABASE, 'ns', {
    ...{ batchSize: 1_000_000, flushInterval: 0, maxRetries: 0 },
  });
  api.path = `/write?db=${RAW_DATABASE}`;
  const started = performance.now();
  for (const batch of batches) {
    api.writeRecords([...batch]);
    await api.flush();
  }
  const ms = performance.now() - started;
  await api.close();
  return ms;
}
