import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import mqtt from 'mqtt';
import { Ledger } from '../../collector/ledger/ledger.ts';
import { type BenchBroker, embeddedBroker, mosquittoBroker } from './brokers.ts';
import { type Figure, median, perSecond } from './figures.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MESSAGES = 60_000;
/** Bare subscriber and collector in turns: a neighbour's load then falls on both. */
const ROUNDS = 3;
const MOST_MS = 90_000;
const LOOK_EVERY_MS = 20;
const STOP_WITHIN_MS = 20_000;
/** What is taken for the live rate: some two hundred times what three busy yards send. */
const LIVE_PER_SECOND = 100;
const OUTAGE_SECONDS = 200;
const MOST_RSS_MB = 300;

/**
 * QoS 1 messages a second, from a publishing process over a broker. Ours is the collector as a process of its own: a
 * message counts once it is committed to disk, which is when it is acknowledged; `booked` counts it once it is an event
 * row and its visit is settled. Theirs is mqtt.js with a handler that counts, with
 * a session that lasts too, on the same broker with the same stream.
 */
export async function benchIntake(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const start of [mosquittoBroker, embeddedBroker]) figures.push(...(await figuresOver(start)));
  return figures;
}

type StartBroker = (folder: string) => Promise<BenchBroker | null>;

async function figuresOver(start: StartBroker): Promise<Figure[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await withBroker(start, ({ port }) => bareSubscriber(port));
    const flood = await withBroker(start, ({ port, name }, folder) => floodedCollector(port, folder, name));
    if (bare === null || flood === null) return [];
    console.error(
      `intake over ${flood.broker}: bare ${Math.round(bare.rate)}/s (${Math.round(bare.cpuUs)} µs of CPU a message), ` +
        `on disk ${Math.round(flood.safe)}/s (${Math.round(flood.cpuUs)} µs), ratio ${(flood.safe / bare.rate).toFixed(2)}, ` +
        `booked ${Math.round(flood.booked)}/s, ${flood.groups} groups, ${Math.round(flood.rssMb)} MB`,
    );
    rounds.push({ bare, flood });
  }
  // the round with the middle ratio, whole: figures of different rounds do not belong together
  const ratios = rounds.map(({ bare, flood }) => flood.safe / bare.rate);
  const { bare, flood } = rounds[ratios.indexOf(median(ratios))] as Round;
  const late = await withBroker(start, ({ port }, folder) => catchUp(port, folder));
  const held = { what: `mqtt.js that only counts, ${flood.broker}`, figure: bare.rate };
  const live = { what: 'the live rate', figure: LIVE_PER_SECOND };
  const what = (of: string) => `intake: ${flood.broker}, ${of}`;
  return [
    { what: what('on disk and acknowledged'), unit: '/s', ours: flood.safe, raw: held },
    { what: what('booked'), unit: '/s', ours: flood.booked, raw: held },
    {
      what: what('CPU a message until on disk'),
      unit: 'µs',
      ours: flood.cpuUs,
      raw: { what: held.what, figure: bare.cpuUs },
    },
    {
      what: what('memory at its most'),
      unit: 'MB',
      ours: Math.max(...rounds.map((round) => round.flood.rssMb)),
      raw: { what: 'the bound', figure: MOST_RSS_MB },
    },
    { what: what('catch-up, on disk'), unit: '/s', ours: late?.safe ?? Number.NaN, raw: live },
    { what: what('catch-up, booked'), unit: '/s', ours: late?.booked ?? Number.NaN, raw: live },
  ];
}

/** Every run has a broker and a folder of its own: no session or retained message of another reaches it. */
async function withBroker<T>(
  start: StartBroker,
  run: (broker: BenchBroker, folder: string) => Promise<T>,
): Promise<T | null> {
  const folder = mkdtempSync(join(tmpdir(), 'scalehouse-bench-'));
  const broker = await start(folder);
  try {
    return broker && (await run(broker, folder));
  } finally {
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Round {
  readonly bare: Bare;
  readonly flood: Flood;
}

interface Bare {
  readonly rate: number;
  readonly cpuUs: number;
}

async function bareSubscriber(port: number): Promise<Bare> {
  // a session that lasts, as whoever must not miss a message needs one: without it the embedded broker stores nothing
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    protocolVersion: 5,
    clientId: 'bare',
    clean: false,
    properties: { sessionExpiryInterval: 3_600 },
  });
  let count = 0;
  const all = new Promise<number>((resolve) => {
    client.on('message', () => {
      count += 1;
      if (count === MESSAGES) resolve(performance.now());
    });
  });
  await client.subscribeAsync('scrap/v1/#', { qos: 1 });
  const publisher = publishTo(port, 'bare', MESSAGES);
  const begunAt = await begun(publisher);
  const cpu = process.cpuUsage();
  const endedAt = await Promise.race([all, after(MOST_MS, begunAt + MOST_MS, { ref: false })]);
  const { user, system } = process.cpuUsage(cpu);
  await ended(publisher);
  await client.endAsync();
  return { rate: perSecond(count, endedAt - begunAt), cpuUs: (user + system) / count };
}

interface Flood {
  readonly broker: string;
  readonly safe: number;
  readonly booked: number;
  readonly groups: number;
  readonly cpuUs: number;
  readonly rssMb: number;
}

async function floodedCollector(port: number, dataDir: string, broker: string): Promise<Flood> {
  const collector = await startCollector(port, dataDir);
  const publisher = publishTo(port, 'flood', MESSAGES);
  const begunAt = await begun(publisher);
  const before = cpuUsOf(collector);
  const { cpuUs, ...rates } = await followLedger(dataDir, begunAt, MESSAGES, collector);
  const rssMb = peakRssMb(collector);
  await ended(publisher);
  await stop(collector);
  return { broker, ...rates, cpuUs: (cpuUs - before) / MESSAGES, rssMb };
}

/** Stops the collector, lets an outage's messages gather in the broker, and counts from the start of the new process. */
async function catchUp(port: number, dataDir: string): Promise<{ safe: number; booked: number }> {
  await stop(await startCollector(port, dataDir));
  const backlog = LIVE_PER_SECOND * OUTAGE_SECONDS;
  await ended(publishTo(port, 'outage', backlog));
  const startedAt = performance.now();
  const collector = await startCollector(port, dataDir);
  const rates = await followLedger(dataDir, startedAt, backlog, collector);
  await stop(collector);
  return rates;
}

interface Followed {
  readonly safe: number;
  readonly booked: number;
  readonly groups: number;
  /** what the collector had used of the CPU when all was on disk */
  readonly cpuUs: number;
}

/** Looks into the ledger until it holds `count` messages, first in any way, then as booked. */
async function followLedger(dataDir: string, from: number, count: number, collector: ChildProcess): Promise<Followed> {
  const ledger = Ledger.toRead(dataDir);
  try {
    let whenSafe: { readonly at: number; readonly cpuUs: number } | null = null;
    for (;;) {
      const now = performance.now();
      const { booked, spooled } = ledger.first<{ booked: number; spooled: number }>(
        `SELECT (SELECT coalesce(sum(written + rejected), 0) FROM account) AS booked,
           (SELECT coalesce(sum(messages), 0) FROM intake_group) AS spooled`,
      ) ?? { booked: 0, spooled: 0 };
      if (booked + spooled >= count) whenSafe ??= { at: now, cpuUs: cpuUsOf(collector) };
      if (booked >= count || now - from > MOST_MS) {
        const last = ledger.first<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'intake_group'");
        return {
          safe: whenSafe ? perSecond(count, whenSafe.at - from) : perSecond(booked + spooled, now - from),
          booked: perSecond(booked, now - from),
          groups: last?.seq ?? 0,
          cpuUs: whenSafe?.cpuUs ?? Number.NaN,
        };
      }
      await after(LOOK_EVERY_MS);
    }
  } finally {
    ledger.close();
  }
}

async function startCollector(port: number, dataDir: string): Promise<ChildProcess> {
  const child = fork(join(ROOT, 'build/collector/main.js'), [], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, MQTT_URL: `mqtt://127.0.0.1:${port}`, LOG_LEVEL: 'warn' },
  });
  await new Promise<void>((ready, reject) => {
    child.once('message', () => ready());
    child.once('exit', () => reject(new Error('the collector did not start')));
  });
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  child.send('stop');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended(child);
  clearTimeout(timer);
}

function publishTo(port: number, yard: string, count: number): ChildProcess {
  return fork(join(import.meta.dirname, 'publisher.ts'), [String(port), yard, String(count)], {
    execArgv: ['--import', 'tsx'],
  });
}

async function begun(publisher: ChildProcess): Promise<number> {
  await once(publisher, 'message');
  return performance.now();
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** The most memory a process ever held (Linux); NaN elsewhere. */
function peakRssMb({ pid }: ChildProcess): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
  } catch {
    // no /proc: another system than Linux
    return Number.NaN;
  }
}

/** The CPU time that a process has used, in microseconds (Linux, where a tick is a hundredth of a second); NaN elsewhere. */
function cpuUsOf({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    // no /proc: another system than Linux
    return Number.NaN;
  }
}
