import { DAY_MS, type EpochMs } from '../../../domain/units.ts';
import type { SupplierSearch } from '../../api/flows.ts';
import { listOfNames } from '../../api/names.ts';
import { isRunning, type Range, type RangeChoice, type Span, spanOf, wireSpan } from './spans.ts';

/** Ranges of suppliers: whole weeks are needed to say how even they are. */
export const SUPPLIER_RANGES: readonly Range[] = ['30d', '90d', 'quarter', 'year', 'custom'];

/** Width of a trend: a handful of points says nothing, and no more than a year of weeks can be seen. */
export function trendWidth({ from, to }: Span): SupplierSearch['every'] {
  const days = (to - from) / DAY_MS;
  if (days <= 21) return '1d';
  return days <= 400 ? '1w' : '1mo';
}

/** What the server is asked about suppliers of a range. */
export function supplierSearch(choice: RangeChoice, yards: readonly string[]): SupplierSearch {
  const span = spanOf(choice);
  return {
    ...wireSpan(span),
    every: trendWidth(span),
    ...(yards.length > 0 ? { yards: listOfNames(yards) } : {}),
  };
}

/** The buckets of a trend that are over: one that is still running would look like a fall. */
export function wholeBuckets<Bucket>(buckets: readonly Bucket[], span: Span, now: EpochMs): readonly Bucket[] {
  return isRunning(span, now) ? buckets.slice(0, -1) : buckets;
}
