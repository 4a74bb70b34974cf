import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { LoginRequest, Session, WallSessionRequest } from '../../domain/wire/http-api.ts';
import type { Audit } from '../accounts/audit.ts';
import type { LiveSession, Sessions } from '../accounts/sessions.ts';
import type { Users } from '../accounts/users.ts';
import type { WallTokens } from '../accounts/wall-tokens.ts';
import { triesPerAddress, triesPerUser } from '../plugins/rate-limit.ts';
import { COOKIE_SECONDS, clearSessionCookie, setSessionCookie } from '../plugins/session-cookie.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly wallTokens: WallTokens;
  readonly audit: Audit;
  /** closes the live sockets of a session that has just ended */
  readonly sessionEnded: () => void;
}

/** Logging in and out, for people and for wall displays. */
export const sessionRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, users, sessions, wallTokens, audit, sessionEnded } = options;

  app.post(
    '/api/session',
    {
      schema: { body: LoginRequest, response: answers(200, Session), security: [] },
      preHandler: [triesPerAddress(app), triesPerUser(app)],
    },
    async (request, reply) => {
      const { user: name, password } = request.body;
      const user = await users.verify(name, password);
      audit.record({ who: name, what: user ? 'login' : 'login-failed', address: request.ip });
      if (!user) throw new DomainError('LOGIN_FAILED');
      const cookie = sessions.startForUser(user.name);
      gate.admit(request, cookie);
      setSessionCookie(request, reply, cookie, COOKIE_SECONDS.user);
      return { user: user.name, role: user.role, yards: user.yards };
    },
  );

  app.post(
    '/api/wall-session',
    {
      schema: { body: WallSessionRequest, response: answers(200, Session), security: [] },
      preHandler: triesPerAddress(app),
    },
    (request, reply) => {
      const token = wallTokens.use(request.body.token);
      audit.record({ who: token?.name ?? '', what: token ? 'wall-login' : 'wall-login-failed', address: request.ip });
      if (!token) throw new DomainError('LOGIN_FAILED');
      setSessionCookie(request, reply, sessions.startForWall(token.id), COOKIE_SECONDS.wall);
      reply.send({ user: token.name, role: 'wall', yards: [token.yard] });
    },
  );

  app.get('/api/session', { schema: { response: answers(200, Session) } }, (request, reply) => {
    reply.send(shown(gate.sessionOf(request)));
  });

  app.delete('/api/session', { schema: { response: answers(204, Type.Null()) } }, (request, reply) => {
    const session = gate.sessionOf(request);
    sessions.end(session.key);
    sessionEnded();
    audit.record({ who: session.user, what: 'logout', address: request.ip });
    clearSessionCookie(reply);
    reply.status(204).send(null);
  });
  done();
};

function shown({ user, role, yards, partner }: LiveSession): Session {
  return partner === undefined ? { user, role, yards } : { user, role, yards, partner };
}
