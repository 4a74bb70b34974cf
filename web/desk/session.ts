import { createContext, useContext } from 'solid-js';
import type { Session } from '../../domain/wire/http-api.ts';

export const SessionContext = createContext<Session>();

/** Who is logged in; only pages inside the desk have it. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('no session outside the desk');
  return session;
}

/** True for the roles that run a yard: they correct visits, hang up wall displays, see the system and its alerts. */
export function mayManage(session: Session | undefined): boolean {
  return session?.role === 'admin' || session?.role === 'plant';
}

/** True when a path stays inside this site, so that a login never sends anyone elsewhere. */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/u.test(path);
}
