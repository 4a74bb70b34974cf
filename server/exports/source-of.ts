import type { ExportKind } from '../../domain/wire/flows-api.ts';
import type { Ledger } from '../stores/ledger.ts';
import type { ExportSource, ExportSubject } from './export-source.ts';
import { flowSource } from './sources/flows.ts';
import { photoSource } from './sources/photos.ts';
import { supplierSource } from './sources/suppliers.ts';
import { visitSource } from './sources/visits.ts';

const SOURCES: Readonly<Record<ExportKind, (ledger: Ledger, subject: ExportSubject) => ExportSource>> = {
  flows: flowSource,
  visits: visitSource,
  suppliers: supplierSource,
  inspections: photoSource,
};

/** The rows that a subject is about. */
export function sourceOf(ledger: Ledger, subject: ExportSubject): ExportSource {
  return SOURCES[subject.kind](ledger, subject);
}
