import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { YardList, YardSummary } from '../../domain/wire/http-api.ts';
import { NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';
import { authorize } from '../accounts/authorization.ts';
import type { SummaryStore } from '../stores/summary.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly summaries: SummaryStore;
}

const YardParams = Type.Object({ yard: Type.String({ pattern: NAME_PATTERN }) });

/** The yards of the caller's scope, and what each of them looks like now. */
export const yardRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, yards, summaries }, done) => {
  app.get('/api/yards', { schema: { response: answers(200, YardList) } }, (request, reply) => {
    const session = gate.demand(request, 'yard:list');
    reply.send({ yards: yards.list().filter(({ id }) => authorize(session, 'yard:list', { yard: id })) });
  });

  app.get(
    '/api/yards/:yard/summary',
    { schema: { params: YardParams, response: answers(200, YardSummary) } },
    (request, reply) => {
      const { yard } = request.params;
      gate.demand(request, 'yard:read', { yard });
      const summary = summaries.summary(yard, Date.now());
      if (!summary) throw new DomainError('NOT_FOUND', { yard });
      reply.send(summary);
    },
  );
  done();
};
