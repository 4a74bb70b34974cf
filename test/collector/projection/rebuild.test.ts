import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { InfluxReader } from '../../../collector/projection/influx-read.ts';
import { InfluxWriter } from '../../../collector/projection/influx-writer.ts';
import { compareSpan, rebuild } from '../../../collector/projection/rebuild.ts';
import { runRebuild } from '../../../collector/projection/rebuild-command.ts';
import type { Span } from '../../../collector/projection/rows-in-span.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import { STRANGE_NAMES } from '../../fixtures/influxql.ts';
import { hasInfluxd, type RealInflux, startInflux } from '../../influx/real-influx.ts';
import { anyDay, messageOf } from '../visits/yard-day.ts';
import { bookTrucks, cancel, deduct, type Truck } from './yard-ledger.ts';

const DAY = 86_400_000;
const FIRST_DAY = Date.parse('2026-11-01T00:00:00+09:00');
const NOW = Date.parse('2026-11-22T12:00:00+09:00');
const EVER: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, yard: null };
const ALL_KEPT = { retentionDays: {}, now: NOW };

/** Three yards, each of three days with trucks up to both ends of the day, of partners with strange names. */
const TRUCKS: readonly Truck[] = ['busan', "'; DROP", 'a\\'].flatMap((yard, number) =>
  [0, 1, 2].flatMap((day) =>
    [-35, 5, 600, 1_395, 1_405].map((minute, index) => ({
      yard,
      id: `${number}-${day}-${index}`,
      at: FIRST_DAY + day * DAY + minute * 60_000,
      plate: `부산86바${1_000 + number * 100 + day * 10 + index}`,
      partner: STRANGE_NAMES[(day * 5 + index) % STRANGE_NAMES.length]?.[0] ?? '',
      lifts: [7_001 + index, 3_333 * (number + 1)],
      photosPerLift: index % 4,
    })),
  ),
);

describe.skipIf(!hasInfluxd)('a rebuild', () => {
  let influx: RealInflux;
  let ledger: Ledger;

  beforeAll(async () => {
    influx = await startInflux();
  });
  afterAll(() => influx?.stop());
  beforeEach(async () => {
    ledger = new Ledger(':memory:');
    await influx.query(`DROP DATABASE "${influx.database}"`);
    await influx.query(`CREATE DATABASE "${influx.database}"`);
  });
  afterEach(() => ledger.close());

  const project = (span = EVER) =>
    rebuild({ ledger, ...ALL_KEPT, writer: new InfluxWriter(influx.settings()) }, span, () => {});
  const compare = async (span = EVER) => {
    const found = await compareSpan({ ledger, ...ALL_KEPT, reader: new InfluxReader(influx.settings()) }, span);
    if ('failure' in found) throw new Error(found.failure.message);
    return found.sums;
  };
  const differing = async (span = EVER) => (await compare(span)).filter((one) => one.ledger !== one.influx);
  const everything = async () =>
    Promise.all(['visit', 'lift', 'inspection'].map((name) => influx.query(`SELECT * FROM "${name}"`)));

  it('makes of an empty InfluxDB what the ledger says, to the kilogram, and changes nothing when it runs again', async () => {
    const bookkeeper = bookTrucks(ledger, TRUCKS, NOW);
    const [first, second] = TRUCKS as [Truck, Truck];
    cancel(ledger, bookkeeper, first, NOW);
    deduct(ledger, bookkeeper, second, 120, NOW);

    const { rows, refused } = await project();
    expect(refused).toEqual([]);
    expect(rows).toBe(TRUCKS.length * 3 + TRUCKS.reduce((sum, { photosPerLift }) => sum + 2 * photosPerLift, 0));
    const sums = await compare();
    expect(sums.filter((one) => one.ledger !== one.influx)).toEqual([]);
    const net = sums.filter(({ name }) => name === 'net').reduce((sum, one) => sum + one.influx, 0);
    const brought = TRUCKS.slice(1).flatMap(({ lifts }) => lifts);
    expect(net).toBe(brought.reduce((sum, kg) => sum + kg, 0));

    const before = await everything();
    await project();
    expect(await everything()).toEqual(before);
    await influx.query(`DROP DATABASE "${influx.database}"`);
    await influx.query(`CREATE DATABASE "${influx.database}"`);
    expect(await differing()).not.toEqual([]);
    await project();
    expect(await everything()).toEqual(before);
  });

  it('writes the KST days and the yard that it is asked for, and no others', async () => {
    bookTrucks(ledger, TRUCKS, NOW);
    const span = { from: FIRST_DAY + DAY, to: FIRST_DAY + 2 * DAY, yard: "'; DROP" };
    await project(span);
    expect(await differing(span)).toEqual([]);
    const counted = await influx.query('SELECT sum("trucks") AS n FROM "visit" GROUP BY "yard"');
    // weighed out on that day: two that came in before midnight, not the one that left after the next
    expect(counted).toMatchObject([{ yard: "'; DROP", n: 5 }]);
    const [first] = await influx.query('SELECT "visit" FROM "visit" ORDER BY time LIMIT 1');
    expect(first?.time).toMatch(/^2026-11-01T15:05:00/);
  });

  it('makes the sums of whatever a day may bring', async () => {
    await fc.assert(
      fc.asyncProperty(anyDay, async (day) => {
        const own = new Ledger(':memory:');
        try {
          await influx.query(`DROP DATABASE "${influx.database}"`);
          await influx.query(`CREATE DATABASE "${influx.database}"`);
          new Bookkeeper(own, () => []).book(day.map(messageOf), NOW);
          await rebuild({ ledger: own, ...ALL_KEPT, writer: new InfluxWriter(influx.settings()) }, EVER, () => {});
          const found = await compareSpan(
            { ledger: own, ...ALL_KEPT, reader: new InfluxReader(influx.settings()) },
            EVER,
          );
          if ('failure' in found) throw new Error(found.failure.message);
          expect(found.sums.filter((one) => one.ledger !== one.influx)).toEqual([]);
        } finally {
          own.close();
        }
      }),
      { numRuns: 30 },
    );
  });

  describe('as a command', () => {
    let dataDir: string;

    beforeEach(() => {
      dataDir = mkdtempSync(join(tmpdir(), 'scalehouse-rebuild-'));
      const kept = Ledger.in(dataDir);
      bookTrucks(kept, TRUCKS.slice(0, 5), NOW);
      kept.close();
    });
    afterEach(() => rmSync(dataDir, { recursive: true }));

    it('shows its progress and a table, and fails where the sums differ', async () => {
      const command = () => run(dataDir, influx, ['--from', '2026-11-01', '--to', '2026-11-01', '--yard', 'busan']);
      const good = await command();
      expect(good.told).toMatch(/\[#{30}\] 100 % {2}\d+ of \d+ rows/);
      expect(good.shown).toMatch(/^2026-11-01 +busan +net +41,342 kg +41,342 kg$/m);
      expect(good.shown).toContain(' sums compared, 0 differ');
      expect(good.code).toBe(0);

      await influx.write(`visit,tenant=hanbit,yard=busan net_kg=5i ${BigInt(FIRST_DAY + 1) * 1_000_000n}`);
      const bad = await command();
      expect(bad.shown).toMatch(/^2026-11-01 +busan +net +41,342 kg +41,347 kg +5 kg$/m);
      expect(bad.code).toBe(1);
    });

    it.each([
      [['--from', '2026-02-30'], '--from must be a day'],
      [['--yard', 'nowhere'], 'no yard nowhere'],
      [['--everything'], "Unknown option '--everything'"],
    ])('with %j says %j', async (args, said) => {
      expect(await run(dataDir, influx, args)).toMatchObject({ code: expect.stringContaining(said), shown: '' });
    });
  });
});

/** The command as `npm run rebuild -- …` gives it; an error as its text. */
async function run(dataDir: string, influx: RealInflux, args: string[]) {
  let told = '';
  let shown = '';
  const terminal = {
    isTerminal: false,
    tell: (text: string) => {
      told += text;
    },
    show: (text: string) => {
      shown += text;
    },
  };
  const { url, bucket, writePath } = influx.settings();
  const env = { DATA_DIR: dataDir, INFLUX_URL: url, INFLUX_BUCKET: bucket, INFLUX_WRITE_PATH: writePath ?? '' };
  const code = await runRebuild(args, env, terminal).catch((error: unknown) => String(error));
  return { code, told, shown };
}
