import type { ErrorCode } from '../../domain/errors.ts';
import type { ExportFormat } from '../../domain/wire/flows-api.ts';
import type { CountWish, DayCounts } from '../stores/columns/photo-counts.ts';
import type { ExportSubject } from './export-source.ts';
import type { Language } from './export-table.ts';

/** A file to be written: a table, or the bare columns of photos. */
export interface FileRequest extends ExportSubject {
  readonly format: ExportFormat;
  readonly language: Language;
}

/** How many rows an export has, and never fewer by KST day. */
export interface Counted {
  readonly rows: number;
  /** false: no more than these */
  readonly isExact: boolean;
  readonly days: DayCounts;
}

/** What the thread is asked; a file is read chunk by chunk, each asked for, until it ends or is ended. */
export type ExportQuestion =
  | { readonly id: number; readonly ask: 'count'; readonly subject: ExportSubject; readonly wish: CountWish }
  | { readonly id: number; readonly ask: 'open'; readonly file: FileRequest }
  | { readonly id: number; readonly ask: 'next' }
  | { readonly id: number; readonly ask: 'end' };

/** Its answers; a chunk of null is the end of the file. Without a code a failure is no DomainError. */
export type ExportAnswer =
  | { readonly id: number; readonly counted: Counted }
  | { readonly id: number; readonly chunk: Uint8Array | null }
  | {
      readonly id: number;
      readonly code: ErrorCode | null;
      readonly params: Readonly<Record<string, string | number>>;
      readonly message: string;
    };
