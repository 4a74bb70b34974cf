import { expect, onTestFinished, test } from 'vitest';
import { Ledger } from '../../../../server/stores/ledger.ts';
import { byLength } from '../../../../server/stores/series/by-length.ts';
import { EmbeddedSeries } from '../../../../server/stores/series/embedded-series.ts';
import { LedgerThread } from '../../../../server/stores/series/ledger-thread.ts';
import { SeriesTables } from '../../../../server/stores/series/series-tables.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { GENERATED, kst, SHIFTS, TOLD, tellWorld } from './world.ts';

function open() {
  const folder = temporaryFolder('scalehouse-thread-');
  const { ledger } = tellWorld(folder.path);
  const reader = new Ledger(folder.path);
  const thread = new LedgerThread(folder.path);
  onTestFinished(async () => {
    await thread.close();
    reader.close();
    ledger.close();
    folder.remove();
  });
  return { here: new SeriesTables(new EmbeddedSeries(reader)), thread };
}

const YEAR = { from: kst('2028-01-01T00:00:00'), to: kst('2029-01-01T00:00:00'), rowsAtMost: 1_000_000 };

test('the thread answers every question as the ledger does here', async () => {
  const { here, thread } = open();
  const request = { ...YEAR, yard: TOLD, every: 'shift' as const, shifts: SHIFTS };
  const now = kst('2028-07-01T00:00:00');
  expect(await thread.throughput({ ...request, by: 'partner' })).toEqual(
    await here.throughput({ ...request, by: 'partner' }),
  );
  expect(await thread.mix(request)).toEqual(await here.mix(request));
  expect(await thread.flows({ ...request, yard: GENERATED })).toEqual(
    await here.flows({ ...request, yard: GENERATED }),
  );
  expect(await thread.inspections(request)).toEqual(await here.inspections(request));
  expect(await thread.availability({ ...request, now })).toEqual(await here.availability({ ...request, now }));
  expect(await thread.indicators(request)).toEqual(await here.indicators(request));
  const budget = { ...YEAR, project: 'p 1', every: '1mo' as const, shifts: [] };
  expect(await thread.budget(budget)).toEqual(await here.budget(budget));
});

test('a wrong question is refused there as here, and the next one is answered', async () => {
  const { thread } = open();
  const request = { ...YEAR, yard: TOLD, every: '1d' as const, shifts: [] };
  const refused = { code: 'BAD_REQUEST', params: { field: 'every' } };
  await expect(thread.mix({ ...request, rowsAtMost: 1 })).rejects.toMatchObject(refused);
  expect((await thread.throughput({ ...request, by: 'direction' })).length).toBe(366 * 2);
});

test('a thread that ends fails what it was asked, and another one begins', async () => {
  const { thread } = open();
  const request = { ...YEAR, yard: TOLD, every: '1d' as const, shifts: [] };
  const asked = thread.mix(request);
  const failed = expect(asked).rejects.toThrow('has ended');
  await thread.close();
  await failed;
  expect((await thread.mix(request)).length).toBeGreaterThan(0);
});

test('a month is read here and a year on the thread', async () => {
  const { here } = open();
  const refusing = new Proxy({} as LedgerThread, {
    get: () => () => Promise.reject(new Error('on the thread')),
  });
  const store = byLength(here, refusing);
  const request = { ...YEAR, yard: TOLD, every: '1d' as const, shifts: [] };
  expect((await store.mix({ ...request, to: kst('2028-02-01T00:00:00') })).length).toBeGreaterThan(0);
  await expect(store.mix(request)).rejects.toThrow('on the thread');
});
