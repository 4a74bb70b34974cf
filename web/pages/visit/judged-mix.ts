import type { VisitDetail } from '../../../domain/wire/http-api.ts';

/** What is less is the rounding of kilograms. */
const DIFFERS_FROM = 0.005;

/** What the photos say beside what was booked. */
export type JudgedBesideBooked = 'nothing' | 'same' | 'byPerson' | 'byRule';

/**
 * Why kilograms are divided otherwise than the photos say: a person set their grade, or the yard's rule folded the mix.
 * `nothing` before the second weighing, or when no photo has a say.
 */
export function judgedBesideBooked(
  visit: Pick<VisitDetail, 'probabilities' | 'grades' | 'net' | 'corrections'>,
): JudgedBesideBooked {
  const { probabilities, grades, net } = visit;
  if (!net || Object.keys(probabilities).length === 0) return 'nothing';
  const buckets = new Set([...Object.keys(probabilities), ...Object.keys(grades)]);
  const isSame = [...buckets].every(
    (bucket) => Math.abs((probabilities[bucket] ?? 0) - (grades[bucket] ?? 0) / net) < DIFFERS_FROM,
  );
  if (isSame) return 'same';
  return isSetByPerson(visit) ? 'byPerson' : 'byRule';
}

/** True when a correction of the whole visit stands; those of its photos are in what the photos say. */
function isSetByPerson({ corrections }: Pick<VisitDetail, 'corrections'>): boolean {
  const withdrawn = new Set(corrections.map(({ withdraws }) => withdraws));
  return corrections.some(
    ({ id, frame, grade, grades }) => frame === null && (grade !== null || grades !== null) && !withdrawn.has(id),
  );
}

/** The kind of rule in `dominant@2`. */
export const ruleKind = (rule: string): string => rule.split('@')[0] ?? rule;
