import type { ModelScores } from '../../domain/wire/http-api.ts';
import { drawTrucks, interval } from './draws.ts';
import { byTruck, drawn, gradesIn } from './scores.ts';
import { type Judged, Tally } from './tally.ts';

/** What a version has over the one before on the same photos, with 95 % intervals. */
export type Gain = NonNullable<ModelScores['gain']>;

/**
 * Compares two judgements of the same photos truck by truck: each draw takes the same trucks for both, so what a truck
 * makes hard for both cancels out (paired bootstrap: Koehn 2004, Statistical significance tests for machine translation
 * evaluation).
 */
export function gainOf(before: readonly Judged[], after: readonly Judged[]): Gain {
  const grades = gradesIn([...before, ...after]);
  const tallies = (photos: readonly Judged[]) => byTruck(photos).map((own) => Tally.of(own, grades));
  const [was, is] = [tallies(before), tallies(after)];
  const all = [Tally.sum(was, grades), Tally.sum(is, grades)] as const;
  const draws = drawTrucks(is.length).map(
    (numbers) => [drawn(was, numbers, grades), drawn(is, numbers, grades)] as const,
  );
  const of = (figure: (tally: Tally) => number) => {
    const gained = ([one, other]: readonly [Tally, Tally]) => figure(other) - figure(one);
    return { value: gained(all), ...interval(draws.map(gained)) };
  };
  return { accuracy: of((tally) => tally.accuracy()), macroF1: of((tally) => tally.macroF1()) };
}

/** A fall of one measure by more than this refuses, whatever the interval says: few trucks make it too wide to speak. */
export const MOST_FALL = 0.05;

/**
 * True when a version must not take the place of the one before: accuracy or macro-F1 falls beyond chance (the whole
 * interval lies below 0) or by more than `MOST_FALL`, or both fall at all. So one photo in many may be lost where the
 * other measure holds: macro-F1 moves by a photo of a rare grade as accuracy does by several of a common one.
 */
export function isWorse({ accuracy, macroF1 }: Gain): boolean {
  const measures = [accuracy, macroF1];
  if (measures.some(({ value, high }) => isBelow(high, 0) || isBelow(value, -MOST_FALL))) return true;
  return measures.every(({ value }) => isBelow(value, 0));
}

/** Below this agreement people and model are at one little more than by chance: "slight" of Landis & Koch 1977. */
export const LEAST_KAPPA = 0.2;
/** Where nearly all photos are of one grade, chance agrees too; this share right is enough there. */
export const ENOUGH_RIGHT = 0.8;

/**
 * True when a version agrees with people hardly better than guessing would (Cohen's kappa 1960). Corrections that
 * contradict each other make such versions, and comparing cannot tell: the version before is as wrong by them.
 */
export function isGuesswork(photos: readonly Judged[]): boolean {
  const tally = Tally.of(photos, gradesIn(photos));
  return tally.accuracy() < ENOUGH_RIGHT && tally.kappa() < LEAST_KAPPA;
}

/** Sums of shares end in rounding: what differs by less is equal. */
const isBelow = (value: number, limit: number) => value < limit - 1e-9;
