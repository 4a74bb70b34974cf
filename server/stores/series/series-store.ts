import type { Shift } from '../../../domain/shifts.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { SeriesWidth } from '../../../domain/wire/http-api.ts';
import type { ColumnTable } from './column-table.ts';

/** Which buckets: all that touch `[from, to)`; what lies before `from` or from `to` on is in none of them. */
export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly every: SeriesWidth;
  /** the yard's shifts, for `every: 'shift'` */
  readonly shifts: readonly Shift[];
  /** rows that an answer may have at most */
  readonly rowsAtMost: number;
}

export interface YardSpan extends Span {
  readonly yard: string;
}

export interface ThroughputRequest extends YardSpan {
  readonly by: 'grade' | 'direction' | 'partner';
}

export interface AvailabilityRequest extends YardSpan {
  /** nothing is known of what comes after */
  readonly now: EpochMs;
}

export interface BudgetRequest extends Span {
  readonly project: string;
}

/**
 * History as tables of columns, named and ordered as the answers of `domain/wire/http-api.ts`: bucket by bucket, every
 * key of the span in each bucket.
 *
 * Every method throws DomainError `BAD_REQUEST` when buckets times keys are more than the request allows.
 */
export interface SeriesStore {
  throughput(request: ThroughputRequest): Promise<ColumnTable>;
  mix(request: YardSpan): Promise<ColumnTable>;
  flows(request: YardSpan): Promise<ColumnTable>;
  inspections(request: YardSpan): Promise<ColumnTable>;
  availability(request: AvailabilityRequest): Promise<ColumnTable>;
  indicators(request: YardSpan): Promise<ColumnTable>;
  budget(request: BudgetRequest): Promise<ColumnTable>;
}
