import type { EpochMs } from '../../../domain/units.ts';

/**
 * What a source found, and only that: values by instant and key, in columns. The values of one instant and key that
 * come in several pieces stand in several cells.
 */
export class Cells {
  readonly at: EpochMs[] = [];
  /** places in `keys` */
  readonly key: number[] = [];
  /** a column per measure */
  readonly values: readonly number[][];
  /** the keys that were found, each once */
  readonly keys: (readonly string[])[] = [];
  readonly #places = new Place();

  constructor(measures: number) {
    this.values = Array.from({ length: measures }, () => []);
  }

  add(at: EpochMs, key: readonly string[], values: readonly number[]): void {
    this.at.push(at);
    this.key.push(this.#placeOf(key));
    for (const [measure, column] of this.values.entries()) column.push(values[measure] ?? 0);
  }

  #placeOf(key: readonly string[]): number {
    let place = this.#places;
    for (const part of key) place = place.next(part);
    if (place.index === -1) place.index = this.keys.push(key) - 1;
    return place.index;
  }
}

/** A key is found part by part, so that no joined text has to tell the parts apart. */
class Place {
  index = -1;
  readonly #next = new Map<string, Place>();

  next(part: string): Place {
    const known = this.#next.get(part);
    if (known) return known;
    const made = new Place();
    this.#next.set(part, made);
    return made;
  }
}
