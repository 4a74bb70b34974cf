import type { PartnerSums } from '../../../domain/flows/partner-sums.ts';
import type { Period } from '../../../domain/flows/periods.ts';
import type { GradeStock } from '../../../domain/flows/stock.ts';
import type { EpochMs, Kilogram } from '../../../domain/units.ts';
import type { FlowVisits, FlowWidth } from '../../../domain/wire/flows-api.ts';
import type { RowScope } from '../../accounts/authorization.ts';
import type { ColumnTable } from '../series/column-table.ts';

/** Whose rows of which span; `null`: not narrowed. Closed visits count by their second weighing. */
export interface FlowSelection {
  readonly scope: RowScope;
  /** the yards to look in, each within the scope */
  readonly yards: readonly string[];
  readonly from: EpochMs;
  /** not included */
  readonly to: EpochMs;
  /** the empty text stands for visits that name none */
  readonly partners: readonly string[] | null;
  readonly grades: readonly string[] | null;
  readonly direction: 'inbound' | 'outbound' | null;
}

export interface FlowRequest extends FlowSelection {
  readonly every: FlowWidth;
  /** rows that an answer may have at most */
  readonly rowsAtMost: number;
}

export type FlowVisitKind =
  | 'all'
  | 'declared-differs'
  | 'deducted'
  | 'cancelled'
  | 'exception'
  | 'corrected'
  | 'low-confidence'
  | 'disputed';

export interface FlowVisitRequest extends FlowSelection {
  readonly only: FlowVisitKind;
  readonly limit: number;
  readonly after: FlowVisitPosition | null;
}

/** Where a page ended: the visit that was last on it, and when it counts. */
export interface FlowVisitPosition {
  readonly at: EpochMs;
  readonly id: string;
}

export interface FlowVisitPage {
  readonly visits: FlowVisits['visits'];
  readonly total: number;
  readonly next: FlowVisitPosition | null;
}

/** Where a partner's latest truck of a span is looked for: a KST day on which it delivered there. */
export interface DeliveryDay {
  readonly yard: string;
  readonly partner: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A dispute as a scorecard counts it. */
export interface PartnerDispute {
  readonly id: string;
  readonly partner: string;
  readonly visit: string;
  readonly state: string;
  readonly verdict: string | null;
  readonly openedAt: EpochMs;
}

/** Inbound of a span by supplier. */
export interface SupplierSpan {
  readonly kilograms: readonly { readonly partner: string; readonly grade: string; readonly kg: Kilogram }[];
  readonly sums: readonly { readonly partner: string; readonly sums: PartnerSums }[];
}

export interface SpansRequest {
  readonly selection: FlowSelection;
  readonly spans: readonly Period[];
}

/** What lies on a yard's ground, every buyer's trucks counted. */
export interface YardStock {
  readonly yard: string;
  readonly grades: readonly GradeStock[];
}

/**
 * What is asked of the ledger about flows. Every method answers for the rows of the scope alone, but the stock, which is
 * a yard's whole. Sums are exact to the kilogram at any moment: an hour that is out of date in the roll-ups is summed
 * from its visits.
 */
export interface FlowReads {
  /**
   * Columns time (start of the bucket; of `all` the start of the span), yard, direction, partner, grade, kg, in this
   * order and only what is not zero.
   * @throws DomainError `RANGE_REFUSED` for more rows than the request allows
   */
  kilograms(request: FlowRequest): Promise<ColumnTable>;
  /**
   * What visits amount to by KST day: columns time, yard, direction, partner and one per field of `PartnerSums`. Grades
   * of the selection count for nothing here.
   */
  partnerDays(request: FlowSelection): Promise<ColumnTable>;
  /** The visits behind a figure, newest first. */
  visits(request: FlowVisitRequest): Promise<FlowVisitPage>;
  /** When the latest closed inbound truck of each place left, in their order; `null`: none did. */
  lastDeliveries(places: readonly DeliveryDay[]): Promise<(EpochMs | null)[]>;
  /** Disputes opened in the span about trucks of the rows, newest first. */
  disputes(request: FlowSelection): Promise<PartnerDispute[]>;
  /** Inbound of each span, by supplier; the selection's own span and direction count for nothing. */
  supplierSpans(request: SpansRequest): Promise<SupplierSpan[]>;
  stock(request: { readonly yards: readonly string[]; readonly now: EpochMs }): Promise<YardStock[]>;
}
