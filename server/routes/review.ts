import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { ReviewQueue } from '../../domain/wire/http-api.ts';
import { NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';
import { scopeOf } from '../accounts/authorization.ts';
import type { ReviewStore } from '../stores/review.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly review: ReviewStore;
}

const LIMIT = 50;

const ReviewQuery = Type.Object({
  yard: Type.Optional(Type.String({ pattern: NAME_PATTERN })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});

/** Visits that a person of the yard should look at, most money at risk first. */
export const reviewRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, review }, done) => {
  app.get(
    '/api/review',
    { schema: { querystring: ReviewQuery, response: answers(200, ReviewQueue) } },
    (request, reply) => {
      const { yard, limit } = request.query;
      const session = gate.demand(request, 'review:read', yard === undefined ? {} : { yard });
      reply.send(review.queue(yard === undefined ? scopeOf(session) : [yard], limit ?? LIMIT, Date.now()));
    },
  );
  done();
};
