import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { CancellationCommand, CorrectionCommand } from '../../domain/wire/edge-messages.ts';
import { CancellationRequest, CommandAccepted, CorrectionRequest, type Visit } from '../../domain/wire/http-api.ts';
import type { VisitStore } from '../stores/visits.ts';
import { answers } from './answers.ts';
import { assertCorrection, assertReason } from './correction-check.ts';
import type { Gate } from './gate.ts';
import type { SendCommand } from './office-commands.ts';
import type { VisitDoor } from './seen-visit.ts';
import { VisitParams } from './visits.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly door: VisitDoor;
  readonly visits: VisitStore;
  readonly sendCommand: SendCommand;
}

type Wish<Command> = Omit<Command, 'id' | 'at' | 'by'>;

/** Requests to change a visit. The collector alone writes the ledger, so they go to it and are answered with 202. */
export const visitCommandRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, door, visits, sendCommand } = options;

  /** A visit the caller may see; whoever may see it but not change it is told so. */
  const visitOf = (request: FastifyRequest, id: string): Visit => {
    const visit = door.seenVisit(request, 'visit:read', id);
    gate.demand(request, 'visit:correct', { yard: visit.yard });
    if (visit.status === 'cancelled') throw new DomainError('CONFLICT', { status: visit.status });
    return visit;
  };

  app.post(
    '/api/visits/:id/corrections',
    { schema: { params: VisitParams, body: CorrectionRequest, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const corrected = visitOf(request, request.params.id);
      assertCorrection(corrected, visits.correctable(corrected), request.body);
      const { id: visit, tenant, yard } = corrected;
      const { reason, grade, grades, deductionKg, frame, withdraws } = request.body;
      const wish: Wish<CorrectionCommand> = {
        visit,
        reason: reason.trim(),
        ...(grade === undefined ? {} : { grade }),
        ...(grades === undefined ? {} : { grades }),
        ...(deductionKg === undefined ? {} : { deductionKg }),
        ...(frame === undefined ? {} : { frame }),
        ...(withdraws === undefined ? {} : { withdraws }),
      };
      return reply
        .status(202)
        .send(await sendCommand(request, { kind: 'correction', tenant, yard, subject: visit, wish }));
    },
  );

  app.post(
    '/api/visits/:id/cancellation',
    { schema: { params: VisitParams, body: CancellationRequest, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const { id: visit, tenant, yard } = visitOf(request, request.params.id);
      assertReason(request.body.reason);
      const wish: Wish<CancellationCommand> = { visit, reason: request.body.reason.trim() };
      return reply
        .status(202)
        .send(await sendCommand(request, { kind: 'cancellation', tenant, yard, subject: visit, wish }));
    },
  );
  done();
};
