import type { UserRole } from '../../domain/wire/http-api.ts';
import { isChecked, type LiveSession } from '../accounts/sessions.ts';

declare const person: unique symbol;

/** A session of a person that was looked up by its cookie. Only this can make a record of use or test the portal. */
export interface PersonSession extends LiveSession {
  readonly role: UserRole;
  readonly [person]: true;
}

/** The person behind a session; `null` for a wall screen, and for an object that no look-up of a cookie gave. */
export function personOf(session: LiveSession): PersonSession | null {
  return session.role !== 'wall' && isChecked(session) ? (session as PersonSession) : null;
}
