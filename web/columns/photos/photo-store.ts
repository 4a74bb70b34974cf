import { NAMED, type NameLists, type PhotoChunk } from './photo-chunk.ts';
import { type PhotoAnswer, PhotoCount, type PhotoQuestion } from './photo-question.ts';
import { newCodes } from './read-photos.ts';

/** A photo as a table shows it. */
export interface ShownPhoto {
  readonly at: number;
  readonly yard: string;
  readonly camera: string;
  readonly partner: string;
  readonly direction: string;
  readonly grade: string;
  /** `null` where the photo has no say */
  readonly confidence: number | null;
  /** of the lift it shows */
  readonly kg: number | null;
  readonly flags: number;
  readonly visit: string;
}

/** Rows that are counted before anyone else may have a turn: a few milliseconds. */
const ROWS_OF_TURN = 500_000;

/** Judged photos in columns, and those that fit the question asked last. */
export class PhotoStore {
  readonly codes = newCodes();
  readonly #chunks: PhotoChunk[] = [];
  /** number of the first row of each chunk */
  readonly #firsts: number[] = [];
  #length = 0;
  /** rows that fit, oldest first */
  #fitting = new Uint32Array(0);
  #matched = 0;

  get length(): number {
    return this.#length;
  }

  get names(): NameLists {
    return Object.fromEntries(NAMED.map((name) => [name, this.codes[name].names])) as unknown as NameLists;
  }

  add(chunk: PhotoChunk): void {
    this.#firsts.push(this.#length);
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** Answers a question in turns; whoever runs them may give up between two. What fits is kept for `window`. */
  *ask(question: PhotoQuestion): Generator<undefined, PhotoAnswer> {
    const count = new PhotoCount(question, this.names);
    const chunks = this.#chunks.length;
    const rows = new Uint32Array(this.#length);
    let place = 0;
    let turn = 0;
    for (let index = 0; index < chunks; index += 1) {
      const chunk = this.#chunks[index] as PhotoChunk;
      place = count.add(chunk, this.#firsts[index] as number, rows, place);
      turn += chunk.length;
      if (turn < ROWS_OF_TURN) continue;
      turn = 0;
      yield;
    }
    this.#fitting = rows;
    this.#matched = place;
    return count.answer;
  }

  /** Rows that fit the question answered last, newest first, from place `from` on. */
  window(from: number, count: number): ShownPhoto[] {
    const last = this.#matched - 1 - from;
    const length = Math.max(0, Math.min(count, last + 1));
    return Array.from({ length }, (_, place) => this.#shown(this.#fitting[last - place] as number));
  }

  #shown(row: number): ShownPhoto {
    const index = chunkOf(this.#firsts, row);
    const chunk = this.#chunks[index] as PhotoChunk;
    const at = row - (this.#firsts[index] as number);
    const [sure, kg] = [chunk.confidence[at] as number, chunk.kg[at] as number];
    const name = (column: 'yard' | 'camera' | 'partner' | 'direction' | 'grade' | 'visit') =>
      this.codes[column].names[chunk[column][at] as number] ?? '';
    return {
      ...{ at: chunk.at[at] as number, yard: name('yard'), camera: name('camera'), partner: name('partner') },
      ...{ direction: name('direction'), grade: name('grade'), visit: name('visit') },
      confidence: Number.isNaN(sure) ? null : sure,
      kg: kg < 0 ? null : kg,
      flags: chunk.flags[at] as number,
    };
  }
}

/** Index of the chunk that holds a row. */
function chunkOf(firsts: readonly number[], row: number): number {
  let [low, high] = [0, firsts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((firsts[middle] as number) <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}
