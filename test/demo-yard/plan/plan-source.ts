import type { Grade } from '../../../domain/grades.ts';
import type { KstDay } from '../../../domain/units.ts';

/** What a plan depends on besides the yard and the day. */
export interface PlanSource {
  readonly seed: number;
  /** Stands in every id and ticket, so that another seed, plan or set of photos never reuses one. */
  readonly series: string;
  /** Grades there are pictures of. */
  readonly grades: readonly [Grade, ...Grade[]];
  /** True: every load is declared as what it mostly is. */
  readonly isHonest: boolean;
}

/** Changes whenever the planner would plan other trucks for the same seed. */
const PLAN_VERSION = 'c';

/** The series of a seed; `photos` names a folder of photos and is empty for painted ones. */
export function seriesOf(seed: number, photos: string): string {
  return `${PLAN_VERSION}${seed.toString(36)}${photos}`;
}

/** The ticket of a visit; the series keeps it apart from those of other seeds. */
export function ticketOf(source: PlanSource, day: KstDay, key: string): string {
  return `${source.series}-${day.slice(2).replaceAll('-', '')}-${key}`;
}
