import type { Grade } from '../../../domain/grades.ts';
import type { PhotoChoice } from '../plan/loads.ts';

/** Where the cameras of the demo take their photos from. The same choice gives the same bytes, always. */
export interface PhotoSource {
  /** Part of the plan's series: empty for painted pictures. */
  readonly seriesMark: string;
  /** Part of every photo's id, because an id must never stand for other bytes. */
  readonly tag: string;
  /** Grades there are pictures of. */
  readonly grades: readonly [Grade, ...Grade[]];
  /** True: the pictures are labelled, so loads are declared as what they show. */
  readonly isHonest: boolean;
  /** A JPEG that shows the choice. */
  photo(choice: PhotoChoice): Promise<Buffer>;
}
