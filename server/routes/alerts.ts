import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { Alert, AlertList, AlertQuery } from '../../domain/wire/http-api.ts';
import type { Audit } from '../accounts/audit.ts';
import { authorize, scopeOf } from '../accounts/authorization.ts';
import type { AlertStore } from '../alerts/alert-store.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly alerts: AlertStore;
  readonly audit: Audit;
  /** tells the screens that an alert was seen */
  readonly tellAlerts: () => void;
}

const LIMIT = 100;
const AlertParams = Type.Object({ id: Type.Integer({ minimum: 1 }) });

/** Alerts of the caller's yards and of the whole system, and who has seen them. */
export const alertRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, alerts, audit, tellAlerts } = options;

  app.get(
    '/api/alerts',
    { schema: { querystring: AlertQuery, response: answers(200, AlertList) } },
    (request, reply) => {
      const { yard, state, limit = LIMIT } = request.query;
      const session = gate.demand(request, 'alert:read', yard === undefined ? {} : { yard });
      reply.send({ alerts: alerts.list({ scope: scopeOf(session), yard, state, limit }) });
    },
  );

  app.post(
    '/api/alerts/:id/seen',
    { schema: { params: AlertParams, response: answers(200, Alert) } },
    (request, reply) => {
      const { id } = request.params;
      const session = gate.demand(request, 'alert:see');
      const before = alerts.find(id);
      const isTheirs = before && authorize(session, 'alert:see', before.yard === null ? {} : { yard: before.yard });
      if (!isTheirs) throw new DomainError('NOT_FOUND');
      if (before.seenAt !== null) {
        reply.send(before);
        return;
      }
      const seen = alerts.see(id, session.user, Date.now());
      if (!seen) throw new DomainError('NOT_FOUND');
      audit.record({ who: session.user, what: 'alert-seen', subject: String(id), address: request.ip });
      tellAlerts();
      reply.send(seen);
    },
  );
  done();
};
