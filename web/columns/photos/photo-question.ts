import type { NameLists, PhotoChunk } from './photo-chunk.ts';

/** What photos are narrowed to, and into which buckets they are counted; `null` stands for all. */
export interface PhotoQuestion {
  /** milliseconds; the end is not included */
  readonly from: number;
  readonly to: number;
  readonly yards: readonly string[] | null;
  readonly cameras: readonly string[] | null;
  readonly partners: readonly string[] | null;
  readonly grades: readonly string[] | null;
  readonly directions: readonly string[] | null;
  /** both ends included; a photo without a confidence lies in no range */
  readonly confidence: readonly [from: number, to: number] | null;
  /** 0 to 7: photos whose flags are in this set of values; `null`: any */
  readonly flags: readonly number[] | null;
  /** starts of the buckets, in order; what lies before the first counts in none */
  readonly buckets: Float64Array;
}

export const CONFIDENCE_BINS = 20;

/** What of the photos fits a question; lists of counts are in the order of the store's names. */
export interface PhotoAnswer {
  readonly matched: number;
  /** bucket by bucket, every grade of the store in each */
  readonly counts: Uint32Array;
  /** of those with a confidence, from 0 to 1 in equal steps */
  readonly confidence: Uint32Array;
  readonly cameras: Uint32Array;
  readonly partners: Uint32Array;
  readonly grades: Uint32Array;
}

/** 1 for each code that fits; no list of names fits all. */
function fitting(names: readonly string[], wanted: readonly string[] | null, room: number): Uint8Array {
  const fits = new Uint8Array(room);
  if (wanted === null) return fits.fill(1);
  for (const name of wanted) {
    const code = names.indexOf(name);
    if (code >= 0) fits[code] = 1;
  }
  return fits;
}

/** The answer in the making: chunks are added in the order of time, so that work can be divided and given up. */
export class PhotoCount {
  readonly #question: PhotoQuestion;
  readonly #fits: Readonly<Record<'yard' | 'camera' | 'partner' | 'grade' | 'direction' | 'flags', Uint8Array>>;
  readonly #grades: number;
  readonly #answer: { matched: number } & Omit<PhotoAnswer, 'matched'>;
  #bucket = -1;

  constructor(question: PhotoQuestion, names: NameLists) {
    this.#question = question;
    this.#grades = Math.max(1, names.grade.length);
    const { flags } = question;
    this.#fits = {
      yard: fitting(names.yard, question.yards, 256),
      camera: fitting(names.camera, question.cameras, 65_536),
      partner: fitting(names.partner, question.partners, 65_536),
      grade: fitting(names.grade, question.grades, 256),
      direction: fitting(names.direction, question.directions, 256),
      flags: Uint8Array.from({ length: 256 }, (_, value) => (flags === null || flags.includes(value) ? 1 : 0)),
    };
    this.#answer = {
      matched: 0,
      counts: new Uint32Array(question.buckets.length * this.#grades),
      confidence: new Uint32Array(CONFIDENCE_BINS),
      cameras: new Uint32Array(names.camera.length),
      partners: new Uint32Array(names.partner.length),
      grades: new Uint32Array(names.grade.length),
    };
  }

  /** Counts the rows of a chunk that fit and writes their numbers, from `first` on, into `rows` at `place`. */
  add(chunk: PhotoChunk, first: number, rows: Uint32Array, place: number): number {
    const { from, to, confidence, buckets } = this.#question;
    const { at, yard, camera, partner, grade, direction, flags, confidence: sure } = chunk;
    const fits = this.#fits;
    const { counts, confidence: bins, cameras, partners, grades } = this.#answer;
    const stride = this.#grades;
    // the columns carry 32 bits: 0.65 is a little less there, and must still be what 0.65 asks for
    const [least, most] = (confidence ?? [0, 1]).map(Math.fround) as [number, number];
    const [begin, end] = [firstFrom(at, from), firstFrom(at, to)];
    let next = place;
    let bucket = this.#bucket;
    for (let row = begin; row < end; row += 1) {
      if (fits.grade[grade[row] as number] === 0 || fits.yard[yard[row] as number] === 0) continue;
      if (fits.camera[camera[row] as number] === 0 || fits.partner[partner[row] as number] === 0) continue;
      if (fits.direction[direction[row] as number] === 0 || fits.flags[flags[row] as number] === 0) continue;
      const value = sure[row] as number;
      // NaN is neither below nor above: without a range it fits, with one it does not
      if (confidence !== null && !(value >= least && value <= most)) continue;
      rows[next] = first + row;
      next += 1;
      while (bucket + 1 < buckets.length && (buckets[bucket + 1] as number) <= (at[row] as number)) bucket += 1;
      if (bucket >= 0) (counts[bucket * stride + (grade[row] as number)] as number) += 1;
      if (value >= 0) (bins[Math.min(CONFIDENCE_BINS - 1, Math.floor(value * CONFIDENCE_BINS))] as number) += 1;
      (cameras[camera[row] as number] as number) += 1;
      (partners[partner[row] as number] as number) += 1;
      (grades[grade[row] as number] as number) += 1;
    }
    this.#bucket = bucket;
    this.#answer.matched += next - place;
    return next;
  }

  get answer(): PhotoAnswer {
    return this.#answer;
  }
}

/** Place of the first instant that is not before `instant`; the instants are in order. */
export function firstFrom(at: Float64Array, instant: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] as number) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
