import type { Pace, StageSums } from '../../../domain/wire/programme-api.ts';

/** Behind by as many hundredths of a per cent of the term as the programme's warning; a hint for the eye, the warning decides. */
const BEHIND_BASIS_POINTS = 1_500;

export interface BurnShares {
  /** earned of planned; above 1 when more was accepted than planned */
  readonly earned: number;
  /** how much of the bar is full, 0 to 1 */
  readonly fill: number;
  /** elapsed share of the term; null without an agreement or plan */
  readonly elapsed: number | null;
  readonly isBehind: boolean;
}

/** What a burn bar shows; `null` without a plan. */
export function burnShares(sums: StageSums, pace: Pace | null): BurnShares | null {
  if (sums.planned <= 0) return null;
  const earned = sums.earned / sums.planned;
  return {
    earned,
    fill: Math.max(0, Math.min(1, earned)),
    elapsed: pace === null ? null : pace.elapsedBasisPoints / 10_000,
    isBehind: pace !== null && pace.gapBasisPoints >= BEHIND_BASIS_POINTS,
  };
}
