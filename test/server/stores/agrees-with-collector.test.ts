import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelledPhotos } from '../../../collector/learning/labelled-photos.ts';
import { type ModelAction, Models } from '../../../collector/learning/models.ts';
import { Ledger } from '../../../server/stores/ledger.ts';
import { lineageOf } from '../../../server/stores/models/lineage.ts';
import { modelRowsOf } from '../../../server/stores/models/model-rows.ts';
import { ModelStore } from '../../../server/stores/models/models.ts';
import { VisitStore } from '../../../server/stores/visits.ts';
import { NOW, saidOf, YardWithCorrections } from '../../collector/learning/yard-with-corrections.ts';
import { TENANT, YARD } from '../../collector/visits/yard-day.ts';
import { tempDir } from '../build.ts';

/** The collector decides by the ledger what it learns and which model runs; the server tells people the same of it. */

const PHOTOS = ['p1', 'p2', 'p3'];
const photo = fc.constantFrom(...PHOTOS);
const grade = fc.constantFrom('cast' as const, 'pressed' as const);
const said = fc.constantFrom({}, {}, { isOutOfDomain: true }, { unusable: 'DARK' as const }, null);
const wish = fc.oneof(
  fc.record({ grade, photo, bySha: fc.boolean() }),
  fc.record({ grade }),
  fc.constant({ grades: { heavy: 20_000 } }),
  fc.record({ withdraws: fc.nat() }),
);

async function open() {
  const dataDir = await tempDir();
  const yard = new YardWithCorrections(join(dataDir, 'ledger.sqlite'));
  const models = new Models(yard.ledger, { shippedDir: dataDir, dataDir, shipped: 'v1' });
  const row = { tenant: TENANT, yard: YARD, at: NOW, sha256: '', by: 'kim', reason: 'x', command: 'c' };
  const record = (action: ModelAction, version: string, corrections: readonly string[] = []) =>
    models.record({ ...row, action, version, detail: { corrections } });
  return { dataDir, yard, models, record, ledger: new Ledger(dataDir) };
}

test('of which corrections a version learns, and which photos they label', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { minLength: 3, maxLength: 3 }),
      fc.array(wish, { maxLength: 8 }),
      async (says, wishes) => {
        const { dataDir, yard, record, ledger } = await open();
        const visit = yard.truck('부산86바1234', PHOTOS);
        for (const [n, more] of says.entries()) if (more) yard.judge(PHOTOS[n] ?? '', saidOf('heavy', more));
        const shas = yard.ledger.all<{ id: string; sha256: string }>(
          `SELECT id, sha256 FROM event WHERE kind = 'frame'`,
        );
        const ids: string[] = [];
        for (const one of wishes) {
          if ('withdraws' in one) {
            if (ids.length > 0) yard.ask('correction', { visit, withdraws: ids[one.withdraws % ids.length] });
          } else if ('photo' in one) {
            const frame = one.bySha ? shas.find(({ id }) => id === one.photo)?.sha256 : one.photo;
            ids.push(yard.correct(visit, one.grade, frame));
          } else ids.push(yard.ask('correction', { visit, ...one }));
        }
        const labelled = labelledPhotos(yard.ledger, YARD);
        const labels = [...new Set(labelled.map(({ correction }) => correction.id))];
        const store = new ModelStore(ledger, dataDir, dataDir);
        expect((await store.yardModels(YARD, NOW)).unlearned).toBe(labels.length);
        record('made', 'own', labels);
        expect((await store.yardModels(YARD, NOW)).unlearned).toBe(0);
        const frames = new VisitStore(ledger).detail(visit)?.frames ?? [];
        const learned = frames.filter(({ learnedBy }) => learnedBy === 'own').map(({ id }) => id);
        expect(learned.sort()).toEqual(labelled.map(({ id }) => id).sort());
        ledger.close();
        yard.ledger.close();
      },
    ),
    { numRuns: 40 },
  );
});

test('which version runs, which one beside it, and where a roll-back leads', async () => {
  const version = fc.constantFrom('a', 'b', 'c');
  const step = fc.oneof(
    fc.record({ promote: version }),
    fc.record({ shadow: version }),
    fc.constant('roll-back' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { yard, models, record, ledger } = await open();
      // as the collector carries commands out: what is made current is a shadow no more
      const makeCurrent = (action: ModelAction, to: string) => {
        if (models.shadowOf(YARD) === to) record('unshadowed', to);
        record(action, to);
      };
      for (const one of steps) {
        if (one === 'roll-back') {
          const back = models.previousOf(YARD);
          if (back !== null) makeCurrent('rolled-back', back);
        } else if ('shadow' in one) {
          if (one.shadow !== models.currentOf(YARD)) record('shadowed', one.shadow);
        } else makeCurrent('promoted', one.promote);
        const told = ledger.read((database) => lineageOf(modelRowsOf(database, YARD), 'v1'), null);
        expect([told?.current, told?.previous, told?.shadow]).toEqual([
          models.currentOf(YARD),
          models.previousOf(YARD),
          models.shadowOf(YARD),
        ]);
      }
      ledger.close();
      yard.ledger.close();
    }),
    { numRuns: 40 },
  );
});
