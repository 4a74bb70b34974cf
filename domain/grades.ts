/**
 * The ten canonical grades the model, the ledger and the screens speak in, from the highest worth to the lowest.
 * A and B of one family differ by thickness, which a photo does not show reliably (Daigo et al., ISIJ 63(1) 2023:
 * F about 0.5), so a canonical grade carries no thickness.
 */
export const GRADES = [
  'new_sheet',
  'new_bale',
  'heavy',
  'guillotine',
  'light',
  'shredded',
  'pressed',
  'cast',
  'turnings',
  'foreign',
] as const;

export type Grade = (typeof GRADES)[number];

/** Kilograms that no photo, declaration or person has given a grade yet. It is a bucket, never a judgement. */
export const UNJUDGED = 'unjudged';

/** What a kilogram of a visit may be booked under: a canonical grade, or `unjudged`. */
export type GradeBucket = Grade | typeof UNJUDGED;

/** Every bucket in the order in which screens, series and remainders list them. */
export const GRADE_BUCKETS: readonly GradeBucket[] = [...GRADES, UNJUDGED];

/** A probability (0 to 1) for each canonical grade the model knows; grades it was never shown are absent. */
export type GradeProbabilities = Partial<Record<Grade, number>>;

/** True when `value` is a canonical grade code. */
export function isGrade(value: unknown): value is Grade {
  return (GRADES as readonly unknown[]).includes(value);
}

/** The likeliest grade and its probability; the better grade wins a tie. Empty probabilities give `null`. */
export function likeliestGrade(
  probabilities: GradeProbabilities,
): { readonly grade: Grade; readonly confidence: number } | null {
  let best: { grade: Grade; confidence: number } | null = null;
  for (const grade of GRADES) {
    const confidence = probabilities[grade];
    if (confidence !== undefined && (best === null || confidence > best.confidence)) best = { grade, confidence };
  }
  return best;
}
