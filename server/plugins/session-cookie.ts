import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SECOND_MS } from '../../domain/units.ts';
import { SESSION_COOKIE, SESSION_MS } from '../accounts/sessions.ts';

/** Browsers keep a cookie for 400 days at most; a screen's is sent again whenever it is used. */
const WALL_SECONDS = 400 * 86_400;

export async function sessionCookie(app: FastifyInstance): Promise<void> {
  await app.register(cookie);
}

/** How long a browser keeps the cookie of a session, in seconds. */
export const COOKIE_SECONDS = { user: SESSION_MS / SECOND_MS, wall: WALL_SECONDS } as const;

/** Hands the session's cookie to the browser: not readable by scripts, not sent from other sites. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, value: string, maxAge: number): void {
  reply.setCookie(SESSION_COOKIE, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge,
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/', httpOnly: true, sameSite: 'strict' });
}
