import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DeclaringWriter } from '../../../collector/projection/declaring-writer.ts';
import { InfluxWriter, WriteFailure } from '../../../collector/projection/influx-writer.ts';
import type { InfluxSettings } from '../../../domain/settings.ts';
import { hasInfluxd, type RealInflux, startInflux } from '../../influx/real-influx.ts';
import { startToxic, type ToxicInflux } from '../../influx/toxic-influx.ts';

const WITHOUT_PARTNER = 'visit,tenant=hanbit,yard=busan net_kg=1i 1';
const WITH_PARTNER = 'visit,tenant=hanbit,yard=busan,partner=한빛\\ 철강 net_kg=2i 2';

describe.skipIf(!hasInfluxd)('a writer that declares tags first', () => {
  let influx: RealInflux;
  let second: ToxicInflux;
  let third: ToxicInflux;

  beforeAll(async () => {
    influx = await startInflux();
  });
  afterAll(() => influx?.stop());
  beforeEach(async () => {
    await influx.query('DROP SERIES FROM /.*/');
    second = await startToxic(influx);
    third = await startToxic(influx, { version: 3 });
  });
  afterEach(async () => {
    await second.stop();
    await third.stop();
  });

  const writerOf = (settings: InfluxSettings) => new DeclaringWriter(settings, new InfluxWriter(settings));
  const kept = async () => (await influx.query('SELECT "net_kg" FROM "visit"')).map(({ net_kg }) => net_kg);

  it('has every tag in InfluxDB 3 Core that a later line may bring, which a plain one is refused', async () => {
    const plain = new InfluxWriter(third.settings());
    await plain.write([WITHOUT_PARTNER]);
    await expect(plain.write([WITH_PARTNER])).rejects.toThrow('a new tag');
    expect(await kept()).toEqual([1]);
    await third.stop();

    third = await startToxic(influx, { version: 3 });
    const writer = writerOf(third.settings());
    await writer.write([WITHOUT_PARTNER]);
    await writer.write([WITH_PARTNER]);
    expect(await kept()).toEqual([1, 2]);
    // once declared is declared
    await writerOf(third.settings()).write([WITH_PARTNER]);
    const paths = third.takeSeen().map(({ path, status }) => `${path} ${status}`);
    expect(paths.filter((path) => path.startsWith('/api/v3/configure/table'))).toEqual([
      ...Array.from({ length: 6 }, () => '/api/v3/configure/table 200'),
      ...Array.from({ length: 6 }, () => '/api/v3/configure/table 409'),
    ]);
  });

  it('asks the other versions once at most', async () => {
    const writer = writerOf(second.settings());
    await writer.write([WITHOUT_PARTNER]);
    await writer.write([WITH_PARTNER]);
    expect(second.takeSeen().map(({ path }) => path)).toEqual([
      '/api/v3/configure/database',
      '/api/v2/write',
      '/api/v2/write',
    ]);
    await writerOf(influx.settings()).write(['visit,yard=a net_kg=3i 3']);
    expect(await kept()).toEqual([1, 2, 3]);
  });

  it.each([
    ['is unwell', { kind: 'refuse', status: 503 }],
    ['drops the connection', { kind: 'reset', when: 'before' }],
  ] as const)('writes nothing while the server %s, and declares then', async (_, mood) => {
    third.be(mood, 1);
    const writer = writerOf(third.settings());
    await expect(writer.write([WITHOUT_PARTNER])).rejects.toThrow(WriteFailure);
    expect(await kept()).toEqual([]);
    await writer.write([WITHOUT_PARTNER]);
    await writer.write([WITH_PARTNER]);
    expect(await kept()).toEqual([1, 2]);
  });
});
