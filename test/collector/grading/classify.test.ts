import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { Classifier } from '../../../collector/grading/classify.ts';
import { GRADES, type Grade, likeliestGrade } from '../../../domain/grades.ts';
import { paintScrap } from '../../demo-yard/painter/paint-scrap.ts';
import { shippedModel } from './model-dir.ts';
import { hasSharedData, jpegsIn, notScrapPhotos, scrapPhotos } from './shared-data.ts';

/** The size that the demo yard paints; the model was trained at it. */
const SIZE = { width: 1280, height: 720 };
const KNOWN = GRADES.filter((grade) => grade !== 'light' && grade !== 'guillotine');

describe('the shipped model', () => {
  let classifier: Classifier;
  beforeAll(async () => {
    classifier = await Classifier.load(await shippedModel());
  });

  const judge = async (grade: Grade, seed: number, more = {}) =>
    classifier.classify(await paintScrap({ grade, seed, ...SIZE, ...more }));

  it.each(KNOWN)('recognises painted pictures of %s', async (grade) => {
    // seeds far from those of the training pictures
    const judgements = await Promise.all([5, 6, 7, 8, 9].map((seed) => judge(grade, seed)));
    const right = judgements.filter(({ probabilities }) => likeliestGrade(probabilities)?.grade === grade);
    expect(right.length).toBeGreaterThanOrEqual(4);
  });

  it('says nothing of grades that no photo taught it', async () => {
    const { probabilities } = await judge('light', 3);
    expect(Object.keys(probabilities)).toEqual(KNOWN);
  });

  it('gives probabilities that sum to one, and an embedding of length one', async () => {
    const { probabilities, embedding, distance, unusable } = await judge('cast', 3);
    expect(Object.values(probabilities).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
    expect(embedding).toHaveLength(classifier.card.outputs.embeddingLength);
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 4);
    expect(distance).toBeLessThan(classifier.card.domain.threshold);
    expect(unusable).toBeNull();
  });

  it('is less sure of mixed loads than of pure ones', async () => {
    const confidence = async (lowConfidence: boolean) => {
      let sum = 0;
      for (const [seed, grade] of KNOWN.entries()) {
        const { probabilities } = await judge(grade, 40 + seed, { lowConfidence });
        sum += likeliestGrade(probabilities)?.confidence ?? 0;
      }
      return sum / KNOWN.length;
    };
    expect(await confidence(true)).toBeLessThan(await confidence(false));
  });

  it('looks at the region alone', async () => {
    const left = await paintScrap({ grade: 'turnings', seed: 6, ...SIZE });
    const right = await paintScrap({ grade: 'new_bale', seed: 6, ...SIZE });
    const both = await sharp({ create: { width: 2560, height: 720, channels: 3, background: '#000' } })
      .composite([
        { input: left, left: 0, top: 0 },
        { input: right, left: 1280, top: 0 },
      ])
      .jpeg({ quality: 95 })
      .toBuffer();
    const half = (from: number) => [
      { x: from, y: 0 },
      { x: from + 0.5, y: 0 },
      { x: from + 0.5, y: 1 },
      { x: from, y: 1 },
    ];
    const said = async (from: number) =>
      likeliestGrade((await classifier.classify(both, half(from))).probabilities)?.grade;
    expect(await said(0)).toBe('turnings');
    expect(await said(0.5)).toBe('new_bale');
  });

  describe.runIf(hasSharedData)('on real photos', () => {
    // it learned from these photos of scrap: this pins the file, it measures nothing
    it('answers what was written down when it was made', async () => {
      const metrics = JSON.parse(await readFile(path.join(await shippedModel(), 'metrics.json'), 'utf8'));
      for (const { file, probabilities, embeddingStart } of metrics.shippedOutputs) {
        const judgement = await classifier.classify(await readFile(path.join(scrapPhotos, file)));
        for (const grade of KNOWN) {
          expect(Math.abs((judgement.probabilities[grade] ?? 0) - probabilities[grade])).toBeLessThan(0.05);
        }
        embeddingStart.forEach((value: number, at: number) => {
          expect(Math.abs((judgement.embedding[at] ?? 0) - value)).toBeLessThan(0.02);
        });
      }
    });

    it('finds household objects out of domain', async () => {
      const files = jpegsIn(notScrapPhotos).filter((_, at) => at % 10 === 0);
      const judgements = await Promise.all(files.map(async (file) => classifier.classify(await readFile(file))));
      const foreign = judgements.filter(({ isOutOfDomain }) => isOutOfDomain);
      expect(foreign.length / judgements.length).toBeGreaterThanOrEqual(0.95);
    });
  });
});
