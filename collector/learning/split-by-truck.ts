import { createHash } from 'node:crypto';

/** A number from 0 to 1 that depends on the truck's visit alone. */
export function placeOf(visit: string): number {
  return createHash('sha256').update(visit).digest().readUInt32BE() / 2 ** 32;
}

/** Share of the trucks that an exported set keeps for testing. */
const TEST_SHARE = 0.25;

/** The side of a truck in an exported set: by its visit alone, so it never changes sides as the set grows. */
export function sideOf(visit: string): 'train' | 'test' {
  return placeOf(visit) < TEST_SHARE ? 'test' : 'train';
}

/**
 * Deals trucks into `folds` heaps of about equal size, every grade spread over the heaps: no truck is in two of them. The
 * result depends on the set of trucks alone, not on their order.
 * @param gradeOf each truck's grade, keyed by visit id
 * @returns the heap of each truck, 0 to folds - 1, keyed by visit id
 */
export function foldsByTruck(gradeOf: ReadonlyMap<string, string>, folds: number): Map<string, number> {
  const ordered = [...gradeOf].sort(([a, gradeA], [b, gradeB]) =>
    gradeA < gradeB ? -1 : gradeA > gradeB ? 1 : placeOf(a) - placeOf(b),
  );
  return new Map(ordered.map(([visit], index) => [visit, index % folds]));
}
