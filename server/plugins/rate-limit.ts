import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';

/** Nothing is limited but what asks for it: whatever answers without a session, and what outsiders may set going. */
export async function rateLimits(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false });
}

type Limit = (request: FastifyRequest) => Promise<void>;

/** Ten tries a minute for one name from one address. */
export function triesPerUser(app: FastifyInstance): Limit {
  const userOf = (request: FastifyRequest) => (request.body as { user?: string } | undefined)?.user ?? '';
  return limit(app, 10, (request) => `${request.ip} ${userOf(request)}`);
}

/** Sixty tries a minute from one address, whatever the name; `of` names what is tried, and each is counted by itself. */
export function triesPerAddress(app: FastifyInstance, of = 'login'): Limit {
  return limit(app, 60, (request) => `${of} ${request.ip}`);
}

// the plugin's own hook counts only once per request, so two limits on one route are checked by hand
function limit(app: FastifyInstance, max: number, keyGenerator: (request: FastifyRequest) => string): Limit {
  const check = app.createRateLimit({ max, timeWindow: '1 minute', keyGenerator });
  return async (request) => {
    const result = await check(request);
    if (!result.isAllowed && result.isExceeded) {
      throw new DomainError('TOO_MANY_REQUESTS', { retryAfterS: result.ttlInSeconds });
    }
  };
}
