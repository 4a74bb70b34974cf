import { beforeAll, describe, expect, it } from 'vitest';
import { Classifier } from '../../../collector/grading/classify.ts';
import { GRADES, likeliestGrade } from '../../../domain/grades.ts';
import { paintScrap } from '../../demo-yard/painter/paint-scrap.ts';
import { shippedModel } from './model-dir.ts';

/** A small picture is painted four times as fast, and the model looks at 224 pixels anyway. */
const SMALL = { width: 640, height: 360 };

describe('the shipped model', () => {
  let classifier: Classifier;
  beforeAll(async () => {
    classifier = await Classifier.load(await shippedModel());
  });

  it.each(GRADES)('recognises painted pictures of %s', async (grade) => {
    // seeds far from those of the training pictures
    const seeds = [5, 6, 7, 8, 9];
    const said = await Promise.all(
      seeds.map(
        async (seed) =>
          likeliestGrade((await classifier.classify(await paintScrap({ grade, seed, ...SMALL }))).probabilities)?.grade,
      ),
    );
    expect(said.filter((one) => one === grade).length).toBeGreaterThanOrEqual(4);
  });

  it('gives probabilities that sum to one, and an embedding of fixed length', async () => {
    const { probabilities, embedding } = await classifier.classify(
      await paintScrap({ grade: 'cast', seed: 3, ...SMALL }),
    );
    expect(Object.values(probabilities).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
    expect(embedding).toHaveLength(256);
    expect(embedding.every(Number.isFinite)).toBe(true);
  });

  it('is less sure of mixed loads than of pure ones', async () => {
    const confidence = async (lowConfidence: boolean) => {
      let sum = 0;
      for (const [seed, grade] of GRADES.entries()) {
        const jpeg = await paintScrap({ grade, seed: 40 + seed, lowConfidence, ...SMALL });
        sum += likeliestGrade((await classifier.classify(jpeg)).probabilities)?.confidence ?? 0;
      }
      return sum / GRADES.length;
    };
    expect(await confidence(true)).toBeLessThan(await confidence(false));
  });
});
