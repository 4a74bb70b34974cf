import type { ExportKind, FlowWidth } from '../../domain/wire/flows-api.ts';
import type { CountWish, RowCounts } from '../stores/columns/photo-counts.ts';
import type { PhotoSelection } from '../stores/columns/photo-selection.ts';
import type { FlowVisitKind } from '../stores/flows/flow-requests.ts';
import type { ExportTable } from './export-table.ts';

/** What an export is about: one selection serves every kind, each takes of it what it knows. */
export interface ExportSubject {
  readonly kind: ExportKind;
  readonly selection: PhotoSelection;
  /** width of the buckets of flows */
  readonly every: FlowWidth;
  /** which of the visits behind a figure */
  readonly only: FlowVisitKind;
}

/** Where the rows of an export come from. */
export interface ExportSource {
  /**
   * How many rows there are, as exactly as is wished. Steps: whoever else asks the thread
   * comes in between.
   */
  readonly count: (wish: CountWish) => Generator<undefined, RowCounts> | AsyncGenerator<undefined, RowCounts>;
  readonly table: () => ExportTable;
}
