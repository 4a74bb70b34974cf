import { flowBucketStarts } from '../../../domain/flows/buckets.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { Ledger } from '../ledger.ts';
import type { ColumnTable } from '../series/column-table.ts';
import type { Sqlite } from '../sqlite.ts';
import type {
  DeliveryDay,
  FlowReads,
  FlowRequest,
  FlowSelection,
  FlowVisitPage,
  FlowVisitRequest,
  SpansRequest,
} from './flow-requests.ts';
import { flowRows } from './flow-rows.ts';
import { FlowTable } from './flow-table.ts';
import { flowVisits } from './flow-visits.ts';
import { partnerDays } from './partner-days.ts';
import { stockOfYards } from './stock-reads.ts';
import { disputesOf, lastDeliveries, supplierSpans } from './supplier-reads.ts';

/**
 * Flows straight from the ledger; while there is none every answer is empty. Each answer is read in one transaction, so
 * that an hour summed anew meanwhile is not read twice or not at all. Everything is read synchronously: whoever serves
 * others meanwhile asks it on another thread.
 */
export class LedgerFlows implements FlowReads {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  kilograms(request: FlowRequest): Promise<ColumnTable> {
    const { from, to, every, yards, rowsAtMost } = request;
    const table = new FlowTable(flowBucketStarts(from, to, every));
    const grain = every === 'all' ? null : every === '1h' ? HOUR_MS : DAY_MS;
    return this.#read(table.columns(rowsAtMost), (database) => {
      for (const yard of yards) {
        for (const [at, direction, partner, grade, kg] of flowRows(database, yard, request, grain)) {
          table.add(grain === null ? from : Math.max(at, from), [yard, direction, partner, grade], kg);
        }
      }
      return table.columns(rowsAtMost);
    });
  }

  partnerDays(request: FlowSelection): Promise<ColumnTable> {
    return this.#read(partnerDays(null, request), (database) => partnerDays(database, request));
  }

  visits(request: FlowVisitRequest): Promise<FlowVisitPage> {
    return this.#read<FlowVisitPage>({ visits: [], total: 0, next: null }, (database) => flowVisits(database, request));
  }

  lastDeliveries(places: readonly DeliveryDay[]) {
    return this.#read(
      places.map(() => null),
      (database) => lastDeliveries(database, places),
    );
  }

  disputes(request: FlowSelection) {
    return this.#read([], (database) => disputesOf(database, request));
  }

  supplierSpans(request: SpansRequest) {
    const nothing = request.spans.map(() => ({ kilograms: [], sums: [] }));
    return this.#read(nothing, (database) => supplierSpans(database, request));
  }

  stock(request: Parameters<FlowReads['stock']>[0]) {
    return this.#read([], (database) => stockOfYards(database, request));
  }

  #read<T>(empty: NoInfer<T>, query: (database: Sqlite) => T): Promise<T> {
    return new Promise((resolve) =>
      resolve(this.#ledger.read((database) => database.transaction(() => query(database)), empty)),
    );
  }
}
