import { addSums, NO_SUMS, type PartnerSums } from '../../../domain/flows/partner-sums.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { Sqlite } from '../sqlite.ts';
import type { DeliveryDay, FlowSelection, PartnerDispute, SpansRequest, SupplierSpan } from './flow-requests.ts';
import { flowRows } from './flow-rows.ts';
import { partnerDayRows } from './partner-day-rows.ts';
import { partnerDays } from './partner-days.ts';
import { andAll, OF_VISIT, selectionTerms } from './selection-terms.ts';

export function lastDeliveries(database: Sqlite, places: readonly DeliveryDay[]): (EpochMs | null)[] {
  const sql = `SELECT max(closed_at) FROM visit
    WHERE yard = ? AND closed_at >= ? AND closed_at < ? AND status = 'closed' AND direction = 'inbound' AND partner = ?`;
  return places.map(({ yard, from, to, partner }) => {
    const [row] = database.tuples<[EpochMs | null]>(sql, yard, from, to, partner);
    return row?.[0] ?? null;
  });
}

export function disputesOf(database: Sqlite, selection: FlowSelection): PartnerDispute[] {
  const terms = selectionTerms(selection, OF_VISIT);
  const sql = `SELECT d.dispute AS id, d.partner, d.visit, d.state, d.verdict, d.opened_at AS openedAt
    FROM dispute d JOIN visit v ON v.id = d.visit
    WHERE d.yard = ? AND d.opened_at >= ? AND d.opened_at < ?${andAll(terms)}`;
  const params = terms.flatMap(({ params }) => params);
  return selection.yards
    .flatMap((yard) => database.rows<PartnerDispute>(sql, yard, selection.from, selection.to, ...params))
    .sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1));
}

export function supplierSpans(database: Sqlite, { selection, spans }: SpansRequest): SupplierSpan[] {
  return spans.map(({ from, to }) => {
    const asked: FlowSelection = { ...selection, from, to, direction: 'inbound' };
    const kilograms = selection.yards.flatMap((yard) =>
      Array.from(flowRows(database, yard, asked, null), ([, , partner, grade, kg]) => ({ partner, grade, kg })),
    );
    const sums = new Map<string, PartnerSums>();
    for (const row of partnerDayRows(partnerDays(database, asked))) {
      sums.set(row.partner, addSums(sums.get(row.partner) ?? NO_SUMS, row.sums));
    }
    return { kilograms, sums: Array.from(sums, ([partner, own]) => ({ partner, sums: own })) };
  });
}
