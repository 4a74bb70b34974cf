import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';
import { Notices as NoticesBody } from '../../domain/wire/notices-api.ts';
import type { Audit } from '../accounts/audit.ts';
import type { Notices } from '../notices/notices.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly notices: Pick<Notices, 'list' | 'run'>;
  readonly audit: Audit;
}

const ReportParams = Type.Object({ name: Type.String({ pattern: NAME_PATTERN }) });

/** Reports by schedule, webhooks for events, and what became of what they had to tell. */
export const noticeRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, notices, audit }, done) => {
  app.get('/api/notices', { schema: { response: answers(200, NoticesBody) } }, (request, reply) => {
    gate.demand(request, 'notice:read');
    reply.send(notices.list());
  });

  app.post(
    '/api/notices/reports/:name/run',
    { schema: { params: ReportParams, response: answers(202, Type.Object({})) } },
    (request, reply) => {
      const { name } = request.params;
      const { user } = gate.demand(request, 'notice:manage');
      if (!notices.run(name, user)) throw new DomainError('NOT_FOUND', { name });
      audit.record({ who: user, what: 'report-run', subject: name, address: request.ip });
      reply.code(202).send({});
    },
  );
  done();
};
