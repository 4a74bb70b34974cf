import type { UserRole } from '../../domain/wire/http-api.ts';
import { isChecked, type LiveSession } from '../accounts/sessions.ts';

declare const person: unique symbol;

/** A session of a person that was looked up by its cookie. Only this can make a record of use or test the portal. */
export interface PersonSession extends LiveSession {
  readonly role: UserRole;
  readonly [person]: true;
}

/** The person behind a session; `null` for a wall screen or a partner's link, and for an object that no look-up gave. */
export function personOf(session: LiveSession): PersonSession | null {
  const hasName = session.role !== 'wall' && session.role !== 'partner';
  return hasName && isChecked(session) ? (session as PersonSession) : null;
}
