import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { type Answered, InfluxReader } from '../../../collector/projection/influx-read.ts';
import { InfluxWriter } from '../../../collector/projection/influx-writer.ts';
import { Verifier } from '../../../collector/projection/verify.ts';
import type { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import type { InfluxSettings } from '../../../domain/settings.ts';
import { hasInfluxd, type RealInflux, startInflux } from '../../influx/real-influx.ts';
import { startToxic } from '../../influx/toxic-influx.ts';
import { aimAt, bookTrucks, deduct, drain, type Truck } from './yard-ledger.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-22T12:00:00+09:00');
const TODAY = Date.parse('2026-11-22T00:00:00+09:00');
const log = pino({ level: 'silent' });

/** A truck a day for eight days and today, and one in another yard. */
const TRUCKS: readonly Truck[] = [...[0, 1, 2, 3, 4, 5, 6, 7, 8], 1].map((ago, index) => ({
  yard: index === 9 ? "'; DROP" : 'busan',
  id: `truck-${index}`,
  at: TODAY - ago * DAY + 10 * HOUR,
  plate: `부산86바${1_000 + index}`,
  partner: index % 2 === 0 ? '한빛 철강' : '',
  lifts: [10_000 + index, 5_000],
  photosPerLift: 3,
}));

interface Row {
  readonly from_day: string;
  readonly to_day: string;
  readonly compared: number;
  readonly differing: number;
  readonly repaired: number;
  readonly detail: string;
}

describe.skipIf(!hasInfluxd)('the hourly verification', () => {
  let influx: RealInflux;
  let ledger: Ledger;
  let bookkeeper: Bookkeeper;
  let now: number;
  let woken: number;

  beforeAll(async () => {
    influx = await startInflux();
  });
  afterAll(() => influx?.stop());
  beforeEach(async () => {
    await influx.query(`DROP DATABASE "${influx.database}"`);
    await influx.query(`CREATE DATABASE "${influx.database}"`);
    now = NOW;
    woken = 0;
    ledger = new Ledger(':memory:');
    aimAt(ledger, influx.url);
    bookkeeper = bookTrucks(ledger, TRUCKS, NOW);
  });
  afterEach(() => ledger.close());

  const project = () => drain(ledger, new InfluxWriter(influx.settings()), now);
  const verifierOf = (settings: InfluxSettings, reader = new InfluxReader(settings)) =>
    new Verifier({
      ledger,
      reader,
      writer: new InfluxWriter(settings),
      onDue: () => {
        woken += 1;
      },
      retentionDays: settings.retentionDays,
      log,
      now: () => now,
    });
  const rows = () => ledger.all<Row>('SELECT * FROM verification_row ORDER BY seq');
  const detail = (row: Row | undefined): unknown => JSON.parse(row?.detail ?? 'null');
  const nsOf = (at: number) => BigInt(at) * 1_000_000n;

  it('finds nothing where nothing is amiss, and rests for an hour', async () => {
    await project();
    const verifier = verifierOf(influx.settings());
    expect(await verifier.step()).toBe('verified');
    // 7 days, 2 yards; 15 sums of visits, 2 of lifts, 2 of photos
    expect(rows()).toMatchObject([
      { from_day: '2026-11-15', to_day: '2026-11-21', compared: 7 * 2 * 19, differing: 0, repaired: 0, detail: '[]' },
    ]);
    expect(await verifier.step()).toBe('idle');
    now += HOUR;
    expect(await verifier.step()).toBe('verified');
    expect(rows()).toHaveLength(2);
  });

  it('waits while points of those days are due, and not for those of today', async () => {
    const verifier = verifierOf(influx.settings());
    expect(await verifier.step()).toBe('waiting');
    await project();
    deduct(ledger, bookkeeper, TRUCKS[0] as Truck, 100, now);
    expect(await verifier.step()).toBe('verified');
    now += HOUR;
    deduct(ledger, bookkeeper, TRUCKS[1] as Truck, 100, now);
    expect(await verifier.step()).toBe('waiting');
    await project();
    expect(await verifier.step()).toBe('verified');
    expect(rows().map(({ differing }) => differing)).toEqual([0, 0]);
  });

  it('waits while a new InfluxDB is being filled', async () => {
    await project();
    ledger.run("UPDATE projection_target SET target = ''");
    expect(await verifierOf(influx.settings()).step()).toBe('waiting');
  });

  it('waits where so much is due that looking through it would take long', async () => {
    await project();
    ledger.run(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
       INSERT INTO point_due (yard, kind, ref, since) SELECT 'busan', 'device', i, 0 FROM n`,
    );
    expect(await verifierOf(influx.settings()).step()).toBe('waiting');
    ledger.run("DELETE FROM point_due WHERE ref = '1'");
    expect(await verifierOf(influx.settings()).step()).toBe('verified');
  });

  it('takes for no difference what changed, and was written, between its two readings', async () => {
    await project();
    let changes = 0;
    class Meanwhile extends InfluxReader {
      override async ask(select: string): Promise<Answered> {
        const answer = await super.ask(select);
        if (changes === 0 && select.includes('"visit"') && JSON.stringify(answer).includes('15001')) {
          changes += 1;
          deduct(ledger, bookkeeper, TRUCKS[1] as Truck, 250, now);
          await project();
        }
        return answer;
      }
    }
    expect(await verifierOf(influx.settings(), new Meanwhile(influx.settings())).step()).toBe('verified');
    expect(changes).toBe(1);
    expect(rows()).toMatchObject([{ differing: 0 }]);
  });

  it('projects again what InfluxDB has lost', async () => {
    await project();
    await influx.query(
      `DELETE FROM "visit" WHERE time >= ${nsOf(TODAY - DAY)} AND time < ${nsOf(TODAY)} AND "yard" = 'busan'`,
    );
    await influx.query('DROP MEASUREMENT "inspection"');
    const verifier = verifierOf(influx.settings());
    expect(await verifier.step()).toBe('repairing');
    expect(woken).toBe(1);
    expect(rows()).toEqual([]);
    expect(await verifier.step()).toBe('waiting');
    await project();
    expect(await verifier.step()).toBe('verified');
    const [row] = rows();
    expect(row?.repaired).toBe(row?.differing);
    expect(detail(row)).toContainEqual({
      yard: 'busan',
      day: '2026-11-21',
      grade: 'net',
      ledgerKg: 15_001,
      influxKg: 0,
      repaired: true,
    });
    expect(detail(row)).toContainEqual({
      yard: "'; DROP",
      day: '2026-11-21',
      grade: 'photos',
      ledgerKg: 6,
      influxKg: 0,
      repaired: true,
    });
    now += HOUR;
    expect(await verifier.step()).toBe('verified');
    expect(rows()[1]?.differing).toBe(0);
  });

  it.each(['busan', "'; DROP"])('puts zeros over points of %j that the ledger does not have', async (yard) => {
    await project();
    const tag = yard.replaceAll(/[ ,=]/g, (character) => `\\${character}`);
    const strange = `visit,tenant=hanbit,yard=${tag},scale=weigh/w9,partner=\\=%250a\\ x visit="gone",net_kg=700i,kg_heavy=700i,trucks=1i ${nsOf(TODAY - 2 * DAY)}`;
    await influx.write(
      `${strange}\nlift,tenant=hanbit,yard=${tag},crane=bay/c visit="",kg=9i ${nsOf(TODAY - 2 * DAY)}123456`.replace(
        /000000123456$/,
        '123456',
      ),
    );
    const verifier = verifierOf(influx.settings());
    expect(await verifier.step()).toBe('repairing');
    await project();
    expect(await verifier.step()).toBe('verified');
    const [row] = rows();
    // net, heavy, trucks; the lift's kilograms and number
    expect(row).toMatchObject({ differing: 5, repaired: 5 });
    expect(await influx.query('SELECT "net_kg", "status" FROM "visit" WHERE "scale" = \'weigh/w9\'')).toMatchObject([
      { net_kg: 0, status: 'cancelled' },
    ]);
  });

  it('leaves the yards and tenants of other ledgers alone', async () => {
    await project();
    await influx.write(
      ['hanbit,yard=pohang', 'other,yard=busan']
        .map((tags) => `visit,tenant=${tags} net_kg=7i,trucks=1i ${nsOf(TODAY - DAY)}`)
        .join('\n'),
    );
    expect(await verifierOf(influx.settings()).step()).toBe('verified');
    expect(rows()).toMatchObject([{ differing: 0 }]);
    expect(
      await influx.query('SELECT sum("trucks") AS n FROM "visit" WHERE "yard" = \'pohang\' OR "tenant" = \'other\''),
    ).toMatchObject([{ n: 2 }]);
  });

  it('says what it could not repair', async () => {
    await project();
    const point = `visit,tenant=hanbit,yard=busan,host=x net_kg=7i ${nsOf(TODAY - DAY)}`;
    await influx.write(point);
    const verifier = verifierOf(influx.settings());
    expect(await verifier.step()).toBe('repairing');
    await project();
    expect(await verifier.step()).toBe('verified');
    const [row] = rows();
    expect(row).toMatchObject({ differing: 1, repaired: 0 });
    expect(detail(row)).toEqual([
      { yard: 'busan', day: '2026-11-21', grade: 'net', ledgerKg: 15_001, influxKg: 15_008, repaired: false },
    ]);
  });

  it('does not bring back what retention has let go', async () => {
    await project();
    await influx.query(`DELETE FROM "inspection" WHERE time < ${nsOf(TODAY - 2 * DAY)}`);
    expect(await verifierOf(influx.settings({ retentionDays: { inspection: 2 } })).step()).toBe('verified');
    expect(rows()).toMatchObject([{ differing: 0, compared: 7 * 2 * 17 + 2 * 2 * 2 }]);
    now += HOUR;
    expect(await verifierOf(influx.settings({ retentionDays: { inspection: 3 } })).step()).toBe('repairing');
  });

  it('says nothing while InfluxDB is away or unwell', async () => {
    await project();
    const toxic = await startToxic(influx);
    try {
      const verifier = verifierOf(toxic.settings());
      toxic.be({ kind: 'refuse', status: 503 });
      expect(await verifier.step()).toBe('away');
      await toxic.goAway();
      expect(await verifier.step()).toBe('away');
      expect(rows()).toEqual([]);
      toxic.be({ kind: 'well' });
      await toxic.comeBack();
      expect(await verifier.step()).toBe('verified');
      expect(rows()).toMatchObject([{ differing: 0 }]);
    } finally {
      await toxic.stop();
    }
  });
});
