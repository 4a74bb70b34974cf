import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import {
  EXPORT_FORMATS,
  EXPORT_KINDS,
  EXPORT_ROWS,
  type ExportFormat,
  type ExportKind,
  ExportQuery,
  ExportSize,
  ExportSizeQuery,
} from '../../domain/wire/flows-api.ts';
import { adviceWords, advisedSpan } from '../exports/advice.ts';
import type { Counted } from '../exports/export-messages.ts';
import type { ExportSubject } from '../exports/export-source.ts';
import type { ExportThread } from '../exports/export-thread.ts';
import { contentDisposition } from '../exports/file-name.ts';
import { XLSX_TYPE } from '../exports/xlsx/workbook.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import { flowSelection } from './flow-selection.ts';
import type { Gate } from './gate.ts';
import { photoSelection } from './photo-selection.ts';
import { ARROW_STREAM } from './send-table.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly exports: ExportThread;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  xlsx: XLSX_TYPE,
  csv: 'text/csv; charset=utf-8',
  arrow: ARROW_STREAM,
};
/** Up to so many rows a menu is told their number, beyond only what decides about the formats. */
const EXACT_UP_TO = 200_000;
const Kind = Type.Object({ kind: Type.Enum([...EXPORT_KINDS]) });

const DESCRIPTION =
  'A file of exactly what a page shows, within the rows that the session may see: XLSX, CSV (UTF-8 with BOM, RFC 4180; a ' +
  'text that begins with = + - @ tab or CR has an apostrophe before it), or an Arrow IPC stream. Rows are counted ' +
  `first: beyond ${EXPORT_FORMATS.map((format) => `${EXPORT_ROWS[format]} (${format})`).join(', ')} the answer is ` +
  'EXPORT_TOO_LARGE with rows, limit and the span to export at a time.';

/** Files for people and programs that want the rows themselves. */
export const exportRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, yards, exports }, done) => {
  const subjectOf = (request: FastifyRequest, kind: ExportKind, asked: Type.Static<typeof ExportSizeQuery>) => {
    const selection = flowSelection(request, { gate, yards }, 'export:read', asked as never);
    const { every = '1d', only = 'all' } = asked;
    return { kind, every, only, selection: photoSelection(selection, asked as never) } satisfies ExportSubject;
  };

  app.get(
    '/api/exports/:kind/size',
    { schema: { params: Kind, querystring: ExportSizeQuery, response: answers(200, ExportSize) } },
    async (request, reply) => {
      const subject = subjectOf(request, request.params.kind, request.query);
      const counted = await exports.count(subject, { limits: Object.values(EXPORT_ROWS), exactUpTo: EXACT_UP_TO });
      const formats = EXPORT_FORMATS.map((format) => ({ format, ...sizeIn(counted, format) }));
      return reply.send({ rows: counted.rows, isExact: counted.isExact, formats });
    },
  );

  app.get(
    '/api/exports/:kind',
    { schema: { params: Kind, querystring: ExportQuery, description: DESCRIPTION } },
    async (request, reply) => {
      const { format, language = 'ko' } = request.query;
      const subject = subjectOf(request, request.params.kind, request.query);
      const counted = await exports.count(subject, { limits: [EXPORT_ROWS[format]] });
      const { fits, limit, advice } = sizeIn(counted, format);
      if (!fits) {
        const { rows } = counted;
        throw new DomainError('EXPORT_TOO_LARGE', { rows, limit, advice: adviceWords(advice) });
      }
      const file = { ...subject, format, language };
      reply.header('content-disposition', contentDisposition(file)).header('cache-control', 'no-store');
      return reply.type(TYPES[format]).send(exports.file(file));
    },
  );
  done();
};

function sizeIn({ rows, days }: Counted, format: ExportFormat) {
  const limit = EXPORT_ROWS[format];
  const fits = rows <= limit;
  return { limit, fits, advice: fits ? null : advisedSpan(days, limit) };
}
