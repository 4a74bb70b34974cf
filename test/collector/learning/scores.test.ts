import { describe, expect, it } from 'vitest';
import { scoresOf } from '../../../collector/learning/scores.ts';
import type { Judged } from '../../../collector/learning/tally.ts';
import type { Grade } from '../../../domain/grades.ts';

const photo = (truck: string, truth: Grade, said: Grade, confidence = 0.9): Judged => ({
  truck,
  truth,
  said,
  confidence,
});

describe('the scores of a model', () => {
  it('are accuracy, macro-F1, and precision, recall and F1 of every grade that occurs', () => {
    const scores = scoresOf([
      photo('a', 'heavy', 'heavy'),
      photo('a', 'heavy', 'heavy'),
      photo('b', 'heavy', 'cast'),
      photo('c', 'cast', 'cast'),
    ]);
    expect(scores).toMatchObject({ accuracy: 0.75, photos: 4, trucks: 3 });
    const [cast, heavy] = scores.grades;
    expect(cast).toMatchObject({ grade: 'cast', photos: 1, precision: 0.5, recall: 1, f1: 2 / 3 });
    expect(heavy).toMatchObject({ grade: 'heavy', photos: 3, precision: 1, recall: 2 / 3 });
    expect(heavy?.f1).toBeCloseTo(0.8, 10);
    expect(scores.macroF1).toBeCloseTo((2 / 3 + 0.8) / 2, 10);
  });

  it('count a grade that was only said by mistake against the others, and give it no line', () => {
    const scores = scoresOf([photo('a', 'heavy', 'cast'), photo('b', 'heavy', 'heavy')]);
    expect(scores.grades.map(({ grade }) => grade)).toEqual(['heavy']);
    expect(scores.macroF1).toBeCloseTo(2 / 3, 10);
  });

  it('draw whole trucks for the intervals: one truck with many photos is one witness', () => {
    const many = (trucks: number) =>
      Array.from({ length: 40 }, (_, i) => photo(`t${i % trucks}`, 'heavy', i % 2 === 0 ? 'heavy' : 'cast'));
    const width = (judged: Judged[]) => scoresOf(judged).high - scoresOf(judged).low;
    expect(width(many(40))).toBeLessThan(width(many(2)));
    expect(scoresOf(many(2))).toMatchObject({ low: 0, high: 1 });
    expect(scoresOf(many(1))).toMatchObject({ low: 0.5, high: 0.5 });
  });

  it('have an interval of macro-F1 that holds it, and name the grades it is the mean of', () => {
    const judged = Array.from({ length: 40 }, (_, i) =>
      photo(`t${i}`, i % 2 ? 'heavy' : 'cast', i % 8 === 0 || i % 2 ? 'heavy' : 'cast'),
    );
    const { macroF1, macroF1Low, macroF1High, macroF1Grades } = scoresOf(judged);
    expect(macroF1Grades).toEqual(['cast', 'heavy']);
    expect(macroF1Low).toBeGreaterThan(macroF1 - 0.2);
    expect(macroF1Low).toBeLessThan(macroF1);
    expect(macroF1High).toBeGreaterThan(macroF1);
    expect(macroF1High).toBeLessThanOrEqual(1);
  });

  it('are the same for the same photos', () => {
    const judged = Array.from({ length: 30 }, (_, i) => photo(`t${i % 7}`, 'heavy', i % 3 === 0 ? 'cast' : 'heavy'));
    expect(scoresOf(judged)).toEqual(scoresOf(judged));
  });

  it('tell in bins how often the model is right when it is so sure, and the error between the two', () => {
    const scores = scoresOf([
      photo('a', 'heavy', 'heavy', 0.95),
      photo('b', 'heavy', 'cast', 0.95),
      photo('c', 'cast', 'cast', 1),
      photo('d', 'cast', 'cast', 0.5),
    ]);
    expect(scores.reliability).toEqual([
      { confidence: 0.5, right: 1, photos: 1 },
      { confidence: expect.closeTo(2.9 / 3, 10), right: expect.closeTo(2 / 3, 10), photos: 3 },
    ]);
    expect(scores.calibrationError).toBeCloseTo(0.25 * 0.5 + 0.75 * 0.3, 10);
  });

  it('of no photo are no figures', () => {
    expect(scoresOf([])).toMatchObject({ photos: 0, trucks: 0, grades: [], reliability: [], calibrationError: null });
    expect(scoresOf([])).toMatchObject({ macroF1Low: null, macroF1High: null, macroF1Grades: [] });
  });
});
