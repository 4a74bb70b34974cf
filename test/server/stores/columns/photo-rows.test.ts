import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { countPhotos } from '../../../../server/stores/columns/photo-counts.ts';
import { photoRows } from '../../../../server/stores/columns/photo-rows.ts';
import type { PhotoSelection } from '../../../../server/stores/columns/photo-selection.ts';
import { Ledger } from '../../../../server/stores/ledger.ts';
import { tempDir } from '../../build.ts';
import { LedgerRows } from '../../ledger-rows.ts';

const START = Date.parse('2026-11-20T00:00:00+09:00');
const ALL: PhotoSelection = {
  ...{ scope: { yards: null, partner: null, works: null }, yards: ['yard-a', 'yard-b'] },
  ...{ from: START, to: START + 86_400_000, partners: null, grades: null, direction: null },
  ...{ cameras: null, confidence: null, flags: null },
};

const counted = (ledger: Ledger, selection: PhotoSelection, limits: number[], exactUpTo = 0) => {
  const steps = countPhotos(ledger, selection, { limits, exactUpTo });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};

test('photos of one instant are read once each, however small the batches and from whichever yards', async () => {
  const dataDir = await tempDir();
  const rows = new LedgerRows(dataDir);
  const ledger = new Ledger(dataDir);
  onTestFinished(() => {
    ledger.close();
    rows.close();
  });
  // seven photos an instant, their rows not in the order of time
  for (let n = 0; n < 60; n += 1) {
    const [yard, at] = [n % 3 === 0 ? 'yard-b' : 'yard-a', START + (59 - n - ((59 - n) % 7)) * 1_000];
    const event = rows.event({ yard, kind: 'frame', id: `f${n}`, at, role: n % 10 === 9 ? 'refused' : 'frame' });
    if (n % 6 !== 5) rows.judged(event, 'heavy', n / 100);
  }
  for (const yards of [['yard-a', 'yard-b'], ['yard-a']]) {
    const selection = { ...ALL, yards };
    const [whole = []] = [...photoRows(ledger, selection)];
    expect(whole.length).toBeGreaterThan(25);
    expect(whole.map(([at]) => at)).toEqual(whole.map(([at]) => at).sort((a, b) => a - b));
    expect(counted(ledger, selection, [1_000], 1_000)).toMatchObject({ rows: whole.length, isExact: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (size) => {
        expect([...photoRows(ledger, selection, size)].flat()).toEqual(whole);
      }),
    );
  }
});

test('a hundred million photos are counted by an index alone, and none is read', () => {
  const asked: string[] = [];
  const row = (sql: string) => {
    asked.push(sql);
    return { n: 50_000_000 };
  };
  const ledger = { read: (query: (database: object) => unknown) => query({ row }) } as unknown as Ledger;
  const { rows, isExact } = counted(ledger, { ...ALL, cameras: ['bay/cam-1'] }, [100_000]);
  expect([rows, isExact]).toEqual([100_000_000, false]);
  expect(asked).toHaveLength(2);
  expect(asked.every((sql) => sql.includes('INDEXED BY event_by_time') && !sql.includes('JOIN'))).toBe(true);
  const some = { ...ALL, scope: { ...ALL.scope, works: ['포항제철소'] } };
  expect(counted(ledger, some, [100_000]).rows).toBeLessThan(100_000_000);
});

test('a ledger that is not there has nothing', async () => {
  const ledger = new Ledger(join(await tempDir(), 'nowhere'));
  expect([...photoRows(ledger, ALL)]).toEqual([]);
  expect(counted(ledger, ALL, [1]).rows).toBe(0);
});
