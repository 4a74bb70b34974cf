import type { Grade } from '../../domain/grades.ts';

/** One held-out photo and what a model said of it. */
export interface Judged {
  /** photos of one truck are drawn together when intervals are made */
  readonly truck: string;
  readonly truth: Grade;
  readonly said: Grade;
  /** probability of `said`, 0 to 1 */
  readonly confidence: number;
}

/** Photos by true and said grade. */
export class Tally {
  /** grades by the number they have here */
  readonly #grades: readonly Grade[];
  /** row-major [true x said] */
  readonly #cells: Float64Array;

  constructor(grades: readonly Grade[]) {
    this.#grades = grades;
    this.#cells = new Float64Array(grades.length ** 2);
  }

  static of(photos: readonly Judged[], grades: readonly Grade[]): Tally {
    const tally = new Tally(grades);
    for (const { truth, said } of photos) {
      const at = grades.indexOf(truth) * grades.length + grades.indexOf(said);
      tally.#cells[at] = (tally.#cells[at] as number) + 1;
    }
    return tally;
  }

  static sum(parts: readonly Tally[], grades: readonly Grade[]): Tally {
    const sum = new Tally(grades);
    for (const part of parts)
      for (let i = 0; i < sum.#cells.length; i += 1)
        sum.#cells[i] = (sum.#cells[i] as number) + (part.#cells[i] as number);
    return sum;
  }

  /** Grades that some photo has. */
  shown(): Grade[] {
    return this.#grades.filter((_, index) => this.#truth(index) > 0);
  }

  photosOf(grade: Grade): number {
    return this.#truth(this.#grades.indexOf(grade));
  }

  accuracy(): number {
    const right = this.#grades.reduce((sum, _, index) => sum + this.#cell(index, index), 0);
    return ratio(
      right,
      this.#cells.reduce((a, b) => a + b, 0),
    );
  }

  /** Agreement beyond what saying the same grades as often, but by chance, would give: 1 is all, 0 is none. */
  kappa(): number {
    const photos = this.#cells.reduce((a, b) => a + b, 0);
    const chance = this.#grades.reduce((sum, _, i) => sum + (this.#truth(i) * this.#said(i)) / photos ** 2, 0);
    return chance === 1 ? 1 : (this.accuracy() - chance) / (1 - chance);
  }

  /** Mean F1 of the grades that some photo has. */
  macroF1(): number {
    const shown = this.shown();
    return ratio(
      shown.reduce((sum, grade) => sum + this.f1(grade), 0),
      shown.length,
    );
  }

  recall(grade: Grade): number {
    const index = this.#grades.indexOf(grade);
    return ratio(this.#cell(index, index), this.#truth(index));
  }

  precision(grade: Grade): number {
    const index = this.#grades.indexOf(grade);
    return ratio(this.#cell(index, index), this.#said(index));
  }

  f1(grade: Grade): number {
    const [precision, recall] = [this.precision(grade), this.recall(grade)];
    return ratio(2 * precision * recall, precision + recall);
  }

  #truth(index: number): number {
    return this.#grades.reduce((sum, _, said) => sum + this.#cell(index, said), 0);
  }

  #said(index: number): number {
    return this.#grades.reduce((sum, _, truth) => sum + this.#cell(truth, index), 0);
  }

  #cell(truth: number, said: number): number {
    return this.#cells[truth * this.#grades.length + said] as number;
  }
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
