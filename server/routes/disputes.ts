import { randomUUID } from 'node:crypto';
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import type { DisputeCommand } from '../../domain/wire/edge-messages.ts';
import { CommandAccepted } from '../../domain/wire/http-api.ts';
import {
  DisputeAnswerRequest,
  DisputeDetail,
  DisputeList,
  DisputeQuery,
  DisputeRequest,
  DisputeSayRequest,
  DisputeWithdrawalRequest,
} from '../../domain/wire/slips-api.ts';
import type { Action } from '../accounts/authorization.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { triesPerAddress } from '../plugins/rate-limit.ts';
import type { DisputeStore, FoundDispute } from '../stores/slips/disputes.ts';
import type { SlipStore } from '../stores/slips/slips.ts';
import { answers } from './answers.ts';
import { assertObjection, assertStep, saidText } from './dispute-check.ts';
import { uploaderOf } from './evidence.ts';
import type { Gate } from './gate.ts';
import type { SendCommand } from './office-commands.ts';
import type { VisitDoor } from './seen-visit.ts';
import { VisitParams } from './visits.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly door: VisitDoor;
  readonly slips: SlipStore;
  readonly disputes: DisputeStore;
  readonly evidence: Evidence;
  readonly sendCommand: SendCommand;
}

const DisputeParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });

type Said = Pick<DisputeCommand, 'step' | 'text' | 'photos'> & Partial<Pick<DisputeCommand, 'verdict'>>;

/** Disputes (이의제기): a partner objects, both say what they have to, the yard answers. Every step becomes a row. */
export const disputeRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, door, slips, disputes, evidence, sendCommand } = options;

  const seenDispute = (request: FastifyRequest, action: Action, id: string): FoundDispute => {
    const found = disputes.find(id, door.askedBy(request, action).scope, Date.now());
    if (!found) throw new DomainError('NOT_FOUND');
    return found;
  };

  /** @throws DomainError `NOT_TAKEN` for a photo that the same party has not handed in for this visit */
  const assertHandedIn = (request: FastifyRequest, visit: string, yard: string, photos: readonly string[]) => {
    const uploader = uploaderOf(gate.sessionOf(request), yard);
    const stray = photos.find((photo) => !evidence.isHandedIn(photo, visit, uploader));
    if (stray !== undefined) throw new DomainError('NOT_TAKEN', { problem: 'PHOTO_NOT_HANDED_IN', photo: stray });
  };

  /** Whoever may read a dispute but take no step in it is told so. */
  const takeStep = async (request: FastifyRequest, id: string, { step, text, photos, verdict }: Said) => {
    const { detail, tenant, standing } = seenDispute(request, 'dispute:read', id);
    const { yard, visit, partner } = detail;
    const party = gate.sessionOf(request).role === 'partner' ? 'partner' : 'yard';
    gate.demand(request, party === 'partner' ? 'dispute:object' : 'dispute:answer', { yard });
    assertStep(standing, { step, party, at: Date.now(), hasSubject: false, verdict: verdict ?? null });
    assertHandedIn(request, visit, yard, photos);
    const wish = {
      ...{ visit, dispute: id, step, party, partner, text: saidText(text), photos },
      ...(verdict === undefined ? {} : { verdict }),
    };
    return await sendCommand(request, { kind: 'dispute', tenant, yard, subject: id, wish });
  };

  // whoever has a link is no colleague, and every step stays in the ledger for ever
  const preHandler = triesPerAddress(app, 'dispute');

  app.get(
    '/api/disputes',
    { schema: { querystring: DisputeQuery, response: answers(200, DisputeList) } },
    (request, reply) => {
      const { yard } = request.query;
      if (yard !== undefined) gate.demand(request, 'dispute:read', { yard });
      const { scope } = door.askedBy(request, 'dispute:read');
      reply.send({ disputes: disputes.list({ ...request.query, scope }, Date.now()) });
    },
  );

  app.get(
    '/api/disputes/:id',
    { schema: { params: DisputeParams, response: answers(200, DisputeDetail) } },
    (request, reply) => {
      reply.send(seenDispute(request, 'dispute:read', request.params.id).detail);
    },
  );

  app.post(
    '/api/visits/:id/disputes',
    { schema: { params: VisitParams, body: DisputeRequest, response: answers(202, CommandAccepted) }, preHandler },
    async (request, reply) => {
      const { id: visit, tenant, yard } = door.seenVisit(request, 'dispute:object', request.params.id);
      const { scope, session } = door.askedBy(request, 'dispute:object');
      const { subject, text, photos } = request.body;
      const earlier = disputes.list({ scope, visit }, Date.now());
      assertObjection({ slip: slips.find(visit), disputes: earlier }, subject);
      assertHandedIn(request, visit, yard, photos);
      const id = randomUUID();
      const said = { step: 'open', party: 'partner', partner: session.partner, text: saidText(text), subject, photos };
      const command = {
        id,
        kind: 'dispute',
        tenant,
        yard,
        subject: id,
        wish: { visit, dispute: id, ...said },
      } as const;
      return reply.status(202).send(await sendCommand(request, command));
    },
  );

  app.post(
    '/api/disputes/:id/entries',
    { schema: { params: DisputeParams, body: DisputeSayRequest, response: answers(202, CommandAccepted) }, preHandler },
    async (request, reply) => {
      const accepted = await takeStep(request, request.params.id, { step: 'say', ...request.body });
      return reply.status(202).send(accepted);
    },
  );

  app.post(
    '/api/disputes/:id/answer',
    {
      schema: { params: DisputeParams, body: DisputeAnswerRequest, response: answers(202, CommandAccepted) },
      preHandler,
    },
    async (request, reply) => {
      const accepted = await takeStep(request, request.params.id, { step: 'answer', ...request.body });
      return reply.status(202).send(accepted);
    },
  );

  app.post(
    '/api/disputes/:id/withdrawal',
    {
      schema: { params: DisputeParams, body: DisputeWithdrawalRequest, response: answers(202, CommandAccepted) },
      preHandler,
    },
    async (request, reply) => {
      const { text } = request.body;
      const accepted = await takeStep(request, request.params.id, { step: 'withdraw', text, photos: [] });
      return reply.status(202).send(accepted);
    },
  );
  done();
};
