import { join } from 'node:path';
import { kstDay } from '../../domain/kst-time.ts';
import { MINUTE_MS } from '../../domain/units.ts';
import { Clock, pause, whenAborted } from './clock.ts';
import { type Broker, EdgeDevice } from './devices/edge-device.ts';
import { backfillFrom, readMemory, writeMemory } from './memory.ts';
import { openPaintedPhotos } from './photos/painted-photos.ts';
import { openPhotoFolder } from './photos/photo-folder.ts';
import { type PlanSource, seriesOf } from './plan/plan-source.ts';
import { YardLife } from './yard-life.ts';
import { demoYards, devicesOf } from './yards.ts';

export interface DemoOptions {
  readonly broker: Broker;
  readonly tenant: string;
  readonly seed: number;
  readonly speed: number;
  readonly yards: number;
  /** folder of real photos; `null`: painted ones */
  readonly photos: string | null;
  /** folder that survives a restart */
  readonly dataDir: string;
  /** true: only the past, then go */
  readonly isOnce: boolean;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  readonly onReady: () => void;
  readonly onCaughtUp: () => void;
}

/** How long `--once` waits for outstanding receipts. */
const LAST_RECEIPTS_MS = 10_000;

/** Runs the demo until the signal, or once: connects every device, publishes the past, lives on, says goodbye. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { broker, tenant, seed, signal, log } = options;
  const photos = options.photos === null ? await openPaintedPhotos(seed) : await openPhotoFolder(options.photos);
  const series = seriesOf(seed, photos.seriesMark);
  const source: PlanSource = { seed, series, grades: photos.grades, isHonest: photos.isHonest };
  const clock = new Clock(options.speed);
  const yards = demoYards(options.yards).map((yard) => {
    const devices = devicesOf(yard).map((device) => {
      const [area = '', name = ''] = device.key.split('/');
      const photoFormat = area === 'bay2' ? yard.photoFormats.bay2 : yard.photoFormats.bay1;
      const dialect = { photoFormat, hasNumericTimes: yard.hasNumericTimes };
      const address = { tenant, yard: yard.id, area, device: name };
      return [device.key, new EdgeDevice({ broker, address, device, dialect, photos, clock, log })] as const;
    });
    return { yard, devices: new Map(devices) };
  });
  const devices = yards.flatMap((yard) => [...yard.devices.values()]);
  await Promise.race([Promise.all(devices.map((device) => device.connect())), whenAborted(signal)]);
  if (!signal.aborted) {
    log(`${yards.length} yards, ${devices.length} devices, tenant ${tenant}, seed ${seed}`);
    options.onReady();
  }

  const memoryFile = join(options.dataDir, 'demo-yard.json');
  const memory = await readMemory(memoryFile, series);
  const start = clock.now();
  const starts = [...(memory?.starts ?? []), ...(options.isOnce ? [] : [start])];
  const remember = () => writeMemory(memoryFile, { series, starts, aliveAt: Math.max(clock.now(), start) });
  if (!options.isOnce) await remember();
  const lives = yards.map((yard) => new YardLife({ ...yard, clock, source, starts, signal }));

  const backfill = async (): Promise<void> => {
    const begun = Date.now();
    const from = kstDay(backfillFrom(start, memory));
    const sent = await Promise.all(lives.map((life) => life.backfill(from, start)));
    if (signal.aborted) return;
    const events = sent.reduce((a, b) => a + b, 0);
    log(`the past since ${from} is told: ${events} events in ${((Date.now() - begun) / 1_000).toFixed(1)} s`);
    options.onCaughtUp();
  };
  if (options.isOnce) {
    await backfill();
    const last = Date.now() + LAST_RECEIPTS_MS;
    while (devices.some(({ unreceipted }) => unreceipted > 0) && Date.now() < last) await pause(100, signal);
  } else {
    const remembering = async (): Promise<void> => {
      while (!signal.aborted) {
        await pause(MINUTE_MS, signal);
        await remember();
      }
    };
    await Promise.all([backfill(), remembering(), ...lives.flatMap((life) => [life.live(start), life.showScale()])]);
  }
  await Promise.all(devices.map((device) => device.stop()));
}
