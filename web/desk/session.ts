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

/** True for those who see what a yard told its devices; taking it back is for those who run the yard. */
export function maySeeCommands(session: Session | undefined): boolean {
  return mayManage(session) || session?.role === 'programme';
}

/** True for those who see grant projects: the programme's managers all of them, an adopter its own. */
export function maySeeProgramme(session: Session | undefined): boolean {
  return mayRunProgramme(session) || session?.role === 'plant';
}

/** True for those who manage grant projects: what they change is kept with their name and reason. */
export function mayRunProgramme(session: Session | undefined): boolean {
  return session?.role === 'admin' || session?.role === 'programme';
}

/** True when a path stays inside this site, so that a login never sends anyone elsewhere. */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/u.test(path);
}
