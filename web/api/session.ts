import type { Session } from '../../domain/wire/http-api.ts';
import { request } from './request.ts';

export function fetchSession(): Promise<Session> {
  return request('/api/session');
}

export function logIn(user: string, password: string): Promise<Session> {
  return request('/api/session', { method: 'POST', body: { user, password } });
}

export async function logOut(): Promise<void> {
  await request('/api/session', { method: 'DELETE' });
}

/** Exchanges the token of a wall display for a cookie that reads one yard. */
export async function openWallSession(token: string): Promise<void> {
  await request('/api/wall-session', { method: 'POST', body: { token } });
}
