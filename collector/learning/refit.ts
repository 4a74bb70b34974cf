import { type Grade, isGrade } from '../../domain/grades.ts';
import type { ModelScores } from '../../domain/wire/http-api.ts';
import { gainOf, isGuesswork, isWorse } from './gain.ts';
import {
  type Examples,
  fitLogistic,
  fitTemperature,
  type LinearHead,
  logitsOf,
  softmax,
} from './logistic-regression.ts';
import { scoresOf } from './scores.ts';
import { foldsByTruck } from './split-by-truck.ts';
import type { Judged } from './tally.ts';

/** An embedding whose grade is known. */
export interface Example {
  readonly embedding: Float32Array;
  readonly grade: Grade;
}

/** A corrected photo of the yard. */
export interface YardExample extends Example {
  /** id of its truck's visit */
  readonly truck: string;
  /** true: the version that it would take the place of has learned from it, so it says nothing of that version */
  readonly isLearned: boolean;
}

export interface RefitInput {
  /** what the shipped version was made from */
  readonly base: readonly Example[];
  readonly yard: readonly YardExample[];
  /** the model's outputs, in order; rows of the head */
  readonly labels: readonly Grade[];
  /** labels that the current version may say */
  readonly known: readonly Grade[];
  /** the current version's head, [labels x columns] */
  readonly head: LinearHead;
}

export type RefitResult =
  | {
      readonly ok: true;
      /** with the temperature folded in; rows of grades it was never shown are 0 with a bias nothing reaches */
      readonly head: LinearHead;
      readonly known: readonly Grade[];
      /** on held-out trucks: the new way of fitting, and the current head on the same photos */
      readonly scores: ModelScores;
      readonly before: ModelScores;
    }
  | {
      readonly ok: false;
      readonly refusal: 'TOO_FEW' | 'WORSE' | 'CONTRADICTORY';
      readonly have: PhotoCount;
      readonly needed: PhotoCount;
      readonly scores?: ModelScores;
      readonly before?: ModelScores;
    };

interface PhotoCount {
  readonly photos: number;
  readonly trucks: number;
}

/** Fewer tell nothing about trucks that were held out: with four heaps each fit is tried on one truck or two. */
export const NEEDED: PhotoCount = { photos: 10, trucks: 5 };
/** Photos of a grade the model does not know, from which on it is taught to it. */
export const NEW_GRADE_PHOTOS = 6;
const FOLDS = 4;
/**
 * Chosen among 0.001 to 0.3 on photos of another camera whose trucks nobody corrected: 3e-3 is one point of accuracy
 * better where people never err and two to three worse where one to two of ten corrections are wrong; 0.1 the other way.
 */
const L2 = 3e-2;
/** All photos of the yard count together as much as the base set does, but none more than this many of its. */
const MOST_WEIGHT = 10;
/** A logit that no other falls below: the grade is never said. */
const NEVER = -1e4;

/**
 * Fits a new head for a yard: the base set's embeddings and the yard's corrected photos, by multinomial logistic
 * regression. It is compared with the current head on trucks that neither has learned from: each of four heaps of trucks
 * is judged by a fit on the base set and the other heaps. Where that is worse (`isWorse`), or agrees with people hardly
 * better than guessing (`isGuesswork`), it is refused. Else the head is fitted on all, with the temperature that the
 * held-out photos call for.
 */
export function refit(input: RefitInput): RefitResult {
  const known = knownWith(input);
  const yard = input.yard.filter(({ grade }) => known.includes(grade));
  const fresh = yard.filter(({ isLearned }) => !isLearned);
  const have = { photos: fresh.length, trucks: new Set(fresh.map(({ truck }) => truck)).size };
  if (have.photos < NEEDED.photos || have.trucks < NEEDED.trucks)
    return { ok: false, refusal: 'TOO_FEW', have, needed: NEEDED };

  const base = input.base.filter(({ grade }) => known.includes(grade));
  const fitHead = (learn: readonly YardExample[]) => fitOn(base, learn, { ...input, known });
  const heldOut = judgeHeldOut(yard, fresh, known, fitHead);
  const was = fresh.map((photo) => judgedBy(photo, input.labels, maskedLogits(input, photo), 1));
  // a temperature is fitted too, so it must not see the photos it is reported on
  const temperatures = Array.from({ length: FOLDS }, (_, fold) =>
    temperatureOf(
      heldOut.filter((other) => other.fold !== fold),
      known,
    ),
  );
  const is = heldOut.map(({ photo, logits, fold }) => judgedBy(photo, known, logits, temperatures[fold] ?? 1));
  const gain = gainOf(was, is);
  const before = scoresOf(was);
  const scores = { ...scoresOf(is), gain };
  const refusal = isWorse(gain) ? 'WORSE' : isGuesswork(is) ? 'CONTRADICTORY' : null;
  if (refusal) return { ok: false, refusal, have, needed: NEEDED, scores, before };
  const temperature = temperatureOf(heldOut, known);
  return { ok: true, head: spread(fitHead(yard), known, input.labels, temperature), known, scores, before };
}

interface HeldOut {
  readonly photo: YardExample;
  readonly fold: number;
  readonly logits: Float64Array;
}

function judgeHeldOut(
  yard: readonly YardExample[],
  fresh: readonly YardExample[],
  known: readonly Grade[],
  fitHead: (learn: readonly YardExample[]) => LinearHead,
): HeldOut[] {
  const foldOf = foldsByTruck(mainGrades(fresh, known), FOLDS);
  return Array.from({ length: FOLDS }, (_, fold) => {
    const head = fitHead(yard.filter(({ truck }) => foldOf.get(truck) !== fold));
    return fresh
      .filter(({ truck }) => foldOf.get(truck) === fold)
      .map((photo) => ({ photo, fold, logits: logitsOf(head, photo.embedding) }));
  }).flat();
}

/** What may be said: what the model knows, and grades that people have shown often enough. */
function knownWith({ known, labels, yard }: RefitInput): Grade[] {
  const shown = (grade: Grade) => yard.filter((photo) => photo.grade === grade).length;
  return labels.filter((grade) => known.includes(grade) || shown(grade) >= NEW_GRADE_PHOTOS);
}

/** The grade most photos of each truck have, so that heaps get some of each. */
function mainGrades(photos: readonly YardExample[], known: readonly Grade[]): Map<string, string> {
  const byTruck = new Map<string, YardExample[]>();
  for (const photo of photos) byTruck.set(photo.truck, [...(byTruck.get(photo.truck) ?? []), photo]);
  return new Map(
    [...byTruck].map(([truck, own]) => {
      const count = (grade: Grade) => own.filter((photo) => photo.grade === grade).length;
      return [truck, known.reduce((best, grade) => (count(grade) > count(best) ? grade : best), known[0] as Grade)];
    }),
  );
}

function fitOn(
  base: readonly Example[],
  yard: readonly YardExample[],
  { labels, known, head }: RefitInput,
): LinearHead {
  const all = [...base, ...yard];
  const columns = head.weights.length / head.bias.length;
  const values = new Float32Array(all.length * columns);
  for (const [row, { embedding }] of all.entries()) values.set(embedding, row * columns);
  const classes = Uint8Array.from(all, ({ grade }) => known.indexOf(grade));
  const own = Math.min(MOST_WEIGHT, Math.max(1, base.length / Math.max(1, yard.length)));
  const weights = Float64Array.from(all, (_, row) => (row < base.length ? 1 : own));
  balance(weights, classes, known.length);
  const examples: Examples = { values, columns, classes, weights };
  return fitLogistic(examples, { classes: known.length, l2: L2, start: rowsOf(head, labels, known) });
}

/** Rare grades count more, by the root of their rarity: half way from accuracy to macro-F1. */
function balance(weights: Float64Array, classes: Uint8Array, count: number): void {
  const totals = new Float64Array(count);
  weights.forEach((weight, row) => {
    const own = classes[row] as number;
    totals[own] = (totals[own] as number) + weight;
  });
  const mean = weights.reduce((a, b) => a + b, 0) / count;
  weights.forEach((weight, row) => {
    weights[row] = weight * Math.sqrt(mean / (totals[classes[row] as number] as number));
  });
}

/** The head's rows of some labels. A grade that was masked starts from nothing. */
function rowsOf({ weights, bias }: LinearHead, labels: readonly Grade[], wanted: readonly Grade[]): LinearHead {
  const columns = weights.length / bias.length;
  const rows = wanted.map((grade) => labels.indexOf(grade));
  const picked = new Float64Array(wanted.length * columns);
  for (const [to, from] of rows.entries())
    picked.set(weights.subarray(from * columns, (from + 1) * columns), to * columns);
  return { weights: picked, bias: Float64Array.from(rows, (row) => Math.max(bias[row] ?? 0, -50)) };
}

/** Puts rows back among all labels, with the temperature folded in. */
function spread(
  { weights, bias }: LinearHead,
  known: readonly Grade[],
  labels: readonly Grade[],
  temperature: number,
): LinearHead {
  const columns = weights.length / bias.length;
  const all = new Float64Array(labels.length * columns);
  const allBias = new Float64Array(labels.length).fill(NEVER);
  known.forEach((grade, from) => {
    const to = labels.indexOf(grade);
    for (let column = 0; column < columns; column += 1)
      all[to * columns + column] = (weights[from * columns + column] as number) / temperature;
    allBias[to] = (bias[from] as number) / temperature;
  });
  return { weights: all, bias: allBias };
}

function maskedLogits({ head, labels, known }: RefitInput, { embedding }: Example): Float64Array {
  return logitsOf(head, embedding).map((logit, row) =>
    known.includes(labels[row] as Grade) ? logit : Number.NEGATIVE_INFINITY,
  );
}

function judgedBy(
  { truck, grade }: YardExample,
  labels: readonly Grade[],
  logits: Float64Array,
  temperature: number,
): Judged {
  const probabilities = softmax(logits, temperature);
  const best = probabilities.reduce((top, p, row) => (p > (probabilities[top] as number) ? row : top), 0);
  const said = labels[best];
  if (!isGrade(said)) throw new Error(`row ${best} of the head has no label`);
  return { truck, truth: grade, said, confidence: probabilities[best] as number };
}

function temperatureOf(heldOut: readonly HeldOut[], known: readonly Grade[]): number {
  return fitTemperature(
    heldOut.map(({ logits }) => logits),
    heldOut.map(({ photo }) => known.indexOf(photo.grade)),
  );
}
