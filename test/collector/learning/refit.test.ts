import { describe, expect, it } from 'vitest';
import { fitLogistic, type LinearHead, logitsOf } from '../../../collector/learning/logistic-regression.ts';
import { NEEDED, refit, type YardExample } from '../../../collector/learning/refit.ts';
import type { Grade } from '../../../domain/grades.ts';
import { baseSet, COLUMNS, embeddingLike, KNOWN, LABELS, SHIFT, seeded, shiftedYard } from './synthetic-photos.ts';

const base = baseSet(60);
const head = headOn(base);

/** A head as a shipped model has it: fitted on the base set, with nothing for grades it was not taught. */
function headOn(examples: typeof base): LinearHead {
  const fitted = fitLogistic(
    {
      values: Float32Array.from(examples.flatMap(({ embedding }) => [...embedding])),
      columns: COLUMNS,
      classes: Uint8Array.from(examples, ({ grade }) => KNOWN.indexOf(grade)),
      weights: new Float64Array(examples.length).fill(1),
    },
    { classes: KNOWN.length, l2: 3e-3 },
  );
  const weights = new Float64Array(LABELS.length * COLUMNS);
  const bias = new Float64Array(LABELS.length).fill(-1e4);
  for (const [from, grade] of KNOWN.entries()) {
    const to = LABELS.indexOf(grade);
    weights.set(fitted.weights.subarray(from * COLUMNS, (from + 1) * COLUMNS), to * COLUMNS);
    bias[to] = fitted.bias[from] ?? 0;
  }
  return { weights, bias };
}

const input = (yard: readonly YardExample[]) => ({ base, yard, labels: LABELS, known: KNOWN, head });

function saidOf(model: LinearHead, embedding: Float32Array): Grade | undefined {
  const logits = logitsOf(model, embedding);
  return LABELS[logits.reduce((best, x, row) => (x > (logits[best] ?? 0) ? row : best), 0)];
}

/** The same photos, their grades dealt out anew. */
function shuffled(photos: readonly YardExample[], seed: number): YardExample[] {
  const random = seeded(seed);
  const grades = photos
    .map(({ grade }) => ({ grade, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ grade }) => grade);
  return photos.map((photo, n) => ({ ...photo, grade: grades[n] as Grade }));
}

const accuracyOn = (model: LinearHead, photos: readonly YardExample[]) =>
  photos.filter(({ embedding, grade }) => saidOf(model, embedding) === grade).length / photos.length;

describe('a refit', () => {
  it('learns a camera that shifts everything, and holds on trucks that nobody corrected', () => {
    const result = refit(input(shiftedYard(15)));
    if (!result.ok) throw new Error(result.refusal);
    expect(result.before.accuracy).toBeLessThan(0.75);
    expect(result.scores.accuracy).toBeGreaterThan(result.before.accuracy + 0.15);
    expect(result.scores).toMatchObject({ photos: 45, trucks: 15 });
    const others = shiftedYard(60, 3);
    expect(accuracyOn(result.head, others)).toBeGreaterThan(accuracyOn(head, others) + 0.15);
    expect(accuracyOn(result.head, others)).toBeCloseTo(result.scores.accuracy, 0);
  });

  it('still knows the base set afterwards', () => {
    const result = refit(input(shiftedYard(15)));
    if (!result.ok) throw new Error(result.refusal);
    const photos = baseSet(60, 9).map((example) => ({ ...example, truck: '', isLearned: false }));
    expect(accuracyOn(result.head, photos)).toBeGreaterThan(0.9);
  });

  it('is refused when people’s grades were shuffled: nothing can be learned from them', () => {
    const seeds = Array.from({ length: 20 }, (_, n) => n);
    const refusals = seeds.map((seed) => {
      const result = refit(input(shuffled(shiftedYard(30, 100 + seed, []), seed)));
      return result.ok ? null : result.refusal;
    });
    expect(refusals).toEqual(seeds.map(() => expect.stringMatching(/^(WORSE|CONTRADICTORY)$/)));
  });

  it('is refused when it forgets what the current version knows, with the figures and what it lost', () => {
    const taught = refit(input(shiftedYard(60, 7)));
    if (!taught.ok) throw new Error(taught.refusal);
    // a few trucks cannot teach again what sixty taught, and the base set has never seen the shift
    const result = refit({ ...input(shiftedYard(5, 21)), head: taught.head });
    if (result.ok) throw new Error('was not refused');
    const { refusal, scores, before } = result;
    expect(refusal).toBe('WORSE');
    expect(scores?.accuracy).toBeLessThan(before?.accuracy ?? 0);
    expect(scores?.gain?.accuracy.value).toBeCloseTo((scores?.accuracy ?? 0) - (before?.accuracy ?? 0), 12);
  });

  it('is refused when photos or trucks are too few, and says how many are needed', () => {
    const few = { ok: false, refusal: 'TOO_FEW', needed: NEEDED };
    expect(refit(input(shiftedYard(3)))).toMatchObject({ ...few, have: { photos: 9, trucks: 3 } });
    const oneTruck = shiftedYard(10).map((photo) => ({ ...photo, truck: 'only' }));
    expect(refit(input(oneTruck))).toMatchObject({ ...few, have: { photos: 30, trucks: 1 } });
    expect(refit(input([]))).toMatchObject({ ...few, have: { photos: 0, trucks: 0 } });
  });

  it('compares on trucks alone that the current version has not learned from', () => {
    const learned = shiftedYard(12).map((photo) => ({ ...photo, isLearned: true }));
    expect(refit(input(learned))).toMatchObject({ refusal: 'TOO_FEW', have: { photos: 0, trucks: 0 } });
    expect(refit(input([...learned, ...shiftedYard(6, 4)]))).toMatchObject({
      ok: true,
      scores: { photos: 18, trucks: 6 },
      before: { photos: 18, trucks: 6 },
    });
  });

  it('is taught a grade the model does not know once people have shown it often enough', () => {
    const random = seeded(11);
    const light = (trucks: number): YardExample[] =>
      Array.from({ length: trucks * 2 }, (_, i) => ({
        grade: 'light',
        embedding: embeddingLike('light', random, SHIFT),
        truck: `light-${i >> 1}`,
        isLearned: false,
      }));
    const once = refit(input([...shiftedYard(12), ...light(1)]));
    const often = refit(input([...shiftedYard(12), ...light(4)]));
    if (!once.ok || !often.ok) throw new Error('was refused');
    expect(once.known).toEqual(KNOWN);
    expect(once.scores.grades.map(({ grade }) => grade)).toEqual(KNOWN);
    expect(often.known).toEqual(LABELS);
    expect(saidOf(once.head, embeddingLike('light', random, SHIFT))).not.toBe('light');
    expect(saidOf(often.head, embeddingLike('light', random, SHIFT))).toBe('light');
  });

  it('gives the same head for the same photos', () => {
    expect(refit(input(shiftedYard(12)))).toEqual(refit(input(shiftedYard(12))));
  });
});
