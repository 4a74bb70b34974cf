import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { kstDay } from '../../domain/kst-time.ts';
import { addDays, isDay } from '../../domain/programme/calendar.ts';
import { DAY_MS, type KstDay } from '../../domain/units.ts';
import { whenAborted } from '../demo-yard/clock.ts';
import { DEMO_YARDS } from '../demo-yard/yards.ts';
import { startSystem } from '../e2e/system.ts';
import { PEOPLE, tellHistory } from './history.ts';
import { printResult } from './print-result.ts';
import { yardsFileOf } from './yards-file.ts';

const WEEKS_OF_A_YEAR = 52;
/** The retention counts from a photo's event: the history and a year more, so that looking at it does not thin it. */
const KEPT_DAYS = 730;

/** `npm run demo-history`: fills an empty DATA_DIR with a history, and says how to look at it. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      weeks: { type: 'string', default: String(WEEKS_OF_A_YEAR) },
      until: { type: 'string' },
      serve: { type: 'boolean', default: false },
    },
  });
  const seed = wholeNumber('--seed', values.seed, 0, 1_000_000);
  const weeks = wholeNumber('--weeks', values.weeks, 1, 3 * WEEKS_OF_A_YEAR);
  const until = values.until ?? kstDay(Date.now() - DAY_MS);
  if (!isDay(until)) throw new Error(`--until must be a day like 2026-11-22, not ${until}`);
  const dataDir = process.env.DATA_DIR ?? './data-history';
  await prepare(dataDir, until);

  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const adminPassword = process.env.ADMIN_PASSWORD ?? randomBytes(9).toString('base64url');
  const begun = Date.now();
  const system = await startSystem({
    ...{ DATA_DIR: dataDir, ADMIN_PASSWORD: adminPassword, FRAME_RETENTION_DAYS: String(KEPT_DAYS) },
    ...(values.serve ? { PORT: process.env.PORT ?? '8080' } : {}),
  });
  try {
    const result = await tellHistory({
      ...{ seed, span: { from: addDays(until, 1 - 7 * weeks), until }, tenant: process.env.TENANT ?? 'demo' },
      ...{ address: system.url, adminPassword, signal: stopping.signal, log: console.log, waitsForSlips: true },
      broker: {
        url: process.env.MQTT_URL ?? `mqtt://127.0.0.1:${system.mqttPort}`,
        username: process.env.MQTT_USERNAME ?? null,
        password: process.env.MQTT_PASSWORD ?? null,
      },
    });
    printResult(result, Date.now() - begun);
    if (result.differences.length > 0) process.exitCode = 1;
    console.log(
      `\nLog in as admin, ${PEOPLE.map(({ name, role }) => `${name} (${role})`).join(' or ')}: ${adminPassword}`,
    );
    if (values.serve) {
      console.log(`Look at ${system.url}/flows; Ctrl-C stops it.`);
      await whenAborted(stopping.signal);
    } else console.log(`Look at it with: DEMO=0 DATA_DIR=${dataDir} FRAME_RETENTION_DAYS=${KEPT_DAYS} npm start`);
  } finally {
    await system.stop();
  }
}

/** @throws Error when there is something in the folder already */
async function prepare(dataDir: string, until: KstDay): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  if ((await readdir(dataDir)).length > 0)
    throw new Error(`${resolve(dataDir)} is not empty: a history needs a folder of its own`);
  await writeFile(join(dataDir, 'yards.json'), JSON.stringify(await yardsFileOf(DEMO_YARDS, until), null, 2));
}

function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${flag} must be a whole number from ${least} to ${most}, not ${text}`);
}

main().catch((error: unknown) => {
  console.error(`demo-history: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
