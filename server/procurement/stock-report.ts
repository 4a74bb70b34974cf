import type { NeedRow } from '../../domain/flows/need-sheet.ts';
import { stockLines } from '../../domain/flows/stock.ts';
import { formatKst, kstDay, kstDayStart } from '../../domain/kst-time.ts';
import type { EpochMs, Kilogram } from '../../domain/units.ts';
import type { StockReport } from '../../domain/wire/flows-api.ts';
import type { RowScope } from '../accounts/authorization.ts';
import type { FlowReads } from '../stores/flows/flow-requests.ts';
import { tableRows } from '../stores/flows/table-rows.ts';
import type { YardStore } from '../stores/yards.ts';
import type { NeedStore } from './need-store.ts';

const ROWS_AT_MOST = 200_000;

interface Dependencies {
  readonly flows: FlowReads;
  readonly yards: YardStore;
  readonly needs: NeedStore;
}

/**
 * What lies on the ground of the yards of a scope, and what works need beside what they got from those. A buyer does not
 * see the ground of a yard that minds; what a yard has is every buyer's, so its stock counts all trucks.
 */
export async function stockReport(
  { flows, yards, needs }: Dependencies,
  scope: RowScope,
  now: EpochMs,
): Promise<StockReport> {
  const seen = yards.list().filter(({ id }) => scope.yards === null || scope.yards.includes(id));
  const isShared = (yard: string): boolean => scope.works === null || yards.isStockShared(yard);
  const shared = seen.map(({ id }) => id).filter(isShared);
  const stock = await flows.stock({ yards: shared, now });
  const delivered = await deliveredByNeed(flows, { scope, yards: seen.map(({ id }) => id) }, needs.list());
  return {
    at: formatKst(now),
    yards: seen.map(({ id, name }) => ({
      yard: id,
      name,
      shared: isShared(id),
      grades: stockLines(stock.find(({ yard }) => yard === id)?.grades ?? []).map(
        ({ grade, kg, counted, inKg, outKg, outPerDayKg, days }) => ({
          ...{ grade, kg, inKg, outKg, outPerDayKg, days },
          countedKg: counted?.kg ?? null,
          countedAt: counted === null ? null : formatKst(counted.at),
          countedBy: counted?.by ?? null,
        }),
      ),
    })),
    needs: delivered,
  };
}

async function deliveredByNeed(
  flows: FlowReads,
  { scope, yards }: { readonly scope: RowScope; readonly yards: readonly string[] },
  needs: readonly NeedRow[],
): Promise<StockReport['needs']> {
  const [first, last] = [needs[0], needs.at(-1)];
  if (!first || !last) return [];
  const table = await flows.kilograms({
    ...{ scope, yards, grades: null, direction: 'outbound', every: '1mo', rowsAtMost: ROWS_AT_MOST },
    partners: [...new Set(needs.map(({ works }) => works))],
    from: monthStart(first.month),
    to: monthStart(monthAfter(last.month)),
  });
  const kilograms = new Map<string, Kilogram>();
  for (const { time, partner, grade, kg } of tableRows(table)) {
    const key = JSON.stringify([partner, grade, kstDay(Number(time)).slice(0, 7)]);
    kilograms.set(key, (kilograms.get(key) ?? 0) + Number(kg));
  }
  return needs.map(({ works, grade, month, kg }) => ({
    ...{ works, grade, month, kg },
    deliveredKg: kilograms.get(JSON.stringify([works, grade, month])) ?? 0,
  }));
}

const monthStart = (month: string): EpochMs => kstDayStart(`${month}-01`) ?? 0;

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
