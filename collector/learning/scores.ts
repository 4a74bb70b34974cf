import type { Grade } from '../../domain/grades.ts';
import type { ModelScores } from '../../domain/wire/http-api.ts';

/** One held-out photo and what a model said of it. */
export interface Judged {
  /** photos of one truck are drawn together when intervals are made */
  readonly truck: string;
  readonly truth: Grade;
  readonly said: Grade;
  /** probability of `said`, 0 to 1 */
  readonly confidence: number;
}

/** Draws of trucks from which the intervals are taken (percentile bootstrap). */
const DRAWS = 1_000;
/** Bins of confidence of the reliability diagram, equally wide. */
const BINS = 10;
const SEED = 20_261_122;

/**
 * How a model does on photos it was not made from: accuracy, macro-F1 over the grades that occur, precision, recall and
 * F1 per grade, with 95 % intervals by drawing trucks with replacement (photos of a truck resemble each other, so they
 * are no independent draws), and the expected calibration error over ten bins of confidence. The draws are seeded: the
 * same photos give the same figures.
 */
export function scoresOf(judged: readonly Judged[]): ModelScores {
  const grades = [...new Set(judged.flatMap(({ truth, said }) => [truth, said]))].sort();
  const trucks = new Map<string, Counts>();
  for (const photo of judged) {
    const counts = trucks.get(photo.truck) ?? new Counts(grades.length);
    counts.add(grades.indexOf(photo.truth), grades.indexOf(photo.said));
    trucks.set(photo.truck, counts);
  }
  const all = Counts.sum([...trucks.values()], grades.length);
  const draws = drawn([...trucks.values()], grades.length);
  const accuracy = interval(draws.map((draw) => draw.accuracy()));
  const shown = grades.flatMap((grade, index) => (all.truth(index) > 0 ? [{ grade, index }] : []));
  const reliability = bins(judged);
  return {
    accuracy: all.accuracy(),
    ...accuracy,
    macroF1: mean(shown.map(({ index }) => all.f1(index))),
    photos: judged.length,
    trucks: trucks.size,
    grades: shown.map(({ grade, index }) => ({
      grade,
      photos: all.truth(index),
      precision: all.precision(index),
      recall: all.recall(index),
      f1: all.f1(index),
      ...interval(draws.filter((draw) => draw.truth(index) > 0).map((draw) => draw.f1(index))),
    })),
    reliability,
    calibrationError:
      judged.length === 0
        ? null
        : reliability.reduce(
            (sum, bin) => sum + (bin.photos / judged.length) * Math.abs(bin.confidence - bin.right),
            0,
          ),
  };
}

/** Photos by true and said grade. */
class Counts {
  readonly #size: number;
  /** row-major [true x said] */
  readonly #cells: Float64Array;

  constructor(size: number) {
    this.#size = size;
    this.#cells = new Float64Array(size * size);
  }

  static sum(parts: readonly Counts[], size: number): Counts {
    const sum = new Counts(size);
    for (const part of parts) {
      for (let i = 0; i < size * size; i += 1) sum.#cells[i] = (sum.#cells[i] as number) + (part.#cells[i] as number);
    }
    return sum;
  }

  add(truth: number, said: number): void {
    const at = truth * this.#size + said;
    this.#cells[at] = (this.#cells[at] as number) + 1;
  }

  accuracy(): number {
    let right = 0;
    for (let i = 0; i < this.#size; i += 1) right += this.#cells[i * this.#size + i] as number;
    return ratio(
      right,
      this.#cells.reduce((a, b) => a + b, 0),
    );
  }

  truth(grade: number): number {
    return this.#cells.subarray(grade * this.#size, (grade + 1) * this.#size).reduce((a, b) => a + b, 0);
  }

  recall(grade: number): number {
    return ratio(this.#right(grade), this.truth(grade));
  }

  precision(grade: number): number {
    let said = 0;
    for (let i = 0; i < this.#size; i += 1) said += this.#cells[i * this.#size + grade] as number;
    return ratio(this.#right(grade), said);
  }

  f1(grade: number): number {
    const precision = this.precision(grade);
    const recall = this.recall(grade);
    return ratio(2 * precision * recall, precision + recall);
  }

  #right(grade: number): number {
    return this.#cells[grade * this.#size + grade] as number;
  }
}

function drawn(trucks: readonly Counts[], size: number): Counts[] {
  if (trucks.length === 0) return [];
  const random = seeded(SEED);
  return Array.from({ length: DRAWS }, () =>
    Counts.sum(
      trucks.map(() => trucks[Math.floor(random() * trucks.length)] as Counts),
      size,
    ),
  );
}

function interval(values: readonly number[]): { low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

function bins(judged: readonly Judged[]): { confidence: number; right: number; photos: number }[] {
  const heaps = Array.from({ length: BINS }, (): Judged[] => []);
  for (const photo of judged) heaps[Math.min(BINS - 1, Math.floor(photo.confidence * BINS))]?.push(photo);
  return heaps
    .filter((heap) => heap.length > 0)
    .map((heap) => ({
      confidence: mean(heap.map(({ confidence }) => confidence)),
      right: mean(heap.map(({ truth, said }) => (truth === said ? 1 : 0))),
      photos: heap.length,
    }));
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const mean = (values: readonly number[]) =>
  ratio(
    values.reduce((a, b) => a + b, 0),
    values.length,
  );

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
