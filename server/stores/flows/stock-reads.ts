import { type GradeStock, OUT_SPAN_MS, type StockCount } from '../../../domain/flows/stock.ts';
import { GRADE_BUCKETS, type GradeBucket } from '../../../domain/grades.ts';
import { startOfKstDay } from '../../../domain/kst-time.ts';
import type { EpochMs, Kilogram } from '../../../domain/units.ts';
import type { Sqlite } from '../sqlite.ts';
import type { FlowSelection, YardStock } from './flow-requests.ts';
import { flowRows } from './flow-rows.ts';

/** What lies on the ground of each yard: every truck counts, whoever bought. */
export function stockOfYards(
  database: Sqlite,
  { yards, now }: { readonly yards: readonly string[]; readonly now: EpochMs },
): YardStock[] {
  return yards.map((yard) => {
    const counts = countsOf(database, yard, now);
    const today = startOfKstDay(now);
    const recent = movementOf(database, yard, today - OUT_SPAN_MS, today);
    // grades that were counted together are summed together
    const since = new Map<EpochMs, Movement>();
    const movementSince = (counted: StockCount | null) => {
      const from = counted === null ? 0 : counted.at + 1;
      const known = since.get(from) ?? movementOf(database, yard, from, now + 1);
      since.set(from, known);
      return known;
    };
    return {
      yard,
      grades: GRADE_BUCKETS.map((grade): GradeStock => {
        const counted = counts.get(grade) ?? null;
        const moved = movementSince(counted);
        return {
          grade,
          counted,
          inKg: moved.inbound.get(grade) ?? 0,
          outKg: moved.outbound.get(grade) ?? 0,
          recentOutKg: recent.outbound.get(grade) ?? 0,
        };
      }),
    };
  });
}

interface Movement {
  readonly inbound: ReadonlyMap<string, Kilogram>;
  readonly outbound: ReadonlyMap<string, Kilogram>;
}

function movementOf(database: Sqlite, yard: string, from: EpochMs, to: EpochMs): Movement {
  const scope = { yards: null, partner: null, works: null };
  const all: FlowSelection = { scope, yards: [yard], from, to, partners: null, grades: null, direction: null };
  const sums = { inbound: new Map<string, Kilogram>(), outbound: new Map<string, Kilogram>() };
  for (const [, direction, , grade, kg] of flowRows(database, yard, all, null)) {
    if (direction !== 'inbound' && direction !== 'outbound') continue;
    sums[direction].set(grade, (sums[direction].get(grade) ?? 0) + kg);
  }
  return sums;
}

/** The last count of each grade; of two of one instant the one that was told later. */
function countsOf(database: Sqlite, yard: string, now: EpochMs): Map<GradeBucket, StockCount> {
  const sql = `SELECT grade, kg, counted_at AS at, by FROM stock_row
    WHERE yard = ? AND counted_at <= ? ORDER BY counted_at, seq`;
  const rows = database.rows<StockCount & { grade: GradeBucket }>(sql, yard, now);
  return new Map(rows.map(({ grade, kg, at, by }) => [grade, { kg, at, by }]));
}
