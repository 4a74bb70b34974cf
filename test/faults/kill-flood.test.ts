import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, expect, it, vi } from 'vitest';
import { Ledger } from '../../collector/ledger/ledger.ts';
import { FRAMES_FOLDER, LEDGER_FILE } from '../../domain/wire/ledger-tables.ts';
import { type TruckMessage, truckMessages } from '../bench/truck-messages.ts';
import { testBroker } from '../collector/mqtt/real-broker.ts';
import { ledgerRows } from './ledger-rows.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** A multiple of a truck's five; several times what is booked at once. */
const MESSAGES = 5_000;
const NOT_ON_DISK = 'the batch is not on disk';

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it('books what was acknowledged into the spool after a kill, from the ledger alone, and everything exactly once', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'faults-'));
  cleanups.push(() => rmSync(dataDir, { recursive: true, force: true }));
  mkdirSync(join(dataDir, FRAMES_FOLDER));
  const broker = await testBroker({ dataDir });
  const flooded = await startCollector(dataDir, broker.port);

  // a ledger that is held for a while lets messages pile up in front of it, and the spool takes them
  const holder = new Ledger(join(dataDir, LEDGER_FILE));
  cleanups.push(() => holder.close());
  const messages = truckMessages(MESSAGES, 'flood');
  await publish(broker.url, messages.slice(0, 5));
  await eventually(() => expect(state(holder)).toEqual({ events: 5, spooled: 0 }));
  const held = holdLedger(holder);
  const complained = saidTwice(flooded, NOT_ON_DISK);
  await publish(broker.url, messages.slice(5));
  await complained;
  held.end();
  await eventually(() => expect(state(holder).spooled).toBeGreaterThan(0));
  await ended(flooded, 'SIGKILL');

  const atKill = state(holder);
  expect(atKill.spooled).toBeGreaterThan(0);
  expect(atKill.events + atKill.spooled).toBeLessThanOrEqual(MESSAGES);
  await broker.close();
  // a broker that knows of no message stands in for the one that could deliver them again
  const blank = await testBroker({ mqttPort: broker.port });
  const alone = await startCollector(dataDir, broker.port);
  await eventually(() => expect(state(holder)).toEqual({ events: atKill.events + atKill.spooled, spooled: 0 }));
  await ended(alone, 'SIGKILL');
  await blank.close();

  const back = await testBroker({ dataDir, mqttPort: broker.port });
  const last = await startCollector(dataDir, back.port);
  await eventually(() => expect(state(holder)).toEqual({ events: MESSAGES, spooled: 0 }));
  await ended(last, 'stop');
  const rows = ledgerRows(dataDir);
  expect(rows.integrity).toEqual([{ integrity_check: 'ok' }]);
  expect(rows.deadLetters).toEqual([]);
  expect(rows.visits).toHaveLength(MESSAGES / 5);
  expect((rows.visits as { status: string }[]).filter(({ status }) => status !== 'closed')).toEqual([]);
  expect((rows.written as { own: number }[]).reduce((sum, { own }) => sum + own, 0)).toBe(MESSAGES);
}, 180_000);

/** Keeps everybody else from writing. */
function holdLedger(ledger: Ledger): { end: () => void } {
  ledger.run('BEGIN IMMEDIATE');
  let isHeld = true;
  const end = () => {
    if (isHeld) ledger.run('ROLLBACK');
    isHeld = false;
  };
  cleanups.push(end);
  return { end };
}

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 60_000, interval: 20 });

function state(ledger: Ledger): { events: number; spooled: number } {
  const row = ledger.first<{ events: number; spooled: number }>(
    `SELECT (SELECT count(*) FROM event) AS events, (SELECT coalesce(sum(messages), 0) FROM intake_group) AS spooled`,
  );
  return { events: row?.events ?? 0, spooled: row?.spooled ?? 0 };
}

async function publish(url: string, messages: readonly TruckMessage[]): Promise<void> {
  const device = await mqtt.connectAsync(url, { protocolVersion: 5 });
  for (let from = 0; from < messages.length; from += 100) {
    await Promise.all(
      messages.slice(from, from + 100).map(({ topic, payload }) => device.publishAsync(topic, payload, { qos: 1 })),
    );
  }
  await device.endAsync();
}

async function startCollector(dataDir: string, port: number): Promise<ChildProcess> {
  const child = fork(join(ROOT, 'build/collector/main.js'), [], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, MQTT_PORT: String(port), LOG_LEVEL: 'error' },
    silent: true,
  });
  child.stdout?.resume();
  cleanups.push(() => {
    child.kill('SIGKILL');
  });
  await new Promise<void>((ready, reject) => {
    child.once('message', () => ready());
    child.once('exit', () => reject(new Error('the collector did not start')));
  });
  return child;
}

/** Waits until a process has printed a text twice. */
async function saidTwice(child: ChildProcess, text: string): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split(text).length > 2) resolve();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('exit', () => reject(new Error(`the collector ended: ${said}`)));
  });
}

/** Ends a process, by its own stop or at once; resolves when it has ended. */
async function ended(child: ChildProcess, how: 'stop' | 'SIGKILL'): Promise<void> {
  const exited = once(child, 'exit');
  if (how === 'SIGKILL') child.kill('SIGKILL');
  else child.send('stop');
  await exited;
}
