/** Judged photos of one record batch, oldest first, by columns; codes stand for names of the store's lists. */
export interface PhotoChunk {
  readonly length: number;
  /** milliseconds since the epoch */
  readonly at: Float64Array;
  readonly yard: Uint8Array;
  readonly camera: Uint16Array;
  readonly partner: Uint16Array;
  readonly direction: Uint8Array;
  readonly grade: Uint8Array;
  /** 0 to 1; NaN where the photo has no say */
  readonly confidence: Float32Array;
  /** of the lift it shows; -1 where it shows none */
  readonly kg: Int32Array;
  /** bits, see server/stores/columns/README.md */
  readonly flags: Uint8Array;
  readonly visit: Int32Array;
}

/** Columns of names, in the order of the codes. */
export const NAMED = ['yard', 'camera', 'partner', 'direction', 'grade', 'visit'] as const;
export type Named = (typeof NAMED)[number];
export type NameLists = Readonly<Record<Named, readonly string[]>>;

/** Gives each name a code, in the order in which names come. */
export class NameCodes {
  readonly names: string[] = [];
  readonly #codes = new Map<string, number>();

  codeOf(name: string): number {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const code = this.names.length;
    this.names.push(name);
    this.#codes.set(name, code);
    return code;
  }
}
