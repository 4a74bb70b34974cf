import type { Grade } from '../../domain/grades.ts';
import type { ModelScores } from '../../domain/wire/http-api.ts';

/** A refit as it is handed to its process. */
export interface RefitTask {
  readonly yard: string;
  /** name of the version to make */
  readonly version: string;
  /** name and folder of the version whose head is fitted anew */
  readonly base: string;
  readonly baseFolder: string;
  /** where the new version goes; nothing is left there when it is refused */
  readonly folder: string;
  readonly madeAt: string;
  readonly by: string;
  readonly photos: readonly {
    readonly embedding: Float32Array;
    readonly grade: Grade;
    readonly truck: string;
    readonly isLearned: boolean;
  }[];
}

export interface PhotoCount {
  readonly photos: number;
  readonly trucks: number;
}

export type RefitAnswer =
  | {
      readonly ok: true;
      readonly sha256: string;
      /** grades the version may say; photos of others taught it nothing */
      readonly known: readonly Grade[];
      readonly scores: ModelScores;
      readonly before: ModelScores;
    }
  | {
      readonly ok: false;
      readonly refusal: 'TOO_FEW' | 'WORSE' | 'CONTRADICTORY' | 'REFIT_FAILED';
      readonly because?: string;
      readonly have?: PhotoCount;
      readonly needed?: PhotoCount;
      readonly scores?: ModelScores;
      readonly before?: ModelScores;
    };
