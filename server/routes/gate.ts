import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { type Action, authorize, type Resource } from '../accounts/authorization.ts';
import { isOwnOrigin } from '../accounts/origin.ts';
import { type LiveSession, SESSION_COOKIE, type Sessions } from '../accounts/sessions.ts';
import { COOKIE_SECONDS, setSessionCookie } from '../plugins/session-cookie.ts';

/** The only routes below /api that answer without a session; anything added elsewhere is closed by default. */
const OPEN_ROUTES = new Set([
  'GET /api/health',
  'POST /api/session',
  'POST /api/wall-session',
  // whoever holds a slip on paper may ask whether it is genuine
  'GET /api/verify/:sha256',
  'POST /api/partner-session',
]);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Stands before every route below /api and knows who is asking. */
export interface Gate {
  /** the session of a request that passed the gate */
  sessionOf(request: FastifyRequest): LiveSession;
  /** the same, or `null` for a request that came in by an open route */
  findSession(request: FastifyRequest): LiveSession | null;
  /** lets the session in that this very request has begun; its cookie is looked up like any other */
  admit(request: FastifyRequest, cookie: string): void;
  /** @throws DomainError `FORBIDDEN` unless the authorization layer says yes */
  demand(request: FastifyRequest, action: Action, resource?: Resource): LiveSession;
}

export function openGate(app: FastifyInstance, sessions: Sessions): Gate {
  const passed = new WeakMap<FastifyRequest, LiveSession>();

  app.addHook('onRequest', (request, reply, done) => {
    const { origin, host } = request.headers;
    if (!SAFE_METHODS.has(request.method) && !isOwnOrigin(origin, host)) return done(new DomainError('FORBIDDEN'));
    const path = request.routeOptions.url ?? request.url;
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (!path.startsWith('/api') || OPEN_ROUTES.has(`${method} ${path}`)) return done();
    const cookie = request.cookies[SESSION_COOKIE];
    const session = cookie === undefined ? null : sessions.find(cookie);
    if (!session || cookie === undefined) {
      const isLinkOver = cookie !== undefined && sessions.isOfEndedLink(cookie);
      return done(new DomainError(isLinkOver ? 'LINK_ENDED' : 'LOGIN_REQUIRED'));
    }
    renew(request, reply, session, cookie);
    passed.set(request, session);
    done();
  });

  function renew(request: FastifyRequest, reply: FastifyReply, session: LiveSession, cookie: string): void {
    if (!sessions.touch(session)) return;
    setSessionCookie(request, reply, cookie, session.role === 'wall' ? COOKIE_SECONDS.wall : COOKIE_SECONDS.user);
  }

  function sessionOf(request: FastifyRequest): LiveSession {
    const session = passed.get(request);
    if (!session) throw new DomainError('LOGIN_REQUIRED');
    return session;
  }

  return {
    sessionOf,
    findSession: (request) => passed.get(request) ?? null,
    admit: (request, cookie) => {
      const session = sessions.find(cookie);
      if (session) passed.set(request, session);
    },
    demand: (request, action, resource) => {
      const session = sessionOf(request);
      if (!authorize(session, action, resource)) throw new DomainError('FORBIDDEN');
      return session;
    },
  };
}
