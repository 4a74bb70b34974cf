import { startOfKstDay } from '../../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../../domain/units.ts';
import type { Ledger } from '../ledger.ts';
import { slotOf, startOfSlot } from '../series/slots.ts';
import { photoRows, photosOf } from './photo-rows.ts';
import { isOfSqlAlone, type PhotoSelection } from './photo-selection.ts';

/** Rows by the start of their KST day, in order; days without any are left out. */
export type DayCounts = readonly (readonly [day: EpochMs, rows: number])[];

/** Photos that are looked at to count exactly; beyond, every photo of the span counts, judged or not. */
const LOOKED_AT = 20_000_000;

/**
 * How many photos a selection has, by KST day, without reading them where SQL decides. Steps: each `next` works for a
 * while, so that whoever else asks the thread comes in between; the last value is returned.
 */
export function* countPhotos(ledger: Ledger, selection: PhotoSelection): Generator<undefined, DayCounts> {
  const counts = new Map<EpochMs, number>();
  const upTo = countFrames(ledger, selection);
  if (sumOf(upTo) > LOOKED_AT) return upTo;
  if (!isOfSqlAlone(selection)) {
    for (const rows of photoRows(ledger, selection)) {
      for (const [at] of rows) add(counts, startOfKstDay(at), 1);
      yield;
    }
    return [...counts];
  }
  const { sql, params } = photosOf(selection);
  const byDay = `SELECT ${slotOf('e.at', DAY_MS)}, count(*) ${sql} AND e.at >= ? AND e.at < ? GROUP BY 1 ORDER BY 1`;
  for (const [from, to] of stretches(upTo, selection)) {
    const rows = ledger.read((database) => database.tuples<[number, number]>(byDay, ...params, from, to), []);
    for (const [slot, n] of rows) add(counts, startOfSlot(slot, DAY_MS), n);
    yield;
  }
  return [...counts];
}

/** Photos of the span that arrived, by day: what an index alone answers. */
function countFrames(ledger: Ledger, { yards, from, to }: PhotoSelection): DayCounts {
  const sql = `SELECT ${slotOf('at', DAY_MS)}, count(*) FROM event INDEXED BY event_by_time
    WHERE yard IN (SELECT value FROM json_each(?)) AND kind = 'frame' AND at >= ? AND at < ? GROUP BY 1 ORDER BY 1`;
  const rows = ledger.read((database) => database.tuples<[number, number]>(sql, JSON.stringify(yards), from, to), []);
  return rows.map(([slot, n]) => [startOfSlot(slot, DAY_MS), n]);
}

/** Spans of whole days of about so many photos each. */
const STRETCH_ROWS = 100_000;

function* stretches(days: DayCounts, { from, to }: PhotoSelection): Generator<readonly [EpochMs, EpochMs]> {
  let [start, rows] = [from, 0];
  for (const [day, n] of days) {
    rows += n;
    if (rows < STRETCH_ROWS) continue;
    yield [start, Math.min(to, day + DAY_MS)];
    [start, rows] = [day + DAY_MS, 0];
  }
  if (start < to) yield [start, to];
}

export const sumOf = (counts: DayCounts): number => counts.reduce((sum, [, rows]) => sum + rows, 0);
const add = (counts: Map<EpochMs, number>, day: EpochMs, n: number) => counts.set(day, (counts.get(day) ?? 0) + n);
