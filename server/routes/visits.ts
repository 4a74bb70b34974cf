import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { VisitDetail, VisitList, VisitListQuery } from '../../domain/wire/http-api.ts';
import { authorize, scopeOf } from '../accounts/authorization.ts';
import type { VisitPosition, VisitStore } from '../stores/visits.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';
import { spanEnd, spanStart } from './span.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly visits: VisitStore;
}

const LIMIT = 100;

export const VisitParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 128 }) });

/** Visits of the caller's scope: page by page, and one with all its evidence. */
export const visitRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, visits }, done) => {
  app.get(
    '/api/visits',
    { schema: { querystring: VisitListQuery, response: answers(200, VisitList) } },
    (request, reply) => {
      const { yard, from, to, limit, cursor } = request.query;
      const session = gate.demand(request, 'visit:read', yard === undefined ? {} : { yard });
      const page = visits.list({
        yards: yard === undefined ? scopeOf(session) : [yard],
        from: from === undefined ? null : spanStart('from', from),
        to: to === undefined ? null : spanEnd('to', to),
        limit: limit ?? LIMIT,
        after: cursor === undefined ? null : positionOf(cursor),
      });
      reply.send({ visits: page.visits, next: page.next && cursorOf(page.next) });
    },
  );

  app.get(
    '/api/visits/:id',
    { schema: { params: VisitParams, response: answers(200, VisitDetail) } },
    (request, reply) => {
      const session = gate.demand(request, 'visit:read');
      const visit = visits.detail(request.params.id);
      // a visit of somebody else's yard is answered like one that does not exist
      if (!visit || !authorize(session, 'visit:read', { yard: visit.yard })) throw new DomainError('NOT_FOUND');
      reply.send(visit);
    },
  );
  done();
};

function cursorOf({ openedAt, id }: VisitPosition): string {
  return Buffer.from(`${openedAt} ${id}`).toString('base64url');
}

function positionOf(cursor: string): VisitPosition {
  const match = /^(-?\d{1,16}) (.+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match?.[1] || !match[2]) {
    throw new DomainError('BAD_REQUEST', { field: 'cursor', problem: '앞 응답의 next 값을 그대로 보내 주세요' });
  }
  return { openedAt: Number(match[1]), id: match[2] };
}
