import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { visitIdIn } from '../../../collector/visits/spans.ts';
import type { Weighing } from '../../../domain/visits/events.ts';
import { LEDGER_FILE } from '../../../domain/wire/ledger-tables.ts';
import { chanceOf, shuffled } from './chance.ts';
import { type Day, planTheDay } from './day.ts';
import { killGrading } from './process.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

/** How much a run does: the whole programme, or as much as every change can wait for. */
export interface Extent {
  readonly yards: number;
  readonly kills: number;
  readonly bounces: number;
  readonly bounceEveryMs: number;
}

export const WHOLE: Extent = { yards: 3, kills: 200, bounces: 500, bounceEveryMs: 300 };
export const SHORT: Extent = { yards: 1, kills: 12, bounces: 12, bounceEveryMs: 150 };

export interface Scenario {
  readonly name: string;
  /** why it cannot be run on this machine; null: it can */
  readonly hindrance?: () => string | null;
  readonly world?: (extent: Extent) => WorldOptions;
  readonly day?: (seed: number, extent: Extent) => Promise<Day>;
  /** true: what the model says of the photos is the undisturbed day's */
  readonly hasSameGrades?: false;
  /** drives the day and gives the number of faults */
  readonly run: (world: World, extent: Extent, seed: number) => Promise<number>;
  readonly clean?: () => void;
}

/** The day in equal parts, in its order. */
function parts(day: Day, count: number): Day['events'][] {
  const size = Math.ceil(day.events.length / count);
  return Array.from({ length: count }, (_, index) => day.events.slice(index * size, (index + 1) * size));
}

const small: { path: string } = { path: '' };
const mount = (...args: string[]) => spawnSync('mount', args).status === 0;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'nothing happens',
    run: async ({ fleet, day, settled }) => {
      fleet.record(day.events);
      await settled();
      return 0;
    },
  },
  {
    name: 'kill -9 of collector, grading, broker, server',
    run: async (world, { kills }, seed) => {
      const chance = chanceOf(seed);
      const victims = ['collector', 'collector', 'grading', 'broker', 'server'] as const;
      let done = 0;
      for (const part of parts(world.day, kills)) {
        world.fleet.record(part);
        await after(chance() * 400);
        const name = victims[Math.floor(chance() * victims.length)] ?? 'collector';
        if (name !== 'grading') {
          await world[name].kill();
          await world[name].start();
        } else if (!killGrading(world.collector.pid)) {
          // it is just being started again after the kill before
          await world.collector.kill();
          await world.collector.start();
        }
        done += 1;
      }
      await world.settled();
      return done;
    },
  },
  {
    name: 'InfluxDB away for the day',
    run: async ({ fleet, day, toxic, settled }) => {
      await toxic.goAway();
      fleet.record(day.events);
      while (fleet.unreceipted > 0) await after(200);
      await toxic.comeBack();
      await settled();
      return 1;
    },
  },
  {
    name: 'InfluxDB hangs, resets, 429, 503, 500, 401',
    run: async ({ fleet, day, toxic, settled }, _extent, seed) => {
      const chance = chanceOf(seed);
      const moods = [
        { kind: 'refuse', status: 429, retryAfter: '1' },
        { kind: 'reset', when: 'before' },
        { kind: 'reset', when: 'after' },
        { kind: 'refuse', status: 503 },
        { kind: 'refuse', status: 500 },
        { kind: 'refuse', status: 401 },
        { kind: 'slow', ms: 300 },
        { kind: 'hang' },
      ] as const;
      // each of them twice, in an order of its own
      const order = shuffled([...moods, ...moods], chance);
      for (const [index, part] of parts(day, order.length).entries()) {
        toxic.be(order[index] ?? moods[0], 1 + Math.floor(chance() * 2));
        fleet.record(part);
        await after(500);
      }
      toxic.be({ kind: 'well' });
      await settled();
      return order.length;
    },
  },
  {
    name: 'InfluxDB refuses one truck in every batch, and is rebuilt',
    run: async ({ fleet, day, toxic, settled, dataDir, rebuild }, _extent, seed) => {
      const chance = chanceOf(seed);
      const truck = day.truth[Math.floor(chance() * day.truth.length)];
      if (!truck) throw new Error('a day without trucks');
      const marker = visitIdIn(truck.yard)({ ticket: truck.ticket } as Weighing);
      toxic.refuseLines({ marker, others: chance() < 0.5 ? 'written' : 'dropped' });
      fleet.record(day.events);
      // nothing else waits for what is refused
      await settled();
      const refused = refusedPoints(dataDir);
      if (refused.length === 0 || !refused.every((line) => line.includes(marker))) {
        throw new Error(`${refused.length} points were refused, not those of one truck`);
      }
      toxic.refuseLines(null);
      await rebuild();
      return refused.length;
    },
  },
  {
    name: 'the office line cut, half-open, bounced',
    run: async ({ fleet, day, office, floor, settled }, { bounces, bounceEveryMs }, seed) => {
      const chance = chanceOf(seed);
      const [first = [], ...rest] = parts(day, bounces + 1);
      office.freeze();
      fleet.record(first);
      await after(1_000);
      // what was frozen stays dead: the collector has to find out by itself
      office.mend();
      for (const part of rest) {
        fleet.record(part);
        await after(chance() * bounceEveryMs * 2);
        (chance() < 0.5 ? office : floor).bounce();
      }
      office.cut();
      await after(1_000);
      office.mend();
      await settled();
      return bounces + 2;
    },
  },
  {
    name: 'the day three times, shuffled',
    run: async ({ fleet, day, settled }, _extent, seed) => {
      const chance = chanceOf(seed);
      for (let round = 0; round < 3; round += 1) {
        fleet.record(shuffled(day.events, chance));
        await settled();
      }
      return 2;
    },
  },
  {
    name: 'mosquitto with its defaults, killed with the collector away',
    world: () => ({ mosquitto: true }),
    run: async ({ fleet, day, broker, collector, settled }) => {
      const rounds = parts(day, 4);
      for (const part of rounds) {
        await collector.kill();
        fleet.record(part);
        // acknowledged by a broker that keeps nothing
        await after(1_500);
        await broker.kill();
        await broker.start();
        await collector.start();
        await after(1_000);
      }
      await settled();
      return rounds.length * 2;
    },
  },
  {
    name: 'the disk full',
    hindrance: () => {
      const probe = mkdtempSync(join(tmpdir(), 'small-disk-'));
      const can = mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe);
      if (can) spawnSync('umount', [probe]);
      rmSync(probe, { recursive: true, force: true });
      return can ? null : 'no small disk can be mounted';
    },
    world: ({ yards }) => {
      small.path = mkdtempSync(join(tmpdir(), 'small-disk-'));
      if (!mount('-t', 'tmpfs', '-o', `size=${4 + yards * 3}m`, 'tmpfs', small.path)) throw new Error('no small disk');
      const dataDir = join(small.path, 'data');
      mkdirSync(dataDir);
      return { dataDir };
    },
    run: async ({ fleet, day, settled }) => {
      fleet.record(day.events);
      // until the disk holds it: with nothing acknowledged any more, the devices keep the rest
      let waiting = -1;
      while (fleet.unreceipted !== waiting || waiting === day.events.length) {
        waiting = fleet.unreceipted;
        await after(3_000);
      }
      if (waiting === 0) throw new Error('the disk was not small enough');
      mount('-o', 'remount,size=2g', small.path);
      await settled();
      return 1;
    },
    clean: () => {
      // lazily: SQLite may still hold the ledger it was weighed in
      spawnSync('umount', ['-l', small.path]);
      rmSync(small.path, { recursive: true, force: true });
    },
  },
  {
    name: 'the ledger torn at its end, and told the day again',
    run: async ({ fleet, day, collector, dataDir, settled }, _extent, seed) => {
      const chance = chanceOf(seed);
      const rounds = parts(day, 6);
      for (const part of rounds) {
        fleet.record(part);
        await after(500 + chance() * 500);
        await collector.kill();
        tear(join(dataDir, LEDGER_FILE), chance);
        await collector.start();
      }
      // what was acknowledged and torn off is with nobody any more: the devices tell the day again
      fleet.record(day.events);
      await settled();
      return rounds.length;
    },
  },
  {
    name: 'clocks off',
    day: (seed, { yards }) =>
      planTheDay(seed, yards, (yard, device) => {
        const chance = chanceOf(seed + yard.length * 31 + device.length);
        return Math.round((chance() - 0.5) * 2 * 20 * 60_000);
      }),
    hasSameGrades: false,
    run: async ({ fleet, day, settled }) => {
      fleet.record(day.events);
      await settled();
      return day.yards.length * 6;
    },
  },
];

function refusedPoints(dataDir: string): string[] {
  const ledger = Ledger.toRead(dataDir);
  try {
    return ledger.all<{ line: string }>('SELECT line FROM rejected_point').map(({ line }) => line);
  } finally {
    ledger.close();
  }
}

/** Cuts bytes off what was written last: the write-ahead log where there is one, and sometimes the file itself. */
function tear(file: string, chance: () => number): void {
  const log = `${file}-wal`;
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0) truncateSync(log, Math.max(0, size - Math.ceil(chance() * 40_000)));
  if (size === 0 || chance() < 0.3) {
    const length = statSync(file).size;
    truncateSync(file, Math.max(8_192, length - Math.ceil(chance() * 60_000)));
  }
}

/** Opens the scenario's world, runs it and gives what is to be weighed. */
export async function play(
  scenario: Scenario,
  extent: Extent,
  seed: number,
): Promise<{ world: World; faults: number }> {
  const day = await (scenario.day ?? ((from, { yards }) => planTheDay(from, yards)))(seed, extent);
  const world = await openWorld(day, scenario.world?.(extent) ?? {});
  try {
    return { world, faults: await scenario.run(world, extent, seed) };
  } catch (error) {
    await world.close();
    scenario.clean?.();
    throw error;
  }
}
