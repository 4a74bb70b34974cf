import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { kstDayStart } from '../../domain/kst-time.ts';
import { SECOND_MS } from '../../domain/units.ts';
import { UsageLogExportQuery, UsageLogStatus, UsageLogTest } from '../../domain/wire/usage-log-api.ts';
import type { Audit } from '../accounts/audit.ts';
import { seesEveryYard } from '../accounts/authorization.ts';
import { daysBetween } from '../usage-log/duty.ts';
import { personOf } from '../usage-log/person.ts';
import type { UsageLog } from '../usage-log/usage-log.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly usageLog: UsageLog;
  readonly audit: Audit;
}

/** A quarter of a year, so that an export stays in memory. */
const EXPORT_DAYS = 92;

/** The state of the usage log, a test of its portal, and its records for registration by hand. */
export const usageLogRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, usageLog, audit } = options;

  app.get('/api/usage-log', { schema: { response: answers(200, UsageLogStatus) } }, (request, reply) => {
    const session = gate.demand(request, 'usage-log:read');
    reply.send({ ...usageLog.status(), mayAct: seesEveryYard(session) });
  });

  app.post('/api/usage-log/test', { schema: { response: answers(200, UsageLogTest) } }, async (request) => {
    const session = gate.demand(request, 'usage-log:act');
    const person = personOf(session);
    // one key and one log for all yards: neither is part of a yard
    if (person === null || !seesEveryYard(session)) throw new DomainError('FORBIDDEN');
    const pauseMs = usageLog.testPauseMs();
    if (pauseMs > 0) throw new DomainError('TOO_MANY_REQUESTS', { retryAfterS: Math.ceil(pauseMs / SECOND_MS) });
    audit.record({ who: session.user, what: 'usage-log-tested', address: request.ip });
    const answer = await usageLog.test(person, request.ip);
    return { answer, reason: answer === null ? usageLog.status().reason : null };
  });

  app.get(
    '/api/usage-log/export',
    { schema: { querystring: UsageLogExportQuery, response: answers(200, Type.String()) } },
    (request, reply) => {
      const session = gate.demand(request, 'usage-log:act');
      if (!seesEveryYard(session)) throw new DomainError('FORBIDDEN');
      const { from, to } = request.query;
      for (const [field, day] of Object.entries({ from, to })) {
        if (kstDayStart(day) === null) throw new DomainError('BAD_REQUEST', { field, problem: 'no such day' });
      }
      const days = daysBetween(from, to) + 1;
      if (days < 1 || days > EXPORT_DAYS) {
        throw new DomainError('BAD_REQUEST', { field: 'to', problem: `1 to ${EXPORT_DAYS} days` });
      }
      reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="usage-log-${from}-${to}.csv"`)
        .send(usageLog.csv(from, to));
    },
  );
  done();
};
