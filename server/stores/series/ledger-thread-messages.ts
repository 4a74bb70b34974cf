import type { ErrorCode } from '../../../domain/errors.ts';
import type { FlowReads } from '../flows/flow-requests.ts';
import type { SeriesStore } from './series-store.ts';

/** What the thread answers: history as columns, and flows. */
export type LedgerReads = SeriesStore & FlowReads;
export type ReadName = keyof LedgerReads;
export type ReadRequest<Name extends ReadName> = Parameters<LedgerReads[Name]>[0];
export type ReadAnswer<Name extends ReadName> = Awaited<ReturnType<LedgerReads[Name]>>;

/** A question to the thread; the request is the one that the method of this name takes. */
export interface ThreadQuestion {
  readonly id: number;
  readonly name: ReadName;
  readonly request: ReadRequest<ReadName>;
}

/**
 * Its answer, the arrays of a table moved over, or why there is none; without a code it is no DomainError.
 */
export type ThreadAnswer =
  | { readonly id: number; readonly answer: ReadAnswer<ReadName> }
  | {
      readonly id: number;
      readonly code: ErrorCode | null;
      readonly params: Readonly<Record<string, string | number>>;
      readonly message: string;
    };
