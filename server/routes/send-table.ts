import type { FastifyReply } from 'fastify';
import type { SeriesFormat } from '../../domain/wire/http-api.ts';
import { arrowStream } from '../stores/series/arrow-stream.ts';
import type { ColumnTable } from '../stores/series/column-table.ts';
import { jsonColumns } from '../stores/series/json-columns.ts';

export const ARROW_STREAM = 'application/vnd.apache.arrow.stream';

/** Answers with a table: columns as JSON, or an Arrow IPC stream as fast as the client reads it. */
export function sendTable(reply: FastifyReply, table: ColumnTable, format: SeriesFormat = 'json'): FastifyReply {
  if (format === 'arrow') return reply.type(ARROW_STREAM).send(arrowStream(table));
  return reply.send(jsonColumns(table));
}
