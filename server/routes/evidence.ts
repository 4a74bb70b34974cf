import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { EvidenceTaken, MAX_EVIDENCE_BYTES } from '../../domain/wire/slips-api.ts';
import type { Audit } from '../accounts/audit.ts';
import type { LiveSession } from '../accounts/sessions.ts';
import type { Evidence, Upload, Uploader } from '../evidence/evidence.ts';
import type { DisputeStore } from '../stores/slips/disputes.ts';
import { answers } from './answers.ts';
import { takeAnyFile } from './file-body.ts';
import type { Gate } from './gate.ts';
import type { VisitDoor } from './seen-visit.ts';
import { VisitParams } from './visits.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly door: VisitDoor;
  readonly disputes: DisputeStore;
  readonly evidence: Evidence;
  readonly audit: Audit;
}

const EvidenceQuery = Type.Object({ width: Type.Optional(Type.Integer({ minimum: 16, maximum: 3_840 })) });
const EvidenceParams = Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

/** Who hands a photo in; one of a partner belongs to all who came by a link of that partner at that yard. */
export function uploaderOf({ user, partner }: LiveSession, yard: string): Uploader {
  return { yard, partner: partner ?? null, by: user };
}

/** Photos that a party hands in for a dispute. */
export const evidenceRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, door, disputes, evidence, audit } = options;

  /** A visit of the caller's, whose parties hand photos in; whoever only reads is told that they may not. */
  const partyOf = (request: FastifyRequest) => {
    const { id } = request.params as { id: string };
    const { id: visit, yard } = door.seenVisit(request, 'dispute:read', id);
    const { role } = gate.sessionOf(request);
    const session = gate.demand(request, role === 'partner' ? 'dispute:object' : 'dispute:answer', { yard });
    return { visit, uploader: uploaderOf(session, yard) };
  };

  app.get(
    '/api/evidence/:sha256',
    { schema: { params: EvidenceParams, querystring: EvidenceQuery } },
    async (request, reply) => {
      const { sha256 } = request.params;
      const { session, scope } = door.askedBy(request, 'dispute:read');
      const uploads = evidence.uploadsOf(sha256);
      const visits = uploads.map(({ visit }) => visit);
      const isSeen =
        uploads.some((upload) => isOwn(upload, session)) ||
        disputes.naming(sha256, visits).some((dispute) => disputes.find(dispute, scope, Date.now()) !== null);
      if (!isSeen) throw new DomainError('NOT_FOUND');
      const { width } = request.query;
      const small = width === undefined ? null : await evidence.smaller(sha256, width);
      if (small) return reply.headers({ 'content-type': 'image/jpeg', ...KEPT }).send(small);
      const file = await evidence.read(sha256);
      if (!file) throw new DomainError('NOT_FOUND');
      const headers = { 'content-type': uploads[0]?.type, 'content-length': file.bytes, ...KEPT };
      return reply.headers(headers).send(file.stream);
    },
  );

  app.register((scope, _, ready) => {
    takeAnyFile(scope);
    scope.post(
      '/api/visits/:id/evidence',
      {
        bodyLimit: MAX_EVIDENCE_BYTES,
        // before the body is read: nobody sends megabytes to be told that they may not
        onRequest: (request, _reply, next) => {
          partyOf(request);
          next();
        },
        schema: { params: VisitParams, response: answers(201, EvidenceTaken) },
      },
      async (request, reply) => {
        const { visit, uploader } = partyOf(request);
        const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const taken = await evidence.take(visit, sent, uploader);
        audit.record({ who: uploader.by, what: 'evidence', subject: taken.sha256, address: request.ip });
        return reply.status(201).send(taken);
      },
    );
    ready();
  });
  done();
};

/** What a SHA-256 names never changes, so browsers may keep it; what it is is never guessed. */
const KEPT = {
  'cache-control': 'private, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
};

/** True for whoever handed it in, while no dispute names it yet. */
function isOwn({ yard, partner, by }: Upload, session: LiveSession): boolean {
  if (session.yards !== null && !session.yards.includes(yard)) return false;
  return session.partner === undefined ? partner === null && by === session.user : partner === session.partner;
}
