import { setMaxListeners } from 'node:events';
import { parseArgs } from 'node:util';
import { DomainError } from '../../domain/errors.ts';
import { parseSettings } from '../../domain/settings.ts';
import { runDemo } from './demo.ts';

const MOST_YARDS = 300;

/** The flags override the environment and are held to the same rules. */
function readOptions() {
  const { values } = parseArgs({
    options: {
      photos: { type: 'string' },
      seed: { type: 'string' },
      speed: { type: 'string' },
      yards: { type: 'string', default: '3' },
      once: { type: 'boolean', default: false },
    },
  });
  const settings = parseSettings({
    ...process.env,
    DEMO_PHOTOS: values.photos ?? process.env.DEMO_PHOTOS,
    DEMO_SEED: values.seed ?? process.env.DEMO_SEED,
    DEMO_SPEED: values.speed ?? process.env.DEMO_SPEED,
  });
  const yards = Number(values.yards);
  if (!Number.isInteger(yards) || yards < 1 || yards > MOST_YARDS) {
    throw new DomainError('SETTING_INVALID', {
      variable: '--yards',
      expected: `a whole number from 1 to ${MOST_YARDS}`,
    });
  }
  return { settings, yards, isOnce: values.once };
}

async function main(): Promise<void> {
  const stopping = new AbortController();
  // every yard waits on this one signal in several places
  setMaxListeners(0, stopping.signal);
  const stop = (): void => stopping.abort();
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
  process.on('message', (message) => {
    if (message === 'stop') stop();
  });
  // on Ctrl-C the whole group hears SIGINT; a forked demo leaves the order of stopping to its launcher
  process.on('SIGINT', () => {
    if (!process.connected) stop();
  });

  const { settings, yards, isOnce } = readOptions();
  await runDemo({
    broker: {
      url: settings.mqttUrl ?? `mqtt://127.0.0.1:${settings.mqttPort}`,
      username: settings.mqttUsername,
      password: settings.mqttPassword,
    },
    tenant: settings.tenant ?? 'demo',
    seed: settings.demoSeed,
    speed: settings.demoSpeed,
    yards,
    photos: settings.demoPhotos,
    dataDir: settings.dataDir,
    isOnce,
    signal: stopping.signal,
    log: (line) => console.log(`demo yard: ${line}`),
    onReady: () => process.send?.({ ready: true }),
    onCaughtUp: () => process.send?.({ caughtUp: true }),
  });
  if (process.connected) process.disconnect();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? `demo yard: ${lineOf(error)}` : error);
  process.exit(1);
});

/** What was set wrongly in one line; anything else is a fault of the program and shown in full. */
function lineOf(error: Error): string | undefined {
  if (error instanceof DomainError) return `${error.params.variable} must be ${error.params.expected}`;
  const isWrongFlag = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isWrongFlag ? error.message : error.stack;
}
