import type {
  ChangeReport,
  FlowVisits,
  FlowWidth,
  NeedImport,
  StockCountRequest,
  StockReport,
  SupplierCard,
  SupplierList,
} from '../../domain/wire/flows-api.ts';
import type { CommandAccepted } from '../../domain/wire/http-api.ts';
import type { Columns } from '../columns/decode.ts';
import { query, request, requestBytes } from './request.ts';

/** What flows are narrowed to: RFC 3339 instants, `to` not included; lists of names as `listOfNames` writes them. */
export interface FlowSearch {
  readonly from: string;
  readonly to: string;
  readonly yards?: string | undefined;
  readonly partners?: string | undefined;
  readonly grades?: string | undefined;
  readonly direction?: 'inbound' | 'outbound' | undefined;
}

/** Kilograms as columns `time`, `yard`, `direction`, `partner`, `grade`, `kg`; only what is not zero. */
export async function fetchFlows(search: FlowSearch & { every: FlowWidth }, signal?: AbortSignal): Promise<Columns> {
  const [{ decodeColumns }, { bytes }] = await Promise.all([
    import('../columns/decode.ts'),
    requestBytes(`/api/flows${query({ ...search, format: 'arrow' })}`, signal),
  ]);
  return decodeColumns(bytes);
}

/** The visits behind a figure, newest first, `limit` at a time. */
export function fetchFlowVisits(
  search: FlowSearch & { only?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<FlowVisits> {
  return request(`/api/flows/visits${query({ ...search })}`);
}

export type SupplierSearch = Pick<FlowSearch, 'from' | 'to' | 'yards'> & { every: '1d' | '1w' | '1mo' };

/** Every supplier of a span, most net first, with the median of all. */
export function fetchSuppliers(search: SupplierSearch): Promise<SupplierList> {
  return request(`/api/suppliers${query({ ...search })}`);
}

export function fetchSupplier(partner: string, search: SupplierSearch): Promise<SupplierCard> {
  return request(`/api/suppliers/${encodeURIComponent(partner)}${query({ ...search })}`);
}

/** What is unusual about the KST week of a day; without one, about this week so far. */
export function fetchChanges(search: { day?: string | undefined }): Promise<ChangeReport> {
  return request(`/api/changes${query(search)}`);
}

export function fetchStock(): Promise<StockReport> {
  return request('/api/stock');
}

/** Sends a count of what lies on the ground to the yard's ledger; the stock changes once it is booked. */
export function sendStockCount(yard: string, count: StockCountRequest): Promise<CommandAccepted> {
  return request(`/api/yards/${encodeURIComponent(yard)}/stock-counts`, { method: 'POST', body: count });
}

/** Imports what works want in a month, from an XLSX or CSV file; one wrong cell and nothing is taken. */
export function importNeeds(file: Blob): Promise<NeedImport> {
  return request('/api/needs', { method: 'POST', file });
}
