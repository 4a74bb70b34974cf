import { GRADE_BUCKETS, GRADES } from '../../../domain/grades.ts';
import type { Keys } from './fold.ts';

const GRADE_PLACES = new Map<string, number>(GRADE_BUCKETS.map((bucket, place) => [bucket, place]));

/** The grades that occur, in the order of the screens; all grades when none does, so that a chart has its legend. */
export function gradeKeys(found: Keys): Keys {
  const listed = inOrder(found, { gradePart: 0 });
  return listed.length > 0 ? listed : GRADES.map((grade) => [grade]);
}

/** Keys part by part: grades in the order of the screens, anything else by its code units, whatever the language. */
export function inOrder(keys: Keys, { gradePart = -1 } = {}): Keys {
  const compare = (a: string, b: string, part: number) => {
    if (part === gradePart) return (GRADE_PLACES.get(a) ?? 0) - (GRADE_PLACES.get(b) ?? 0);
    return a < b ? -1 : a > b ? 1 : 0;
  };
  return [...keys].sort((a, b) => {
    const differing = a.findIndex((text, part) => text !== b[part]);
    return differing === -1 ? 0 : compare(a[differing] ?? '', b[differing] ?? '', differing);
  });
}
