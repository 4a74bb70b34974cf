import type { ErrorCode } from '../../../domain/errors.ts';
import type { ColumnTable } from './column-table.ts';
import type { SeriesStore } from './series-store.ts';

export type SeriesName = keyof SeriesStore;

/** A question to the thread; the request is the one that the method of this name takes. */
export interface ThreadQuestion {
  readonly id: number;
  readonly name: SeriesName;
  readonly request: Parameters<SeriesStore[SeriesName]>[0];
}

/** Its answer: a table whose arrays have moved over, or why there is none; without a code it is no DomainError. */
export type ThreadAnswer =
  | { readonly id: number; readonly table: ColumnTable }
  | {
      readonly id: number;
      readonly code: ErrorCode | null;
      readonly params: Readonly<Record<string, string | number>>;
      readonly message: string;
    };
