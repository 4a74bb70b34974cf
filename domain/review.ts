import { GRADES, type Grade, type GradeProbabilities } from './grades.ts';
import { FIELD_SCHEME, type GradeScheme, referencePrice } from './schemes.ts';
import type { Kilogram } from './units.ts';

/** Why an inspector overrides the model, as the review page offers them. */
export const OVERRIDE_REASONS = [
  'GRADE_WRONG',
  'MIXED_LOAD',
  'FOREIGN_MATTER',
  'PHOTO_MISLEADING',
  'AGREED_WITH_PARTNER',
] as const;
export type OverrideReason = (typeof OVERRIDE_REASONS)[number];

/** The two likeliest grades, the likelier first; a better grade wins a tie. */
export function twoLikeliest(mix: GradeProbabilities): readonly [Grade | null, Grade | null] {
  const possible = GRADES.flatMap((grade) => {
    const share = mix[grade] ?? 0;
    return share > 0 ? [{ grade, share }] : [];
  });
  const [first, second] = possible.sort((a, b) => b.share - a.share);
  return [first?.grade ?? null, second?.grade ?? null];
}

/**
 * Won at stake in a judgement: tonnes x price gap between the two likeliest grades x (1 - confidence). A judgement with
 * no grade at all has everything at stake; one with a single grade risks the step to the nearest price.
 */
export function moneyAtRisk(
  net: Kilogram,
  mix: GradeProbabilities,
  confidence: number | null,
  scheme: GradeScheme = FIELD_SCHEME,
): number {
  const [first, second] = twoLikeliest(mix);
  const tonnes = net / 1_000;
  const doubt = 1 - (confidence ?? 0);
  if (first === null)
    return Math.round(tonnes * Math.max(...GRADES.map((grade) => referencePrice(grade, scheme))) * doubt);
  const own = referencePrice(first, scheme);
  const other = second === null ? nearestPrice(first, scheme) : referencePrice(second, scheme);
  return Math.round(tonnes * Math.abs(own - other) * doubt);
}

function nearestPrice(grade: Grade, scheme: GradeScheme): number {
  const own = referencePrice(grade, scheme);
  const others = GRADES.filter((other) => other !== grade).map((other) => referencePrice(other, scheme));
  return others.reduce((best, price) => (Math.abs(price - own) < Math.abs(best - own) ? price : best));
}
