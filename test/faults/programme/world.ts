import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { LEDGER_FILE } from '../../../domain/wire/ledger-tables.ts';
import { type RealInflux, startInflux } from '../../influx/real-influx.ts';
import { startToxic, type ToxicInflux } from '../../influx/toxic-influx.ts';
import { freePort, listening } from '../../ports.ts';
import { type Day, Fleet } from './day.ts';
import { type Link, openLink } from './link.ts';
import { otherProgram, ownProgram, ROOT, type Victim } from './process.ts';

const run = promisify(execFile);
const SETTLED_WITHIN_MS = 10 * 60_000;
const INSIDE = { MQTT_USERNAME: 'scalehouse', MQTT_PASSWORD: 'inside' };

/** Everything the chain consists of, each part of which can be taken away. */
export interface World {
  readonly day: Day;
  readonly fleet: Fleet;
  readonly influx: RealInflux;
  /** the door in front of it, through which the collector goes */
  readonly toxic: ToxicInflux;
  /** from the devices to the broker, and from the collector to it */
  readonly floor: Link;
  readonly office: Link;
  readonly broker: Victim;
  readonly collector: Victim;
  readonly server: Victim;
  /** the collector's data folder */
  readonly dataDir: string;
  /** resolves when every event has its receipt, every photo is judged and every point is in InfluxDB */
  settled(): Promise<void>;
  /** projects the ledger anew by the command people use; rejects when its sums differ at the end */
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** mosquitto with its own defaults instead of the embedded broker */
  readonly mosquitto?: boolean;
  /** where the collector's data lie; a folder of the run's own when left out */
  readonly dataDir?: string;
}

/** Starts a whole chain on free ports: broker, InfluxDB behind its door, collector, server, and the devices of a day. */
export async function openWorld(day: Day, options: WorldOptions = {}): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'faults-'));
  const dataDir = options.dataDir ?? join(home, 'data');
  const influx = await startInflux();
  const toxic = await startToxic(influx);
  const ports = { floor: 0, office: 0 };
  const floor = await openLink(() => ports.floor);
  const office = await openLink(() => ports.office);
  const broker = options.mosquitto ? await mosquitto(ports) : embedded(join(home, 'broker'), ports);
  const { token, org, bucket } = toxic.settings();
  const chain = {
    ...INSIDE,
    DATA_DIR: dataDir,
    ADMIN_PASSWORD: 'a-long-password',
    ...(options.mosquitto ? { MQTT_URL: `mqtt://127.0.0.1:${office.port}` } : { MQTT_PORT: String(office.port) }),
    INFLUX_URL: toxic.url,
    INFLUX_TOKEN: token ?? '',
    INFLUX_ORG: org,
    INFLUX_BUCKET: bucket,
  };
  const collector = ownProgram('collector/main.js', () => chain);
  const server = ownProgram('server/main.js', () => ({ ...chain, PORT: '0' }));
  await broker.start();
  await collector.start();
  await server.start();
  const fleet = await Fleet.connect(day, floor.port);

  const close = async () => {
    await fleet.stop();
    for (const victim of [server, collector, broker]) await victim.stop();
    await floor.close();
    await office.close();
    await toxic.stop();
    await influx.stop();
    rmSync(home, { recursive: true, force: true });
  };
  const settled = async () => {
    const until = Date.now() + SETTLED_WITHIN_MS;
    for (;;) {
      const left = { unreceipted: fleet.unreceipted, ...backlogOf(dataDir) };
      if (Object.values(left).every((count) => count === 0)) return;
      if (Date.now() > until) throw new Error(`it does not settle: ${JSON.stringify(left)}`);
      await after(200);
    }
  };
  const rebuild = async () => {
    await run(process.execPath, ['build/collector/projection/rebuild-main.js'], {
      cwd: ROOT,
      env: { ...process.env, ...chain },
    });
  };
  return { rebuild, day, fleet, influx, toxic, floor, office, broker, collector, server, dataDir, settled, close };
}

/** The embedded broker; started again it listens where it did. */
function embedded(dataDir: string, ports: { floor: number; office: number }): Victim {
  return ownProgram(
    'collector/mqtt/broker-main.js',
    () => ({ ...INSIDE, DATA_DIR: dataDir, MQTT_PORT: String(ports.floor), MQTT_INTERNAL_PORT: String(ports.office) }),
    ({ port, internalPort }) => {
      ports.floor = port ?? ports.floor;
      ports.office = internalPort ?? ports.office;
    },
  );
}

/** Debian's mosquitto as it comes: nothing persistent, at most a thousand messages waiting. */
async function mosquitto(ports: { floor: number; office: number }): Promise<Victim> {
  const port = await freePort();
  ports.floor = port;
  ports.office = port;
  return otherProgram('mosquitto', ['-p', String(port)], () => listening(port));
}

function backlogOf(dataDir: string): Record<string, number> {
  if (!existsSync(join(dataDir, LEDGER_FILE))) return { ledger: 1 };
  let ledger: Ledger | null = null;
  try {
    ledger = Ledger.toRead(dataDir);
    const count = (table: string) => ledger?.first<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
    const unfilled = ledger.first("SELECT one FROM projection_target WHERE target = ''") ? 1 : 0;
    return {
      spooled: count('intake_group'),
      ungraded: count('grading_queue'),
      due: count('point_due'),
      unfilled,
      facts: Math.max(0, count('outbox') - 50),
    };
  } catch {
    // just being replaced or made
    return { ledger: 1 };
  } finally {
    ledger?.close();
  }
}
