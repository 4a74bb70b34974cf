import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ThroughputSeries } from '../../domain/wire/http-api.ts';
import type { HistoryResult } from '../demo-history/history.ts';
import { DEMO_YARDS } from '../demo-yard/yards.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startWithHistory } from './history-system.ts';

const SPAN = { from: '2026-11-19', until: '2026-11-20' } as const;
const folder = temporaryFolder('history-full-');
afterAll(() => folder.remove());

/** Tells two days and gives what the run came to, with the ledger's kilograms by grade and by partner. */
async function told(): Promise<{ result: HistoryResult; kilograms: ThroughputSeries[] }> {
  const system = await startWithHistory(SPAN, 5);
  try {
    const series = DEMO_YARDS.flatMap(({ id }) =>
      ['grade', 'partner'].map((by) => {
        const query = `yard=${id}&from=${SPAN.from}&to=${SPAN.until}&every=1d&by=${by}`;
        return system.get<ThroughputSeries>(`/api/series/throughput?${query}`);
      }),
    );
    return { result: system.result, kilograms: await Promise.all(series) };
  } finally {
    await system.stop();
    system.remove();
  }
}

it('a history told twice comes to the same kilograms, those of its plan', async () => {
  const [once, again] = [await told(), await told()];
  const { trucks, photos, acts, disputes, account, differences } = once.result;
  expect(differences).toEqual([]);
  expect(account.received).toBe(account.written + account.pending + account.rejected);
  expect(account).toMatchObject({ pending: 0, rejected: 0 });
  expect([trucks > 60, photos > 5, acts > 0, disputes > 2]).toEqual([true, true, true, true]);

  expect(again.kilograms).toEqual(once.kilograms);
  expect(again.result.months).toEqual(once.result.months);
  const grades = new Set(once.kilograms.flatMap(({ key }) => key));
  expect(grades.size).toBeGreaterThan(5);
}, 240_000);

it('a folder that holds something is left alone', () => {
  const { path } = folder;
  writeFileSync(join(path, 'mine.txt'), 'kept');
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'test/demo-history/main.ts', '--weeks', '1'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, DATA_DIR: path },
    encoding: 'utf8',
  });
  expect(run.status).toBe(1);
  expect(run.stderr).toContain('is not empty');
});
