import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InfluxReader } from '../../../collector/projection/influx-read.ts';
import { Retention, thinnedBefore } from '../../../collector/projection/retention.ts';
import type { InfluxSettings } from '../../../domain/settings.ts';
import { hasInfluxd, type RealInflux, startInflux } from '../../influx/real-influx.ts';
import { startToxic, type ToxicInflux } from '../../influx/toxic-influx.ts';

const DAY = 86_400_000;
const TODAY = Date.parse('2026-11-22T00:00:00+09:00');
const NOON = TODAY + DAY / 2;

describe('what retention lets go', () => {
  it.each([
    [{ device: 90 }, 'device', NOON, '2026-08-24T00:00:00+09:00'],
    [{ device: 1 }, 'device', TODAY, '2026-11-21T00:00:00+09:00'],
    [{ device: 1 }, 'device', TODAY - 1, '2026-11-20T00:00:00+09:00'],
  ] as const)('with %j of %s begins before a KST midnight', (days, measurement, now, start) => {
    expect(thinnedBefore(days, measurement, now)).toBe(Date.parse(start));
  });

  it('is nothing where the setting names no days', () => {
    expect(thinnedBefore({ device: 90 }, 'visit', NOON)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe.skipIf(!hasInfluxd)('retention', () => {
  let influx: RealInflux;
  let second: ToxicInflux;
  let third: ToxicInflux;
  let now: number;
  let said: string[];

  beforeAll(async () => {
    influx = await startInflux();
    second = await startToxic(influx);
    third = await startToxic(influx, { version: 3 });
  });
  afterAll(async () => {
    await second?.stop();
    await third?.stop();
    await influx?.stop();
  });
  beforeEach(async () => {
    now = NOON;
    said = [];
    await influx.query('DROP SERIES FROM /.*/');
    const lines = [0, 1, 2, 3].flatMap((ago) => [
      `device,yard=a age_s=1 ${BigInt(TODAY - ago * DAY) * 1_000_000n}`,
      `lift,yard=a kg=1i ${BigInt(TODAY - ago * DAY) * 1_000_000n}`,
    ]);
    await influx.write(lines.join('\n'));
  });

  const log = pino(
    { level: 'info' },
    { write: (line: string) => said.push((JSON.parse(line) as { msg: string }).msg) },
  );
  const retentionOf = (settings: InfluxSettings) =>
    new Retention(new InfluxReader(settings), settings.retentionDays, log, () => now);
  const count = async (measurement: string) => (await influx.query(`SELECT * FROM "${measurement}"`)).length;
  const days = { retentionDays: { device: 2 } };

  it.each([
    ['1.x', () => influx.settings(days)],
    ['2.x', () => second.settings(days)],
    // 1.8 takes points by /api/v2/write and deletes by InfluxQL alone
    ['1.8', () => influx.settings({ ...days, writePath: null })],
  ])('deletes once a day in %s what is older, of the measurement alone', async (_, settings) => {
    const retention = retentionOf(settings());
    await retention.step();
    expect([await count('device'), await count('lift')]).toEqual([3, 4]);
    await influx.write(`device,yard=a age_s=1 ${BigInt(TODAY - 5 * DAY) * 1_000_000n}`);
    await retention.step();
    expect(await count('device')).toBe(4);
    now += DAY;
    await retention.step();
    expect(await count('device')).toBe(2);
    expect(said).toEqual(['old points were deleted from InfluxDB', 'old points were deleted from InfluxDB']);
  });

  it('says once that InfluxDB 3 Core deletes nothing', async () => {
    const retention = retentionOf(third.settings(days));
    await retention.step();
    now += DAY;
    await retention.step();
    expect(await count('device')).toBe(4);
    expect(said).toEqual(['InfluxDB does not delete old points; they stay']);
  });

  it('tries again where InfluxDB was busy', async () => {
    const retention = retentionOf(second.settings(days));
    second.be({ kind: 'refuse', status: 503 }, 1);
    await retention.step();
    expect([await count('device'), said]).toEqual([4, []]);
    await retention.step();
    expect(await count('device')).toBe(3);
  });
});
