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

/** What the thread is asked; a file is read chunk by chunk under one id, each asked for, until it ends or is ended. */
export type ExportQuestion =
  | { readonly ask: 'count'; readonly subject: ExportSubject; readonly wish: CountWish }
  | { readonly ask: 'open'; readonly file: FileRequest }
  | { readonly ask: 'next' }
  | { readonly ask: 'end' };

/** Its answers: to a count, and to the next chunk; null is the end of the file. */
export type ExportAnswer = Counted | Uint8Array | null;
