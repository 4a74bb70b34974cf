import type { GradeProbabilities } from '../../domain/grades.ts';
import type { UnusableReason } from '../../domain/visits/events.ts';
import type { RegionPoint } from '../../domain/wire/edge-messages.ts';
import type { ModelIdentity } from './model-files.ts';

/** Collector to grading child: grade the photo at this path, or what of it lies within `region`. */
export interface GradeRequest {
  readonly id: number;
  readonly path: string;
  /** corners as shares of the frame's width and height; null: the whole frame */
  readonly region: readonly RegionPoint[] | null;
}

export const FRAME_FAILURES = ['FRAME_UNDECODABLE', 'FRAME_UNREADABLE', 'GRADING_FAILED'] as const;
/** Why a photo got no grade: no decodable JPEG, no such file, or the model itself failed on it. */
export type FrameFailure = (typeof FRAME_FAILURES)[number];

/** Grading child to collector. `ready` comes first, or `refused` when the model must not be used. */
export type GradingReport =
  | { readonly kind: 'ready'; readonly model: ModelIdentity }
  | { readonly kind: 'refused'; readonly detail: string }
  | {
      readonly kind: 'graded';
      readonly id: number;
      readonly probabilities: GradeProbabilities;
      readonly embedding: readonly number[];
      /** Cosine distance to what the model was taught; null when the model cannot tell. */
      readonly distance: number | null;
      readonly isOutOfDomain: boolean;
      readonly unusable: UnusableReason | null;
      /** Reading, decoding and judging, milliseconds. */
      readonly latencyMs: number;
    }
  | { readonly kind: 'failed'; readonly id: number; readonly code: FrameFailure; readonly detail: string };
