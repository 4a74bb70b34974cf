import type { ModelScores } from '../../domain/wire/http-api.ts';

export type ReliabilityBin = ModelScores['reliability'][number];

/** Below this mean difference a model's confidence leans neither way. */
const LEANS_FROM = 0.02;

export interface Reliability {
  /** bins with photos, by confidence */
  readonly bins: readonly ReliabilityBin[];
  /** expected calibration error, 0 to 1 */
  readonly error: number;
  /** whether it says more than it keeps */
  readonly leans: 'over' | 'under' | 'neither';
}

/** What a reliability diagram says in one sentence; `null` when nothing was measured. */
export function reliabilityOf(scores: Pick<ModelScores, 'reliability' | 'calibrationError'>): Reliability | null {
  const bins = scores.reliability.filter(({ photos }) => photos > 0).sort((a, b) => a.confidence - b.confidence);
  const photos = bins.reduce((sum, bin) => sum + bin.photos, 0);
  if (photos === 0) return null;
  const mean = (difference: (bin: ReliabilityBin) => number): number =>
    bins.reduce((sum, bin) => sum + difference(bin) * bin.photos, 0) / photos;
  const lean = mean(({ confidence, right }) => confidence - right);
  const leans = Math.abs(lean) < LEANS_FROM ? 'neither' : lean > 0 ? 'over' : 'under';
  const error = scores.calibrationError ?? mean(({ confidence, right }) => Math.abs(confidence - right));
  return { bins, error, leans };
}
