import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { verifyYard } from '../../../collector/slips/verify.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { YardWithSlips } from './yard-with-slips.ts';

const TRUCKS = 60;
/** Three writes make a slip, twenty slips a transaction: in the first slip, in a batch, at the first write after a commit. */
const DEATHS = [1, 42, 61, 62];

it('leaves no gap, no number twice and a whole chain, wherever the issuing process is killed', () => {
  const folder = temporaryFolder('kill-slips-');
  onTestFinished(() => folder.remove());
  const yard = new YardWithSlips(Ledger.in(folder.path));
  // only what is issued has to be on disk at every commit
  yard.ledger.run('PRAGMA synchronous=OFF');
  const at = yard.now;
  for (let truck = 0; truck < TRUCKS; truck += 1)
    yard.truck({ ticket: `T${truck}`, plate: `부산86바${1000 + truck}`, at });
  const now = yard.now + 60_000;
  yard.ledger.close();
  const issue = (dieAt: number) => {
    const child = join(import.meta.dirname, 'issuing-child.ts');
    const args = ['--import', 'tsx', child, folder.path, String(now), String(dieAt)];
    const { signal, status } = spawnSync(process.execPath, args);
    return signal ?? status;
  };

  const counts = DEATHS.map((dieAt) => {
    expect(issue(dieAt)).toBe('SIGKILL');
    const ledger = Ledger.in(folder.path);
    const { faults, slips } = verifyYard(ledger, 'y1');
    expect(faults).toEqual([]);
    expect(slips + (ledger.first<{ n: number }>('SELECT count(*) AS n FROM slip_due')?.n ?? 0)).toBe(TRUCKS);
    ledger.close();
    return slips;
  });
  expect(counts).toEqual([0, 0, 20, 40]);
  expect(issue(0)).toBe(0);

  const ledger = Ledger.in(folder.path);
  const numbers = ledger
    .all<{ number: string }>('SELECT number FROM slip_row ORDER BY seq')
    .map(({ number }) => number);
  const running = Array.from({ length: TRUCKS }, (_, index) => `20260302-${String(index + 1).padStart(4, '0')}`);
  expect(numbers).toEqual(running);
  const visits = ledger.all<{ visit: string }>('SELECT DISTINCT visit FROM slip_row');
  expect(visits).toHaveLength(TRUCKS);
  expect(verifyYard(ledger, 'y1')).toMatchObject({ faults: [], versions: TRUCKS });
  ledger.close();
}, 60_000);
