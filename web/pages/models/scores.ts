import type { GradeScore, ModelScores, ModelVersion } from '../../../domain/wire/http-api.ts';

/** Fewer photos than this say little about a grade, whatever its figure. */
export const FEW_PHOTOS = 20;

/** How a version stands against the one before, as far as chance allows to say. */
export type Change = 'better' | 'worse' | 'chance';

/** By the interval of the difference truck by truck; of a version without one, by whether its intervals overlap. */
export function changeOf({ scores, before }: Pick<ModelVersion, 'scores' | 'before'>): Change | null {
  if (scores === null || before === null) return null;
  const { low, high } = scores.gain?.accuracy ?? { low: scores.low - before.high, high: scores.high - before.low };
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'chance';
}

export interface GradeRow {
  readonly grade: string;
  readonly now: GradeScore;
  readonly before: GradeScore | null;
  readonly isFew: boolean;
}

/** A grade per row, in the order given, with its figure before. */
export function gradeRows(scores: ModelScores, before: ModelScores | null): GradeRow[] {
  return scores.grades.map((now) => ({
    grade: now.grade,
    now,
    before: before?.grades.find(({ grade }) => grade === now.grade) ?? null,
    isFew: now.photos < FEW_PHOTOS,
  }));
}

/** One decimal of a percent, as intervals need it: `87.7`. */
export function tenths(share: number): string {
  return (share * 100).toFixed(1);
}

/** A share as the literature writes F1, precision and recall: `0.87`. */
export function hundredths(share: number): string {
  return share.toFixed(2);
}

/** A difference with its sign, `+1.2`, `−0.3`; nothing is `0.0`. */
export function signed(difference: number, decimals: number): string {
  const words = Math.abs(difference).toFixed(decimals);
  if (Number(words) === 0) return words;
  return `${difference < 0 ? '−' : '+'}${words}`;
}

export type VersionAction = 'shadow' | 'unshadow' | 'promote' | 'roll-back';

/** What may be done with a version; the one in use can be rolled back when another was in use before it. */
export function actionsOf(
  version: Pick<ModelVersion, 'state'>,
  versions: readonly Pick<ModelVersion, 'state'>[],
): VersionAction[] {
  switch (version.state) {
    case 'current':
      return versions.some(({ state }) => state === 'former') ? ['roll-back'] : [];
    case 'shadow':
      return ['promote', 'unshadow'];
    case 'candidate':
    case 'former':
      return ['shadow', 'promote'];
    case 'refused':
      return [];
  }
}

/** Of the photos a person looked at, how many each of two versions had right. */
export function rightOf(
  disagreements: readonly {
    readonly corrected: string | null;
    readonly current: { readonly grade: string | null };
    readonly shadow: { readonly grade: string | null };
  }[],
): { seen: number; current: number; shadow: number } {
  const seen = disagreements.filter(({ corrected }) => corrected !== null);
  return {
    seen: seen.length,
    current: seen.filter(({ corrected, current }) => current.grade === corrected).length,
    shadow: seen.filter(({ corrected, shadow }) => shadow.grade === corrected).length,
  };
}
