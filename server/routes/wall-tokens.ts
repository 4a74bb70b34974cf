import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { WallTokenGrant, WallTokenList, WallTokenRequest } from '../../domain/wire/http-api.ts';
import type { Audit } from '../accounts/audit.ts';
import { authorize } from '../accounts/authorization.ts';
import type { WallTokens } from '../accounts/wall-tokens.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly wallTokens: WallTokens;
  readonly audit: Audit;
  /** closes the live sockets of sessions that have just ended */
  readonly sessionEnded: () => void;
}

const TokenParams = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** Tokens of wall displays, made and revoked by those who run the yard. */
export const wallTokenRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, yards, wallTokens, audit, sessionEnded } = options;

  app.get('/api/wall-tokens', { schema: { response: answers(200, WallTokenList) } }, (request, reply) => {
    const session = gate.demand(request, 'wall-token:manage');
    const tokens = wallTokens.list().filter(({ yard }) => authorize(session, 'wall-token:manage', { yard }));
    reply.send({ tokens });
  });

  app.post(
    '/api/wall-tokens',
    { schema: { body: WallTokenRequest, response: answers(201, WallTokenGrant) } },
    (request, reply) => {
      const { yard, name } = request.body;
      const session = gate.demand(request, 'wall-token:manage', { yard });
      if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
      const grant = wallTokens.add(yard, name.trim(), session.user);
      audit.record({ who: session.user, what: 'wall-token-made', subject: grant.id, address: request.ip });
      reply.status(201).send(grant);
    },
  );

  app.delete(
    '/api/wall-tokens/:id',
    { schema: { params: TokenParams, response: answers(204, Type.Null()) } },
    (request, reply) => {
      const session = gate.demand(request, 'wall-token:manage');
      const token = wallTokens.find(request.params.id);
      if (!token || !authorize(session, 'wall-token:manage', { yard: token.yard })) throw new DomainError('NOT_FOUND');
      wallTokens.revoke(token.id);
      sessionEnded();
      audit.record({ who: session.user, what: 'wall-token-revoked', subject: token.id, address: request.ip });
      reply.status(204).send(null);
    },
  );
  done();
};
