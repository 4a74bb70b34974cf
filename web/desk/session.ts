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

/** True for those who see a yard's floor, its live picture and its days; procurement sees only what flowed. */
export function maySeeYard(session: Session | undefined): boolean {
  return mayManage(session) || session?.role === 'programme';
}

/** True for those who see photos as the camera made them, where a plate may be read. */
export const maySeeOriginals = maySeeYard;

/** True for those who see flows, suppliers, changes, stock and slips. */
export function maySeeFlows(session: Session | undefined): boolean {
  return mayManage(session) || session?.role === 'procurement';
}

/** True for those who say what the works need. */
export function mayWriteNeed(session: Session | undefined): boolean {
  return session?.role === 'admin' || session?.role === 'procurement';
}

/** True for those who see reports and what is told outside. */
export function maySeeNotices(session: Session | undefined): boolean {
  return session?.role === 'admin';
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

/** The page that a session starts with. */
export function homeOf(session: Session | undefined): string {
  return session?.role === 'procurement' ? '/flows' : '/';
}

/** True when a path stays inside this site, so that a login never sends anyone elsewhere. */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/u.test(path);
}
