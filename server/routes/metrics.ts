import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { asText, METRICS_TYPE } from '../metrics/prometheus.ts';
import { type Measured, samplesOf } from '../metrics/samples.ts';

interface Dependencies {
  /** `null`: only this machine may ask */
  readonly token: string | null;
  readonly measured: () => Measured;
}

/** Headers by which a proxy says that it asks for someone else. */
const PASSED_ON = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];
const THIS_MACHINE = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** Numbers for Prometheus. It has no session, so it stands outside `/api` with an access of its own. */
export const metricsRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { token, measured }, done) => {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (token !== null && !hasToken(request, token)) {
      reply.header('www-authenticate', 'Bearer');
      throw new DomainError('LOGIN_REQUIRED');
    }
    if (token === null && !isFromThisMachine(request)) throw new DomainError('FORBIDDEN');
    const text = await asText(samplesOf(measured(), Date.now()));
    return reply.header('cache-control', 'no-store').type(METRICS_TYPE).send(text);
  });
  done();
};

function hasToken({ headers }: FastifyRequest, token: string): boolean {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/** The socket's own address, whatever a header says. */
function isFromThisMachine({ headers, socket }: FastifyRequest): boolean {
  return THIS_MACHINE.includes(socket.remoteAddress ?? '') && PASSED_ON.every((name) => headers[name] === undefined);
}
