import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Classifier, type Judgement } from '../../../collector/grading/classify.ts';
import { loadModelFiles } from '../../../collector/grading/model-files.ts';
import { type Grade, likeliestGrade } from '../../../domain/grades.ts';
import type { HeldOut } from './held-out-trucks.ts';
import { shippedModel } from './model-dir.ts';
import { hasSharedData, scrapPhotos } from './shared-data.ts';

/** A model that never learned from the photos of its fold (`main.py fold-model 0`), quantised as the one that ships. */
const FOLD = 0;
const foldModel = path.join(import.meta.dirname, 'fixtures/fold-0');
const SIX: Grade[] = ['new_bale', 'heavy', 'shredded', 'turnings', 'pressed', 'cast'];

interface Row {
  readonly photo: HeldOut;
  readonly judgement: Judgement;
  readonly said: Grade | undefined;
}

let once: Promise<Row[]> | undefined;
/** Every photo as the product judges it with the fold's model. */
const judgedBy = (photos: readonly HeldOut[]): Promise<Row[]> => {
  once ??= judgeAll(photos);
  return once;
};

async function judgeAll(photos: readonly HeldOut[]): Promise<Row[]> {
  const classifier = await Classifier.load(foldModel);
  const rows: Row[] = [];
  for (const photo of photos) {
    const judgement = await classifier.classify(await readFile(path.join(scrapPhotos, photo.file)));
    rows.push({ photo, judgement, said: likeliestGrade(judgement.probabilities)?.grade });
  }
  return rows;
}

describe('the model of one fold', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the file is the thing under test
  let metrics: any;
  let card: string;
  let photos: HeldOut[];
  beforeAll(async () => {
    const folder = await shippedModel();
    metrics = JSON.parse(await readFile(path.join(folder, 'metrics.json'), 'utf8'));
    card = await readFile(path.join(folder, 'card.md'), 'utf8');
    photos = metrics.heldOut.filter(({ fold }: HeldOut) => fold === FOLD);
  });

  it('learned from the photos of the other folds and from no photo of its own, nor from one that resembles it', async () => {
    const { base } = await loadModelFiles(foldModel);
    const learned = base.examples.filter(({ source }) => source === 'real');
    expect(learned).toHaveLength(metrics.heldOut.length - photos.length);
    const own = new Set(photos.map(({ group }) => group));
    expect(learned.filter(({ group }) => own.has(group))).toEqual([]);
  });

  describe.runIf(hasSharedData)('on the photos that it never saw', { timeout: 180_000 }, () => {
    it("reaches the accuracy and the macro-F1 of its line of the card's table", async () => {
      const judged = await judgedBy(photos);
      const told = metrics.folds.find(({ fold }: { fold: number }) => fold === FOLD);
      const count = (which: (row: Row) => boolean) => judged.filter(which).length;
      const accuracy = count(({ photo, said }) => said === photo.grade) / judged.length;
      const f1 = SIX.map((grade) => {
        const right = count(({ photo, said }) => said === grade && photo.grade === grade);
        return (2 * right) / (count(({ said }) => said === grade) + count(({ photo }) => photo.grade === grade));
      });
      const macroF1 = f1.reduce((sum, one) => sum + one, 0) / SIX.length;
      expect(accuracy).toBeCloseTo(told.accuracy, 4);
      expect(macroF1).toBeCloseTo(told.macroF1SixGrades, 4);
      const percent = (100 * told.accuracy).toFixed(1);
      expect(card).toContain(`| ${FOLD} | ${judged.length} | ${percent} % | ${told.macroF1SixGrades.toFixed(2)} |`);
    });

    it('says of each photo what the table of figures was made from', async () => {
      for (const { photo, judgement, said } of await judgedBy(photos)) {
        expect(said, photo.file).toBe(photo.said);
        for (const [grade, probability] of Object.entries(photo.probabilities)) {
          expect(Math.abs((judgement.probabilities[grade as Grade] ?? 0) - probability), photo.file).toBeLessThan(0.04);
        }
      }
    });
  });
});
