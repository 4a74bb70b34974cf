import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { ErrorBody, YardModels } from '../../domain/wire/http-api.ts';
import { NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';
import { VERSION_PATTERN } from '../stores/models/model-files.ts';
import type { ModelStore } from '../stores/models/models.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly models: ModelStore;
}

export const YardParams = Type.Object({ yard: Type.String({ pattern: NAME_PATTERN }) });
const CardParams = Type.Object({ ...YardParams.properties, version: Type.String({ pattern: VERSION_PATTERN }) });
/** The one answer that is no JSON, in the form that OpenAPI has for it. */
const CardAnswer = { description: 'The card', content: { 'text/markdown': { schema: Type.String() } } };

/** What grades a yard, how well, and what has become of its cameras. */
export const modelRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, yards, models }, done) => {
  app.get(
    '/api/yards/:yard/models',
    { schema: { params: YardParams, response: answers(200, YardModels) } },
    async (request, reply) => {
      const { yard } = request.params;
      gate.demand(request, 'model:read', { yard });
      if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
      return reply.send(await models.yardModels(yard, Date.now()));
    },
  );

  app.get(
    '/api/yards/:yard/models/:version/card',
    { schema: { params: CardParams, response: { 200: CardAnswer, '4xx': ErrorBody, '5xx': ErrorBody } } },
    async (request, reply) => {
      const { yard, version } = request.params;
      gate.demand(request, 'model:read', { yard });
      if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
      // a version of another yard's own is none of this yard's
      const known = (await models.versions(yard)).versions.find((one) => one.version === version);
      if (!known || known.card === '') throw new DomainError('NOT_FOUND', { version });
      return reply.type('text/markdown; charset=utf-8').send(known.card);
    },
  );
  done();
};
