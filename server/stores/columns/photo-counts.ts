import { startOfKstDay } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../../domain/units.ts';
import type { Ledger } from '../ledger.ts';
import { photoRows, photosOf } from './photo-rows.ts';
import { isOfSqlAlone, type PhotoSelection } from './photo-selection.ts';

/** Rows by the start of their KST day, in order. */
export type DayCounts = readonly (readonly [day: EpochMs, rows: number])[];

/** Photos that are looked at to count exactly; beyond, every photo of the span counts, judged or not. */
const LOOKED_AT = 20_000_000;
/** So many times a limit is beyond doubt above it, whatever share of the photos was judged. */
const BEYOND_DOUBT = 1.25;

export interface RowCounts {
  readonly rows: number;
  /** false: no more than these, since photos that nobody judged are among them */
  readonly isExact: boolean;
  /** never fewer rows than there are: what spans are advised by */
  readonly days: () => DayCounts;
}

/** What a count is for: to know which limits are passed, and the number itself up to so many. */
export interface CountWish {
  readonly limits: readonly number[];
  readonly exactUpTo?: number;
}

/**
 * How many photos a selection has, never fewer than there are. Counted exactly where that decides whether one of the
 * limits is passed: an index alone tells how many photos arrived, and often that is enough. Steps: each `next` works
 * for a while, so that whoever else asks the thread comes in between; the last value is returned.
 */
export function* countPhotos(
  ledger: Ledger,
  selection: PhotoSelection,
  { limits, exactUpTo = 0 }: CountWish,
): Generator<undefined, RowCounts> {
  const arrived = countArrived(ledger, selection);
  const isDecided = (limit: number) => arrived <= limit || (arrived > limit * BEYOND_DOUBT && !isNarrowed(selection));
  const seesAll = selection.scope.partner === null && selection.scope.works === null;
  if (arrived > LOOKED_AT || (seesAll && arrived > exactUpTo && limits.every(isDecided))) {
    const days = () => daysOf(selection).map((day) => [day.from, countArrived(ledger, day)] as const);
    // whoever sees only some of the rows is not told how many there are
    return { rows: seesAll ? arrived : LOOKED_AT, isExact: false, days };
  }
  const counts = isOfSqlAlone(selection) ? countBySql(ledger, selection) : countByReading(ledger, selection);
  const days = yield* counts;
  return { rows: days.reduce((sum, [, rows]) => sum + rows, 0), isExact: true, days: () => days };
}

/** True when only some of the photos of its yards and span can be in a selection. */
function isNarrowed(selection: PhotoSelection): boolean {
  const { scope, partners, direction } = selection;
  const isOfSome = partners !== null || direction !== null || scope.partner !== null || scope.works !== null;
  return isOfSome || !isOfSqlAlone(selection);
}

/** Photos of the span that arrived, whatever became of them: what an index alone answers. */
function countArrived(ledger: Ledger, { yards, from, to }: Pick<PhotoSelection, 'yards' | 'from' | 'to'>): number {
  const sql = `SELECT count(*) AS n FROM event INDEXED BY event_by_time
    WHERE yard = ? AND kind = 'frame' AND at >= ? AND at < ?`;
  return ledger.read(
    (database) => yards.reduce((sum, yard) => sum + (database.row<{ n: number }>(sql, yard, from, to)?.n ?? 0), 0),
    0,
  );
}

// day by day: a group by day would sort millions of rows that the index holds in order
function* countBySql(ledger: Ledger, selection: PhotoSelection): Generator<undefined, DayCounts> {
  const { sql, params } = photosOf(selection);
  const ask = `SELECT count(*) AS n ${sql} AND e.at >= ? AND e.at < ?`;
  const counts: [EpochMs, number][] = [];
  for (const { from, to } of daysOf(selection)) {
    const n = ledger.read((database) => database.row<{ n: number }>(ask, ...params, from, to)?.n ?? 0, 0);
    counts.push([from, n]);
    yield;
  }
  return counts;
}

function* countByReading(ledger: Ledger, selection: PhotoSelection): Generator<undefined, DayCounts> {
  const counts = new Map<EpochMs, number>();
  for (const rows of photoRows(ledger, selection)) {
    for (const [at] of rows) counts.set(startOfKstDay(at), (counts.get(startOfKstDay(at)) ?? 0) + 1);
    yield;
  }
  return [...counts];
}

/** The KST days of a selection, the first and the last as far as they belong to it. */
function daysOf({ yards, from, to }: PhotoSelection): Pick<PhotoSelection, 'yards' | 'from' | 'to'>[] {
  const days = [];
  for (let start = from; start < to; start = startOfKstDay(start) + DAY_MS) {
    days.push({ yards, from: start, to: Math.min(to, startOfKstDay(start) + DAY_MS) });
  }
  return days;
}
