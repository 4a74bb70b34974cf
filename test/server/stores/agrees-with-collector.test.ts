import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelledPhotos } from '../../../collector/learning/labelled-photos.ts';
import { type ModelAction, Models } from '../../../collector/learning/models.ts';
import { apportion } from '../../../domain/apportion.ts';
import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import type { VisitFrame } from '../../../domain/wire/http-api.ts';
import type { SlipContent } from '../../../domain/wire/slips-api.ts';
import { Ledger } from '../../../server/stores/ledger.ts';
import { lineageOf } from '../../../server/stores/models/lineage.ts';
import { modelRowsOf } from '../../../server/stores/models/model-rows.ts';
import { ModelStore } from '../../../server/stores/models/models.ts';
import { VisitStore } from '../../../server/stores/visits.ts';
import { NOW, saidOf, YardWithCorrections } from '../../collector/learning/yard-with-corrections.ts';
import { TENANT, YARD } from '../../collector/visits/yard-day.ts';
import { tempDir } from '../build.ts';

/** The collector decides by the ledger what a visit holds, what it learns and which model runs; the server tells people the same. */

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

type Mix = Record<string, number>;

/** The mean of mixes by their weights. */
function mean(parts: readonly (readonly [mix: Mix, weight: number])[]): Mix {
  const total = parts.reduce((sum, [, weight]) => sum + weight, 0);
  const of = (bucket: string) => parts.reduce((sum, [mix, weight]) => sum + ((mix[bucket] ?? 0) * weight) / total, 0);
  return Object.fromEntries(GRADE_BUCKETS.flatMap((bucket) => (of(bucket) > 0 ? [[bucket, of(bucket)]] : [])));
}

/** What a photo says by what the API tells of it; null when it has no say. */
function saidBy({ state, probabilities, correctedGrade, outOfDomain, unusable }: VisitFrame): Mix | null {
  if (correctedGrade !== null) return { [correctedGrade]: 1 };
  if (state !== 'graded' || outOfDomain || unusable !== null) return null;
  const sum = Object.values(probabilities).reduce((all, share) => all + share, 0);
  return Object.fromEntries(Object.entries(probabilities).map(([bucket, share]) => [bucket, share / sum]));
}

function expectClose(mix: Mix, expected: Mix): void {
  expect(Object.keys(mix).sort()).toEqual(Object.keys(expected).sort());
  for (const [bucket, share] of Object.entries(expected)) expect(mix[bucket]).toBeCloseTo(share, 9);
}

test('what photos, lifts and the visit say: each is the mean of the one before, and the visit its kilograms', async () => {
  const shares = fc
    .record({ heavy: fc.integer({ min: 0, max: 9 }), cast: fc.integer({ min: 0, max: 9 }), pressed: fc.constant(1) })
    .map(({ heavy, cast, pressed }) => ({ heavy: heavy / 20, cast: cast / 20, pressed: pressed / 20 }));
  const number = fc.constantFrom(null, 1, 2, 3);
  const lift = fc.record({ kg: fc.integer({ min: 100, max: 3_000 }), lift: number });
  const picture = fc.record({ lift: number, shares, said, corrected: fc.option(grade) });
  await fc.assert(
    fc.asyncProperty(fc.array(lift, { maxLength: 4 }), fc.array(picture, { maxLength: 6 }), async (lifts, pictures) => {
      const { dataDir, yard, ledger } = await open();
      const photos = pictures.map((one, n) => ({ ...one, id: `p${n}` }));
      const visit = yard.truck(
        '부산86바1234',
        photos,
        lifts.map((one, n) => ({ ...one, id: `l${n}` })),
      );
      for (const { id, shares, said: more, corrected } of photos) {
        if (more) yard.judge(id, saidOf('heavy', { probabilities: shares, ...more }));
        if (corrected) yard.correct(visit, corrected, id);
      }
      yard.settle(visit);
      const store = new VisitStore(ledger);
      const detail = store.detail(visit);
      if (!detail) throw new Error(`no visit in ${dataDir}`);
      const says = (frames: readonly VisitFrame[]) =>
        frames.flatMap((frame): [Mix, number][] => {
          const mix = saidBy(frame);
          return mix ? [[mix, 1]] : [];
        });
      for (const { id, probabilities } of detail.lifts) {
        expectClose(probabilities, mean(says(detail.frames.filter(({ liftId }) => liftId === id))));
      }
      const judged = detail.lifts.filter(({ probabilities }) => Object.keys(probabilities).length > 0);
      const parts = judged.map(({ probabilities, kg }): [Mix, number] => [probabilities, kg]);
      expectClose(detail.probabilities, mean(parts.length > 0 ? parts : says(detail.frames)));
      const mix: Mix = says(detail.frames).length > 0 ? detail.probabilities : { unjudged: 1 };
      const kilograms = apportion(
        20_000,
        GRADE_BUCKETS.map((bucket) => mix[bucket] ?? 0),
      );
      const booked = GRADE_BUCKETS.map((bucket, n) => [bucket, kilograms[n] ?? 0] as const);
      expect(detail.rule).toMatch(/^weighted@/);
      expect(detail.grades).toEqual(Object.fromEntries(booked.filter(([, kg]) => kg > 0)));
      ledger.close();
      yard.ledger.close();
    }),
    { numRuns: 60 },
  );
});

test('what a slip shows: the weighings, lifts, photos and corrections of the page of its visit', async () => {
  const number = fc.constantFrom(null, 1, 2, 3);
  const lift = fc.record({ kg: fc.integer({ min: 100, max: 3_000 }), lift: number });
  const picture = fc.record({ lift: number, said });
  await fc.assert(
    fc.asyncProperty(
      fc.array(lift, { maxLength: 3 }),
      fc.array(picture, { minLength: 3, maxLength: 3 }),
      fc.array(wish, { maxLength: 5 }),
      async (lifts, pictures, wishes) => {
        const { dataDir, yard, ledger } = await open();
        const photos = PHOTOS.map((id, n) => ({ id, lift: pictures[n]?.lift ?? null }));
        const visit = yard.truck(
          '부산86바1234',
          photos,
          lifts.map((one, n) => ({ ...one, id: `l${n}` })),
        );
        for (const [n, { said: more }] of pictures.entries())
          if (more) yard.judge(PHOTOS[n] ?? '', saidOf('heavy', more));
        const ids: string[] = [];
        for (const one of wishes) {
          if ('withdraws' in one) {
            if (ids.length > 0) yard.ask('correction', { visit, withdraws: ids[one.withdraws % ids.length] });
          } else if ('photo' in one) ids.push(yard.correct(visit, one.grade, one.photo));
          else ids.push(yard.ask('correction', { visit, ...one }));
        }
        yard.settle(visit);
        yard.ask('slip', { visit });
        const page = new VisitStore(ledger).detail(visit);
        const row = yard.ledger.first<{ content: string }>('SELECT content FROM slip_row');
        if (!page || !row) throw new Error(`no slip or no visit in ${dataDir}`);
        const slip = JSON.parse(row.content) as SlipContent;
        const { id, gross, tare, net, accepted, deduction, plate, rule, basis, confidence, exceptions } = page;
        expect(slip).toMatchObject({
          visit: id,
          gross,
          tare,
          net,
          accepted,
          deduction,
          plate,
          rule,
          basis,
          confidence,
          exceptions,
        });
        expect(Object.fromEntries(slip.grades.map(({ grade, netKg }) => [grade, netKg]))).toEqual(page.grades);
        expect(slip.weighings.map(({ role, at, kg, scale }) => ({ role, at, kg, scale }))).toEqual(
          page.weighings.map(({ role, at, kg, area, device }) => ({ role, at, kg, scale: `${area}/${device}` })),
        );
        expect(slip.lifts).toEqual(
          page.lifts.map(({ id, at, kg, lift, area, device }) => ({ id, at, kg, lift, crane: `${area}/${device}` })),
        );
        expect(
          slip.photos.map(({ model, camera, ...photo }) => ({
            ...photo,
            model: model === null ? null : slip.models[model],
          })),
        ).toEqual(
          page.frames.map(
            ({ sha256, at, liftId, state, grade, confidence, correctedGrade, outOfDomain, unusable, model }) => ({
              ...{ sha256, at, liftId, state, grade, confidence, correctedGrade, outOfDomain, unusable, model },
            }),
          ),
        );
        expect(slip.overrides).toEqual(page.corrections);
        ledger.close();
        yard.ledger.close();
      },
    ),
    { numRuns: 40 },
  );
});
