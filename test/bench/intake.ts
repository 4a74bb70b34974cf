import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import pino from 'pino';
import { BookingLine } from '../../collector/booking.ts';
import { PhotoStore } from '../../collector/frames/photo-store.ts';
import { Ledger } from '../../collector/ledger/ledger.ts';
import type { LedgerMessage, Outcome } from '../../collector/messages.ts';
import { Intake } from '../../collector/mqtt/intake.ts';
import { Outgoing } from '../../collector/mqtt/outgoing.ts';
import { Bookkeeper } from '../../collector/visits/bookkeeper.ts';
import { Program } from '../../launch/program.ts';
import { type Figure, perSecond } from './figures.ts';

const MESSAGES = 20_000;
const MOST_MS = 30_000;

interface TestBroker {
  readonly name: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** QoS 1 messages a second from a publishing process into the ledger, acknowledged after their commit. */
export async function benchIntake(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const start of [embedded, mosquitto]) {
    const folder = mkdtempSync(join(tmpdir(), 'scalehouse-bench-'));
    const broker = await start(folder);
    if (!broker) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    try {
      const bare = await bareSubscriber(broker.port);
      figures.push({
        what: `intake: ${broker.name} to ledger, acknowledged`,
        unit: '/s',
        ours: await durableIntake(broker.port, folder),
        raw: { what: `mqtt.js that only counts, ${broker.name}`, figure: bare },
      });
    } finally {
      await broker.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return figures;
}

/** Counts to `MESSAGES`, from the first; `rate` is what came by then, or within the time there is. */
class Counter {
  #count = 0;
  #firstAt = 0;
  #lastAt = 0;
  #hasEnough: () => void = () => {};
  readonly #enough = new Promise<void>((resolve) => {
    this.#hasEnough = resolve;
  });

  add(count: number): void {
    if (this.#count === 0) this.#firstAt = performance.now();
    this.#count += count;
    this.#lastAt = performance.now();
    if (this.#count >= MESSAGES) this.#hasEnough();
  }

  async rate(): Promise<number> {
    const timer = setTimeout(() => this.#hasEnough(), MOST_MS);
    await this.#enough;
    clearTimeout(timer);
    return perSecond(this.#count, this.#lastAt - this.#firstAt);
  }
}

async function bareSubscriber(port: number): Promise<number> {
  const counter = new Counter();
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 5 });
  client.on('message', () => counter.add(1));
  await client.subscribeAsync('scrap/v1/#', { qos: 1 });
  const publisher = publishTo(port, 'bare');
  const rate = await counter.rate();
  await ended(publisher);
  await client.endAsync();
  return rate;
}

async function durableIntake(port: number, folder: string): Promise<number> {
  const counter = new Counter();
  class CountingBookkeeper extends Bookkeeper {
    override book(messages: readonly LedgerMessage[], now: number): Outcome[] {
      const outcomes = super.book(messages, now);
      counter.add(outcomes.length);
      return outcomes;
    }
  }
  const broker = { url: `mqtt://127.0.0.1:${port}`, username: null, password: null };
  const ledger = Ledger.in(folder);
  const outgoing = new Outgoing(broker, 'bench-out');
  const intake = await new Promise<Intake>((resolve) => {
    const opening: Intake = new Intake(broker, 'bench-in', (isConnected) => isConnected && resolve(opening));
  });
  const line = new BookingLine({
    intake,
    outgoing,
    photos: new PhotoStore(folder),
    bookkeeper: new CountingBookkeeper(ledger, () => []),
    tenant: null,
    log: pino({ level: 'silent' }),
    onCommitted: () => {},
  });
  const running = line.run();
  const publisher = publishTo(port, 'durable');
  const rate = await counter.rate();
  await ended(publisher);
  line.stop();
  await running;
  await intake.close();
  await outgoing.close();
  ledger.close();
  return rate;
}

function publishTo(port: number, yard: string): ChildProcess {
  return fork(join(import.meta.dirname, 'publisher.ts'), [String(port), yard, String(MESSAGES)], {
    execArgv: ['--import', 'tsx'],
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function embedded(folder: string): Promise<TestBroker> {
  const program = new Program('broker', 'collector/mqtt/broker-main', {
    ...process.env,
    MQTT_PORT: '0',
    MQTT_HOST: '127.0.0.1',
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
  });
  const { port } = await program.start();
  return { name: 'embedded broker', port: port ?? 0, stop: () => program.stop() };
}

/** Debian's mosquitto with a configuration of its own, on a free port; null where it is not installed. */
async function mosquitto(folder: string): Promise<TestBroker | null> {
  if (spawnSync('which', ['mosquitto']).status !== 0) return null;
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  // without the zeroes mosquitto drops what waits, and sends only 20 messages ahead of their acknowledgement
  writeFileSync(
    config,
    `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 0\n`,
  );
  const child = spawn('mosquitto', ['-c', config], { stdio: 'ignore' });
  await answering(port);
  return {
    name: 'mosquitto',
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}

/** Waits until a broker lets a client in. */
async function answering(port: number): Promise<void> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 50 });
  // refused until it listens; mqtt.js goes on trying
  client.on('error', () => {});
  await new Promise((connected) => client.once('connect', connected));
  await client.endAsync();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
