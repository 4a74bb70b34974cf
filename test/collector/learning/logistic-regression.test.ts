import { describe, expect, it } from 'vitest';
import { fitLogistic, fitTemperature, logitsOf, softmax } from '../../../collector/learning/logistic-regression.ts';
import { seeded } from './synthetic-photos.ts';

const examples = (rows: readonly (readonly [number[], number, number?])[]) => ({
  values: Float32Array.from(rows.flatMap(([values]) => values)),
  columns: rows[0]?.[0].length ?? 0,
  classes: Uint8Array.from(rows, ([, one]) => one),
  weights: Float64Array.from(rows, ([, , weight]) => weight ?? 1),
});

describe('the logistic regression', () => {
  it('gives the shares of the classes where nothing else tells them apart', () => {
    const head = fitLogistic(
      examples([
        [[1], 0],
        [[1], 0],
        [[1], 0],
        [[1], 1],
      ]),
      {
        classes: 2,
        l2: 1,
        tolerance: 1e-9,
      },
    );
    expect(softmax(logitsOf(head, [1]))[0]).toBeCloseTo(0.75, 5);
  });

  it('counts an example by its weight', () => {
    const head = fitLogistic(
      examples([
        [[1], 0, 3],
        [[1], 1, 1],
      ]),
      { classes: 2, l2: 1, tolerance: 1e-9 },
    );
    expect(softmax(logitsOf(head, [1]))[0]).toBeCloseTo(0.75, 5);
  });

  it('finds the weights that made the data', () => {
    const random = seeded(3);
    const rows = Array.from({ length: 4_000 }, (): [number[], number] => {
      const x = [random() * 4 - 2, random() * 4 - 2];
      const chance = 1 / (1 + Math.exp(-(2 * (x[0] ?? 0) - (x[1] ?? 0) + 0.5)));
      return [x, random() < chance ? 1 : 0];
    });
    const { weights, bias } = fitLogistic(examples(rows), { classes: 2, l2: 1e-6, tolerance: 1e-8 });
    expect((weights[2] ?? 0) - (weights[0] ?? 0)).toBeCloseTo(2, 0);
    expect((weights[3] ?? 0) - (weights[1] ?? 0)).toBeCloseTo(-1, 0);
    expect((bias[1] ?? 0) - (bias[0] ?? 0)).toBeCloseTo(0.5, 0);
  });

  it('ends at the same head wherever it starts', () => {
    const rows = examples([
      [[0, 1], 0],
      [[1, 0], 1],
      [[1, 1], 2],
      [[0.2, 0.9], 0],
      [[0.9, 0.2], 1],
      [[0.8, 0.9], 2],
    ]);
    const options = { classes: 3, l2: 0.1, tolerance: 1e-9 };
    const fromNothing = fitLogistic(rows, options);
    const start = { weights: Float64Array.from([3, -1, 2, 5, -4, 1]), bias: Float64Array.from([1, -2, 3]) };
    const fromElsewhere = fitLogistic(rows, { ...options, start });
    for (const [i, weight] of fromNothing.weights.entries()) expect(fromElsewhere.weights[i]).toBeCloseTo(weight, 4);
  });

  it('bears a column that never varies', () => {
    const head = fitLogistic(
      examples([
        [[5, 1], 0],
        [[5, -1], 1],
      ]),
      { classes: 2, l2: 0.01 },
    );
    expect(head.weights.every(Number.isFinite)).toBe(true);
    expect(softmax(logitsOf(head, [5, 1]))[0]).toBeGreaterThan(0.8);
  });
});

describe('the temperature', () => {
  const sure = Float64Array.from([4, 0]);
  it('rises when the model is surer than it is right, and falls when it is less sure', () => {
    const classes = (wrong: number) => Array.from({ length: 400 }, (_, i) => (i < wrong ? 1 : 0));
    const logits = Array.from({ length: 400 }, () => sure);
    expect(fitTemperature(logits, classes(100))).toBeGreaterThan(2);
    expect(fitTemperature(logits, classes(0))).toBeLessThan(0.8);
  });

  it('is moved little by a few photos', () => {
    expect(fitTemperature([sure], [0])).toBeCloseTo(1, 1);
    expect(fitTemperature([], [])).toBeCloseTo(1, 5);
  });
});
