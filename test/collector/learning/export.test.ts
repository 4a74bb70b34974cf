import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportDataset } from '../../../collector/learning/export.ts';
import { sideOf } from '../../../collector/learning/split-by-truck.ts';
import { YARD } from '../visits/yard-day.ts';
import { saidOf, YardWithCorrections } from './yard-with-corrections.ts';

let folder: string;
let yard: YardWithCorrections;
const pathOf = (sha256: string) => join(folder, `${sha256}.photo`);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scalehouse-export-'));
  yard = new YardWithCorrections();
});
afterEach(() => {
  yard.ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Trucks of two photos each; the first is corrected, the second has the visit's grade. */
function correctedTrucks(count: number): void {
  for (let truck = 0; truck < count; truck += 1) {
    const ids = [`p${truck}a`, `p${truck}b`];
    const visit = yard.truck(`부산86바${1_000 + truck}`, ids);
    for (const id of ids) {
      yard.judge(id, saidOf('heavy'));
      writeFileSync(pathOf(`sha-${id}`), `photo ${id}`);
    }
    yard.correct(visit, 'cast', ids[0]);
    yard.correct(visit, 'heavy');
  }
}

describe('an exported set', () => {
  it('holds every corrected photo below its side and grade, and says who gave the grade, when and why', async () => {
    correctedTrucks(1);
    const manifest = await exportDataset(yard.ledger, YARD, pathOf, join(folder, 'out'));
    const [first, second] = manifest.photos;
    const side = sideOf(first?.visit ?? '');
    expect(first).toEqual({
      file: `${side}/cast/sha-p0a.jpg`,
      split: side,
      grade: 'cast',
      sha256: 'sha-p0a',
      at: '2026-03-02T09:00:02.000+09:00',
      visit: expect.any(String),
      camera: 'bay1/frame-1',
      correction: { id: 'c1', at: '2026-03-02T09:00:05.000+09:00', by: 'kim', reason: 'GRADE_WRONG' },
      model: { version: 'v1', sha256: 'd1', grade: 'heavy', confidence: 0.9 },
    });
    expect(second).toMatchObject({ file: `${side}/heavy/sha-p0b.jpg`, correction: { id: 'c2' } });
    expect(readFileSync(join(folder, 'out', first?.file ?? ''), 'utf8')).toBe('photo p0a');
    expect(JSON.parse(readFileSync(join(folder, 'out', 'manifest.json'), 'utf8'))).toEqual(manifest);
  });

  it('has no truck on both sides, and trucks on both', async () => {
    correctedTrucks(24);
    const { photos } = await exportDataset(yard.ledger, YARD, pathOf, join(folder, 'out'));
    expect(photos).toHaveLength(48);
    const trucksOn = (side: string) => new Set(photos.filter(({ split }) => split === side).map(({ visit }) => visit));
    expect([...trucksOn('test')].filter((visit) => trucksOn('train').has(visit))).toEqual([]);
    expect(trucksOn('test').size + trucksOn('train').size).toBe(24);
    expect(trucksOn('test').size).toBeGreaterThan(0);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['manifest.json', 'test', 'train']);
  });

  it('names the photos that are kept no longer', async () => {
    correctedTrucks(1);
    rmSync(pathOf('sha-p0b'));
    expect(await exportDataset(yard.ledger, YARD, pathOf, join(folder, 'out'))).toMatchObject({
      photos: [{ sha256: 'sha-p0a' }],
      missing: ['sha-p0b'],
    });
  });

  it('takes the place of an earlier one, whose grades may have changed', async () => {
    correctedTrucks(1);
    const out = join(folder, 'out');
    const [before] = (await exportDataset(yard.ledger, YARD, pathOf, out)).photos;
    yard.correct(before?.visit ?? '', 'pressed', 'p0a');
    const [after] = (await exportDataset(yard.ledger, YARD, pathOf, out)).photos;
    expect(after?.file).toBe(`${after?.split}/pressed/sha-p0a.jpg`);
    expect(existsSync(join(out, after?.file ?? ''))).toBe(true);
    expect(existsSync(join(out, before?.file ?? ''))).toBe(false);
  });

  it('of a yard without corrections is an empty manifest', async () => {
    await exportDataset(yard.ledger, YARD, pathOf, join(folder, 'out'));
    expect(readdirSync(join(folder, 'out'))).toEqual(['manifest.json']);
  });
});
