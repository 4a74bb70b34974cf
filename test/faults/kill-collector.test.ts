import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import mqtt from 'mqtt';
import { afterEach, expect, it, vi } from 'vitest';
import type { Broker } from '../../collector/mqtt/broker.ts';
import { testBroker } from '../collector/mqtt/real-broker.ts';
import { dayOfTrucks, type PublishedMessage, publishAll } from './day-of-trucks.ts';
import { ledgerProgress, ledgerRows } from './ledger-rows.ts';
import { chanceOf } from './programme/chance.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const KILLS = 30;
/** The longest time between a chunk of the day going out and the kill: starting, booking, grading and idling all fall in it. */
const KILL_WITHIN_MS = 400;

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it('has the same ledger, row for row, after thirty kills at random moments of a day as after an undisturbed one', async () => {
  const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`kills by FAULT_SEED=${seed}`);
  const day = await dayOfTrucks('2026-03-03', 5);
  const distinct = new Set(day.map(({ topic, payload, userProperties }) => `${topic} ${userProperties?.id ?? payload}`))
    .size;

  const undisturbed = await replay(day, distinct, []);
  const chance = chanceOf(seed);
  const moments = Array.from({ length: KILLS }, () => chance() * KILL_WITHIN_MS);
  const disturbed = await replay(day, distinct, moments);

  expect(disturbed.kills).toBe(KILLS);
  expect(undisturbed.rows.integrity).toEqual([{ integrity_check: 'ok' }]);
  expect(undisturbed.rows.events?.length).toBeGreaterThan(400);
  expect(undisturbed.rows.visits?.length).toBeGreaterThan(15);
  for (const table of Object.keys(undisturbed.rows)) {
    expect(disturbed.rows[table], table).toEqual(undisturbed.rows[table]);
  }
}, 600_000);

/** Replays the day against a broker of its own; at each moment after a part of the day went out, the collector dies. */
async function replay(day: readonly PublishedMessage[], distinct: number, moments: readonly number[]) {
  const dataDir = mkdtempSync(join(tmpdir(), 'faults-'));
  cleanups.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const broker = await testBroker({ dataDir });
  const devices = await mqtt.connectAsync(broker.url, { protocolVersion: 5 });
  cleanups.push(() => devices.endAsync(true));

  let collector = await startCollector(dataDir, broker);
  let kills = 0;
  const part = Math.ceil(day.length / (moments.length + 1));
  for (const [index, moment] of moments.entries()) {
    const published = publishAll(devices, day.slice(index * part, (index + 1) * part));
    await after(moment);
    const exited = once(collector, 'exit');
    collector.kill('SIGKILL');
    await exited;
    kills += 1;
    await published;
    collector = await startCollector(dataDir, broker);
  }
  await publishAll(devices, day.slice(moments.length * part));
  await vi.waitFor(
    () => {
      const { events, deadLetters, waiting } = ledgerProgress(dataDir);
      expect({ known: events + deadLetters, waiting }).toEqual({ known: distinct, waiting: 0 });
    },
    { timeout: 120_000, interval: 300 },
  );
  const exited = once(collector, 'exit');
  collector.send('stop');
  await exited;
  return { rows: ledgerRows(dataDir), kills };
}

async function startCollector(dataDir: string, broker: Broker): Promise<ChildProcess> {
  const child = fork(join(ROOT, 'build/collector/main.js'), [], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, MQTT_PORT: String(broker.port), LOG_LEVEL: 'error' },
  });
  cleanups.push(() => {
    child.kill('SIGKILL');
  });
  await new Promise<void>((ready, reject) => {
    child.on('message', () => ready());
    child.once('exit', () => reject(new Error('the collector did not start')));
  });
  return child;
}
