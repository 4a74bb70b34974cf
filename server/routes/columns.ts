import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '../../domain/errors.ts';
import { EXPORT_ROWS, InspectionColumnsQuery } from '../../domain/wire/flows-api.ts';
import { adviceWords, advisedSpan } from '../exports/advice.ts';
import type { ExportThread } from '../exports/export-thread.ts';
import type { YardStore } from '../stores/yards.ts';
import { flowSelection } from './flow-selection.ts';
import type { Gate } from './gate.ts';
import { photoSelection } from './photo-selection.ts';
import { ARROW_STREAM } from './send-table.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly exports: ExportThread;
}

/** Judged photos as columns, for a page that filters them by itself. */
export const columnRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, yards, exports }, done) => {
  app.get(
    '/api/columns/inspections',
    {
      schema: {
        querystring: InspectionColumnsQuery,
        description: `Judged photos, oldest first, as an Arrow IPC stream (${ARROW_STREAM}); x-rows tells how many come at most.`,
      },
    },
    async (request, reply) => {
      const selection = flowSelection(request, { gate, yards }, 'column:read', request.query);
      const subject = {
        kind: 'inspections',
        every: '1d',
        only: 'all',
        selection: photoSelection(selection, {}),
      } as const;
      const limit = EXPORT_ROWS.arrow;
      const { rows, days } = await exports.count(subject, { limits: [limit] });
      if (rows > limit) {
        throw new DomainError('EXPORT_TOO_LARGE', { rows, limit, advice: adviceWords(advisedSpan(days, limit)) });
      }
      reply.header('x-rows', String(rows)).header('cache-control', 'no-store');
      return reply.type(ARROW_STREAM).send(exports.file({ ...subject, format: 'arrow', language: 'en' }));
    },
  );
  done();
};
