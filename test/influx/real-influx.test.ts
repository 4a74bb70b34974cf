import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasInfluxd, type RealInflux, startInflux } from './real-influx.ts';

describe.skipIf(!hasInfluxd)("Debian's influxd", () => {
  let influx: RealInflux;

  beforeAll(async () => {
    influx = await startInflux();
  });
  afterAll(() => influx?.stop());

  it('keeps what it confirmed through a kill, at the same address', async () => {
    await influx.write('visit,yard=pohang-1 net_kg=7i 1763000000000000001');
    await influx.kill();
    await influx.restart();
    expect(await influx.query('SELECT "net_kg", "yard" FROM "visit"')).toEqual([
      { time: '2025-11-13T02:13:20.000000001Z', net_kg: 7, yard: 'pohang-1' },
    ]);
  });

  it('says why it refuses a statement or a line', async () => {
    await expect(influx.query('SELECT FROM')).rejects.toThrow('error parsing query');
    await expect(influx.write('visit net_kg=')).rejects.toThrow('400: ');
  });
});
