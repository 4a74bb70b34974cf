import type { ExportFormat, ExportKind, ExportSize } from '../../domain/wire/flows-api.ts';
import { query, request } from './request.ts';

/** What is narrowed to, by the names of ExportQuery; empty values are left out. */
export type ExportSelection = Readonly<Record<string, string | number | null | undefined>> & {
  readonly from: string;
  readonly to: string;
};

/** How many rows an export would have, and in which formats they fit. */
export function fetchExportSize(kind: ExportKind, selection: ExportSelection): Promise<ExportSize> {
  return request(`/api/exports/${kind}/size${query(selection)}`);
}

/** The address that answers with the file; the browser saves it under the name the server gives. */
export function exportAddress(
  kind: ExportKind,
  selection: ExportSelection,
  { format, language }: { readonly format: ExportFormat; readonly language: 'ko' | 'en' },
): string {
  return `/api/exports/${kind}${query({ ...selection, format, language })}`;
}
