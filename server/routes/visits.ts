import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { VisitDetail, VisitList, VisitListQuery } from '../../domain/wire/http-api.ts';
import type { VisitStore } from '../stores/visits.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';
import { cursorOf, positionOf } from './page-cursor.ts';
import type { VisitDoor } from './seen-visit.ts';
import { spanEnd, spanStart } from './span.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly door: VisitDoor;
  readonly visits: VisitStore;
}

const LIMIT = 100;

export const VisitParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 128 }) });

/** Visits of the caller's scope: page by page, and one with all its evidence. */
export const visitRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, door, visits }, done) => {
  app.get(
    '/api/visits',
    { schema: { querystring: VisitListQuery, response: answers(200, VisitList) } },
    (request, reply) => {
      const { yard, from, to, limit, cursor } = request.query;
      if (yard !== undefined) gate.demand(request, 'visit:read', { yard });
      const { scope } = door.askedBy(request, 'visit:read');
      const page = visits.list({
        scope: yard === undefined ? scope : { ...scope, yards: [yard] },
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
      const { id } = door.seenVisit(request, 'visit:read', request.params.id);
      const visit = visits.detail(id);
      if (!visit) throw new DomainError('NOT_FOUND');
      reply.send(visit);
    },
  );
  done();
};
