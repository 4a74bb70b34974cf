import type { FlowReads } from '../flows/flow-requests.ts';
import type { SeriesStore } from './series-store.ts';

/** What the thread answers: history as columns, and flows. */
export type LedgerReads = SeriesStore & FlowReads;
export type ReadName = keyof LedgerReads;
export type ReadRequest<Name extends ReadName> = Parameters<LedgerReads[Name]>[0];
export type ReadAnswer<Name extends ReadName> = Awaited<ReturnType<LedgerReads[Name]>>;

/** A question to the thread; the request is the one that the method of this name takes. */
export interface ThreadQuestion {
  readonly name: ReadName;
  readonly request: ReadRequest<ReadName>;
}
