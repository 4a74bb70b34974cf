import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Health } from '../../domain/wire/http-api.ts';
import { NOT_CONFIGURED } from '../stores/system/health-parts.ts';
import { answers } from './answers.ts';

interface Dependencies {
  readonly version: string;
  readonly healthParts: () => Health['parts'];
}

/** What works and what does not, for anyone; it says nothing about the yards. */
export const healthRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { version, healthParts }, done) => {
  const startedAt = performance.now();

  app.get('/api/health', { schema: { response: answers(200, Health), security: [] } }, (_request, reply) => {
    const parts = healthParts();
    const isOk = Object.values(parts).every((part) => part.status === 'ok' || part === NOT_CONFIGURED);
    const uptimeS = Math.floor((performance.now() - startedAt) / 1_000);
    reply.send({ status: isOk ? 'ok' : 'degraded', version, uptimeS, parts });
  });
  done();
};
