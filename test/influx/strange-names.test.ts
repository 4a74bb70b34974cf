import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteText, selectText } from '../../domain/wire/influxql.ts';
import { seriesOf } from '../../domain/wire/influxql-answer.ts';
import { tagText } from '../../domain/wire/point-place.ts';
import { STRANGE_NAMES } from '../fixtures/influxql.ts';
import { hasInfluxd, type RealInflux, startInflux } from './real-influx.ts';

const inLine = (name: string) => tagText(name).replace(/[ ,=]/g, (character) => `\\${character}`);

describe.skipIf(!hasInfluxd)('a strange name in a real InfluxDB', () => {
  let influx: RealInflux;

  beforeAll(async () => {
    influx = await startInflux();
    const lines = STRANGE_NAMES.map(
      ([name], index) => `visit,yard=${inLine(name)} net_kg=${index + 1}i 1763000000000000000`,
    );
    await influx.write(lines.join('\n'));
  });
  afterAll(() => influx?.stop());

  it.each(STRANGE_NAMES.map(([name], index) => [name, index + 1] as const))('%j is found alone', async (name, kg) => {
    const question = selectText({
      columns: [{ name: 'net_kg', by: 'sum', as: 'kg' }],
      measurement: 'visit',
      where: { tags: { yard: name } },
      groupBy: { tags: ['yard'] },
    });
    const answer = await fetch(`${influx.url}/query?${new URLSearchParams({ db: influx.database, q: question })}`);
    expect(seriesOf(await answer.json())).toMatchObject({
      series: [{ tags: { yard: name }, rows: [[expect.anything(), kg]] }],
    });
  });

  it('is deleted alone, and nothing else with it', async () => {
    const [name] = STRANGE_NAMES[0] ?? [''];
    await influx.query(deleteText('visit', { tags: { yard: name }, to: Date.UTC(2030, 0, 1) }));
    expect(await influx.query('SELECT "net_kg" FROM "visit"')).toHaveLength(STRANGE_NAMES.length - 1);
  });
});
