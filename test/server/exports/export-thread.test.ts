import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FileRequest } from '../../../server/exports/export-messages.ts';
import { ExportThread } from '../../../server/exports/export-thread.ts';
import { tempDir } from '../build.ts';
import { LedgerRows } from '../ledger-rows.ts';
import { kst, truck } from './world.ts';

const everyone = { yards: null, partner: null, works: null };
const FILE: FileRequest = {
  ...{ kind: 'inspections', every: '1d', only: 'all', format: 'csv', language: 'en' },
  selection: {
    ...{
      scope: everyone,
      yards: ['yard-a', 'yard-b'],
      from: kst('2026-11-01T00:00:00'),
      to: kst('2026-12-01T00:00:00'),
    },
    ...{ partners: null, grades: null, direction: null, cameras: null, confidence: null, flags: null },
  },
};

async function withThread(): Promise<ExportThread> {
  const dataDir = await tempDir();
  const rows = new LedgerRows(dataDir);
  for (let n = 0; n < 40; n += 1) truck(rows, n, '가람');
  rows.close();
  const thread = new ExportThread(dataDir);
  onTestFinished(() => thread.close());
  return thread;
}

async function textOf(thread: ExportThread): Promise<string> {
  const chunks = await thread.file(FILE).toArray();
  return Buffer.concat(chunks).toString();
}

test('files of several readers are made at the same time, each whole', async () => {
  const thread = await withThread();
  const texts = await Promise.all([1, 2, 3].map(() => textOf(thread)));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]?.split('\r\n')).toHaveLength(42);
});

test('a reader that goes away ends its file, and others go on', async () => {
  const thread = await withThread();
  const gone = thread.file(FILE);
  await once(gone, 'readable');
  gone.destroy();
  await once(gone, 'close');
  expect((await textOf(thread)).split('\r\n')).toHaveLength(42);
});

test('a ledger that is not there yet has no rows', async () => {
  const thread = new ExportThread(join(await tempDir(), 'nowhere'));
  onTestFinished(() => thread.close());
  expect(await thread.count(FILE, { limits: [10] })).toEqual({ rows: 0, isExact: true, days: [] });
  expect((await textOf(thread)).split('\r\n')).toHaveLength(2);
});

test('a thread that ends fails what it was asked, and the next question begins another', async () => {
  const thread = await withThread();
  const asked = thread.count(FILE, { limits: [10] });
  const failed = expect(asked).rejects.toThrow('has ended');
  await thread.close();
  await failed;
  expect((await thread.count(FILE, { limits: [10] })).rows).toBe(40);
});
