import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { DomainError } from '../../../../domain/errors.ts';
import { Ledger } from '../../../../server/stores/ledger.ts';
import { EmbeddedSeries } from '../../../../server/stores/series/embedded-series.ts';
import { History } from '../../../../server/stores/series/history.ts';
import { InfluxSeries } from '../../../../server/stores/series/influx-series.ts';
import type { SeriesStore, YardSpan } from '../../../../server/stores/series/series-store.ts';
import { SeriesTables } from '../../../../server/stores/series/series-tables.ts';

const SPAN: YardSpan = { yard: 'y1', from: 0, to: 86_400_000, every: '1d', shifts: [], rowsAtMost: 1_000 };
const ledger = new SeriesTables(new EmbeddedSeries(new Ledger('/nowhere')));
const mix = (store: SeriesStore) => store.mix(SPAN);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server in InfluxDB's place, and how often it was asked. */
async function influxThat(answer: RequestListener): Promise<{ store: SeriesStore; asked: () => number }> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const settings = {
    ...{ url: `http://127.0.0.1:${port}`, token: 'secret', username: null, password: null, org: 'o', bucket: 'b' },
    ...{ writePath: null, retentionDays: {} },
  };
  return { store: new SeriesTables(new InfluxSeries(settings)), asked: () => count };
}

const EMPTY = JSON.stringify({ results: [{ statement_id: 0 }] });

test('without an InfluxDB the ledger answers', async () => {
  const history = new History(ledger, null);
  expect((await history.ask(mix)).source).toBe('ledger');
  expect(history.source).toBe('ledger');
});

test('InfluxDB answers where there is one, asked with its token', async () => {
  const heard: unknown[] = [];
  const { store } = await influxThat((request, response) => {
    heard.push(request.headers.authorization, new URL(request.url ?? '', 'http://x').searchParams.get('db'));
    response.end(EMPTY);
  });
  const history = new History(ledger, store);
  expect((await history.ask(mix)).source).toBe('influx');
  expect(heard).toEqual(['Token secret', 'b']);
});

test.each<[string, RequestListener]>([
  ['that is broken', (_, response) => response.writeHead(503).end('busy')],
  ['that refuses the query', (_, response) => response.end(JSON.stringify({ results: [{ error: 'no database' }] }))],
  ['that is something else', (_, response) => response.end('<html>')],
  ['that hangs up', (request) => request.destroy()],
  [
    'with texts for numbers',
    (_, response) => {
      const series = [{ name: 'visit', columns: ['time', 'kg_heavy'], values: [[0, 'much']] }];
      response.end(JSON.stringify({ results: [{ series }] }));
    },
  ],
])('the ledger stands in for an InfluxDB %s, which is asked again after a while', async (_, answer) => {
  let isWell = false;
  const { store, asked } = await influxThat((request, response) =>
    isWell ? response.end(EMPTY) : answer(request, response),
  );
  const told: unknown[] = [];
  const history = new History(ledger, store, (error) => told.push(error));
  expect(history.source).toBe('influx');
  expect((await history.ask(mix)).source).toBe('ledger-for-influx');
  expect([history.source, told.length]).toEqual(['ledger-for-influx', 1]);
  isWell = true;
  expect((await history.ask(mix)).source).toBe('ledger-for-influx');
  expect(asked()).toBe(1);
  vi.advanceTimersByTime(10_001);
  expect((await history.ask(mix)).source).toBe('influx');
  expect(history.source).toBe('influx');
});

test('a wrong question is the asker’s fault and not InfluxDB’s', async () => {
  const { store, asked } = await influxThat((_, response) => response.end(EMPTY));
  const history = new History(ledger, store);
  const backwards = history.ask((of) => of.mix({ ...SPAN, to: -1 }));
  await expect(backwards).rejects.toBeInstanceOf(DomainError);
  expect([history.source, asked()]).toEqual(['influx', 0]);
});

test('an InfluxDB that never answers is given up', async () => {
  const patience = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort(new Error('too late')));
  onTestFinished(() => patience.mockRestore());
  const { store } = await influxThat(() => undefined);
  expect((await new History(ledger, store).ask(mix)).source).toBe('ledger-for-influx');
  expect(patience).toHaveBeenCalledWith(5_000);
});
