import { kstDay } from '../../domain/kst-time.ts';
import type { ExportFormat } from '../../domain/wire/flows-api.ts';
import type { FileRequest } from './export-messages.ts';
import { kindName } from './file-chunks.ts';

/** A stream of Arrow has a name of its own: `.arrow` is the file format (IANA, application/vnd.apache.arrow.stream). */
const ENDINGS: Readonly<Record<ExportFormat, string>> = { xlsx: 'xlsx', csv: 'csv', arrow: 'arrows' };

/** The header that names a download by its kind and its KST days, in ASCII and as it is (RFC 6266, RFC 8187). */
export function contentDisposition(file: FileRequest): string {
  const { from, to } = file.selection;
  const [first, last] = [kstDay(from), kstDay(to - 1)];
  const name = (kind: string) => `${kind}_${first}${first === last ? '' : `_${last}`}.${ENDINGS[file.format]}`;
  const own = name(kindName(file.kind, file.language).replaceAll(' ', '-'));
  return `attachment; filename="${name(file.kind)}"; filename*=UTF-8''${encodeURIComponent(own)}`;
}
