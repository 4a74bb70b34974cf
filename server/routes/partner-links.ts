import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { SECOND_MS } from '../../domain/units.ts';
import { Session } from '../../domain/wire/http-api.ts';
import { NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';
import {
  PartnerLinkGrant,
  PartnerLinkList,
  PartnerLinkRequest,
  PartnerSessionRequest,
} from '../../domain/wire/slips-api.ts';
import type { Audit } from '../accounts/audit.ts';
import { authorize } from '../accounts/authorization.ts';
import type { PartnerLinks } from '../accounts/partner-links.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { triesPerAddress } from '../plugins/rate-limit.ts';
import { setSessionCookie } from '../plugins/session-cookie.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly sessions: Sessions;
  readonly partnerLinks: PartnerLinks;
  readonly audit: Audit;
  /** the link of a secret; what stands after the `#` never reaches a server */
  readonly linkUrl: (token: string) => string;
  /** closes the live sockets of sessions that have just ended */
  readonly sessionEnded: () => void;
}

const LinkQuery = Type.Object({ yard: Type.Optional(Type.String({ pattern: NAME_PATTERN })) });
const LinkParams = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** Links of partners: made and revoked by those who run the yard, and what whoever holds one enters by. */
export const partnerLinkRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, yards, sessions, partnerLinks, audit, linkUrl, sessionEnded } = options;

  app.get(
    '/api/partner-links',
    { schema: { querystring: LinkQuery, response: answers(200, PartnerLinkList) } },
    (request, reply) => {
      const { yard } = request.query;
      const session = gate.demand(request, 'partner-link:manage', yard === undefined ? {} : { yard });
      const links = partnerLinks
        .list()
        .filter((link) => yard === undefined || link.yard === yard)
        .filter((link) => authorize(session, 'partner-link:manage', { yard: link.yard }));
      reply.send({ links });
    },
  );

  app.post(
    '/api/partner-links',
    { schema: { body: PartnerLinkRequest, response: answers(201, PartnerLinkGrant) } },
    (request, reply) => {
      const { yard } = request.body;
      const session = gate.demand(request, 'partner-link:manage', { yard });
      if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
      const grant = partnerLinks.add(request.body, session.user);
      audit.record({ who: session.user, what: 'partner-link-made', subject: grant.id, address: request.ip });
      reply.status(201).send({ ...grant, url: linkUrl(grant.token) });
    },
  );

  app.delete(
    '/api/partner-links/:id',
    { schema: { params: LinkParams, response: answers(204, Type.Null()) } },
    (request, reply) => {
      const session = gate.demand(request, 'partner-link:manage');
      const link = partnerLinks.find(request.params.id);
      if (!link || !authorize(session, 'partner-link:manage', { yard: link.yard })) throw new DomainError('NOT_FOUND');
      partnerLinks.revoke(link.id);
      sessionEnded();
      audit.record({ who: session.user, what: 'partner-link-revoked', subject: link.id, address: request.ip });
      reply.status(204).send(null);
    },
  );

  app.post(
    '/api/partner-session',
    {
      schema: { body: PartnerSessionRequest, response: answers(200, Session), security: [] },
      preHandler: triesPerAddress(app, 'partner-link'),
    },
    (request, reply) => {
      const used = partnerLinks.use(request.body.token);
      const { link = null, expiresAt = 0 } = used ?? {};
      const what = link ? 'partner-login' : 'partner-login-failed';
      audit.record({ who: link?.partner ?? '', what, ...(link ? { subject: link.id } : {}), address: request.ip });
      // a forged link is answered like one that is over: whoever tries learns nothing of those that there were
      if (!link) throw new DomainError('LINK_ENDED');
      const seconds = Math.max(1, Math.floor((expiresAt - Date.now()) / SECOND_MS));
      setSessionCookie(request, reply, sessions.startForPartner(link.id, expiresAt), seconds);
      const { partner, yard } = link;
      reply.send({ user: partner, role: 'partner', yards: [yard], partner });
    },
  );
  done();
};
