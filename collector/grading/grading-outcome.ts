import type { Grade, GradeProbabilities } from '../../domain/grades.ts';
import type { UnusableReason } from '../../domain/visits/events.ts';
import type { FrameFailure } from './grading-messages.ts';
import type { ModelIdentity } from './model-files.ts';

/** What became of a photo. A failure that is `retryable` may be asked again later: nothing is known against the photo. */
export type GradingOutcome =
  | {
      readonly ok: true;
      readonly probabilities: GradeProbabilities;
      readonly grade: Grade;
      /** Probability of `grade`, 0 to 1. */
      readonly confidence: number;
      /** Where the photo lies among all photos, for a head refitted to a yard. */
      readonly embedding: readonly number[];
      /** Cosine distance to what the model was taught; null when the model cannot tell. */
      readonly distance: number | null;
      readonly isOutOfDomain: boolean;
      readonly unusable: UnusableReason | null;
      /** Reading, decoding and judging in the child, milliseconds. */
      readonly latencyMs: number;
      readonly model: ModelIdentity;
    }
  | {
      readonly ok: false;
      readonly code: FrameFailure | 'GRADING_STOPPED';
      readonly detail: string;
      readonly retryable: boolean;
    };

export interface GradingStats {
  /** Times the child was started again after it had ended by itself. */
  readonly restarts: number;
  readonly graded: number;
  readonly failed: number;
  /** Photos asked for and not answered, the one being judged included. */
  readonly waiting: number;
  /** Median and 95th percentile of the latest latencies, milliseconds; `null` before the first photo. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** The latest latencies, for percentiles; bounded, so that months of grading cost no memory. */
export class Latencies {
  private readonly latest: number[] = [];
  private next = 0;

  add(milliseconds: number): void {
    this.latest[this.next] = milliseconds;
    this.next = (this.next + 1) % 512;
  }

  /** The value that `share` (0 to 1) of the latencies do not exceed; `null` before the first. */
  percentile(share: number): number | null {
    const sorted = this.latest.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
  }
}
