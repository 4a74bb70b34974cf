import { apportion } from '../../domain/apportion.ts';
import { GRADES, type Grade } from '../../domain/grades.ts';
import type { Kilogram } from '../../domain/units.ts';
import { SUPPLIERS } from './suppliers.ts';

/** What a yard keeps on its ground, and what it is content with. */
const ORDINARY_STOCK: Kilogram = 900_000;

/** The heaps of a yard while its year is planned: what the yard ships is what it has most of. */
export class StockBook {
  readonly #heaps = new Map<Grade, Kilogram>();

  /** Begins with an ordinary stock in the mix that the yard's suppliers bring. */
  constructor(yard: string) {
    const weights = GRADES.map((grade) =>
      SUPPLIERS.reduce((sum, { trucks, mix }) => sum + (trucks[yard] ?? 0) * (mix[grade] ?? 0), 0),
    );
    for (const [index, kg] of apportion(ORDINARY_STOCK, weights).entries()) {
      const grade = GRADES[index];
      if (grade && kg > 0) this.#heaps.set(grade, kg);
    }
  }

  /** Kilograms above the ordinary stock; negative below it. */
  get surplus(): Kilogram {
    return [...this.#heaps.values()].reduce((a, b) => a + b, 0) - ORDINARY_STOCK;
  }

  add(grade: Grade, kg: Kilogram): void {
    this.#heaps.set(grade, (this.#heaps.get(grade) ?? 0) + kg);
  }

  /** The grade of the largest heap. */
  largest(): Grade {
    const [first] = [...this.#heaps].sort((a, b) => b[1] - a[1]);
    return first?.[0] ?? 'heavy';
  }

  /** Kilograms by grade, as a person who counts would write them: whole tonnes. */
  counted(): Partial<Record<Grade, Kilogram>> {
    return Object.fromEntries(
      [...this.#heaps].map(([grade, kg]) => [grade, Math.max(0, Math.round(kg / 1_000)) * 1_000]),
    );
  }
}
