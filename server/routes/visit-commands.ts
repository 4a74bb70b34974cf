import { randomUUID } from 'node:crypto';
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { CancellationCommand, CorrectionCommand } from '../../domain/wire/edge-messages.ts';
import { CancellationRequest, CommandAccepted, CorrectionRequest, type Visit } from '../../domain/wire/http-api.ts';
import { type CommandKind, commandTopic } from '../../domain/wire/mqtt-topics.ts';
import type { Audit } from '../accounts/audit.ts';
import { authorize } from '../accounts/authorization.ts';
import type { VisitStore } from '../stores/visits.ts';
import { answers } from './answers.ts';
import { assertCorrection, assertReason } from './correction-check.ts';
import type { Gate } from './gate.ts';
import { VisitParams } from './visits.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly visits: VisitStore;
  readonly audit: Audit;
  /** publishes a command to the collector and waits until the broker has it */
  readonly publish: (topic: string, body: unknown) => Promise<void>;
}

/** Requests to change a visit. The collector alone writes the ledger, so they go to it and are answered with 202. */
export const visitCommandRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, visits, audit, publish } = options;

  const commandOf = async (
    request: FastifyRequest,
    visit: Visit,
    kind: CommandKind,
    wish: Omit<CorrectionCommand, 'id' | 'at' | 'visit' | 'by'>,
  ): Promise<CommandAccepted> => {
    const session = gate.demand(request, 'visit:correct', { yard: visit.yard });
    const head = { id: randomUUID(), at: Date.now(), visit: visit.id, by: session.user };
    const command: CorrectionCommand | CancellationCommand = { ...head, ...wish };
    await publish(commandTopic(visit.tenant, visit.yard, kind), command);
    audit.record({ who: session.user, what: kind, subject: visit.id, address: request.ip });
    return { id: head.id };
  };

  /** A visit the caller may see; whoever may see it but not change it is told so. */
  const visitOf = (request: FastifyRequest, id: string): Visit => {
    const session = gate.sessionOf(request);
    const visit = visits.find(id);
    if (!visit || !authorize(session, 'yard:read', { yard: visit.yard })) throw new DomainError('NOT_FOUND');
    gate.demand(request, 'visit:correct', { yard: visit.yard });
    if (visit.status === 'cancelled') throw new DomainError('CONFLICT', { status: visit.status });
    return visit;
  };

  app.post(
    '/api/visits/:id/corrections',
    { schema: { params: VisitParams, body: CorrectionRequest, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const visit = visitOf(request, request.params.id);
      assertCorrection(visit, visits.framesOf(visit.id), request.body);
      const { reason, grade, grades, deductionKg, frame } = request.body;
      const accepted = await commandOf(request, visit, 'correction', {
        reason: reason.trim(),
        ...(grade === undefined ? {} : { grade }),
        ...(grades === undefined ? {} : { grades }),
        ...(deductionKg === undefined ? {} : { deductionKg }),
        ...(frame === undefined ? {} : { frame }),
      });
      return reply.status(202).send(accepted);
    },
  );

  app.post(
    '/api/visits/:id/cancellation',
    { schema: { params: VisitParams, body: CancellationRequest, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const visit = visitOf(request, request.params.id);
      assertReason(request.body.reason);
      const accepted = await commandOf(request, visit, 'cancellation', { reason: request.body.reason.trim() });
      return reply.status(202).send(accepted);
    },
  );
  done();
};
