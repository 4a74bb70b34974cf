import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { SlipVerdict } from '../../domain/wire/slips-api.ts';
import { triesPerAddress } from '../plugins/rate-limit.ts';
import type { SlipVerdicts } from '../stores/slips/verdict.ts';
import { answers } from './answers.ts';

interface Dependencies {
  readonly verdicts: SlipVerdicts;
}

const VerifyParams = Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

/** Says of a slip on paper whether it is genuine, to anyone who holds it: its SHA-256 is on it and nowhere else. */
export const verifyRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { verdicts }, done) => {
  app.get(
    '/api/verify/:sha256',
    {
      schema: { params: VerifyParams, response: answers(200, SlipVerdict), security: [] },
      preHandler: triesPerAddress(app, 'verify'),
    },
    (request, reply) => {
      reply.header('cache-control', 'no-store').send(verdicts.verdictOf(request.params.sha256));
    },
  );
  done();
};
