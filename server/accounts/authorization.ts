import type { Role, Session } from '../../domain/wire/http-api.ts';

/** What anyone can ask for; routes and the live socket decide by this one table. */
export type Action =
  | 'yard:read'
  | 'frame:read'
  | 'visit:read'
  | 'visit:correct'
  | 'review:read'
  | 'model:read'
  | 'model:manage'
  | 'series:read'
  | 'budget:read'
  | 'project:read'
  | 'project:write'
  | 'project:document'
  | 'account:read'
  | 'system:read'
  | 'alert:read'
  | 'indicator:read'
  | 'command:read'
  | 'command:release'
  | 'alert:see'
  | 'dead-letter:manage'
  | 'wall-token:manage'
  | 'usage-log:read'
  | 'usage-log:act'
  | 'user:manage';

/** What it is asked of: a yard, or nothing narrower than the whole system. */
export interface Resource {
  readonly yard?: string;
  /** the yards of a grant project: all of them have to be within the session's scope */
  readonly yards?: readonly string[];
}

const READER: readonly Action[] = ['yard:read', 'frame:read', 'visit:read', 'series:read', 'account:read'];

/** What a yard's level is judged by: the indicators, and what the system did to devices. */
const LEVEL_READER: readonly Action[] = ['indicator:read', 'command:read'];

/** What those who run a yard do beyond reading. */
const KEEPER: readonly Action[] = [
  ...READER,
  'visit:correct',
  'review:read',
  'model:read',
  'model:manage',
  'wall-token:manage',
  // what the yard does to its devices by itself, and taking it back
  ...LEVEL_READER,
  'command:release',
  // the system's own state, and what it needs a person for
  'system:read',
  'alert:read',
  'alert:see',
  // a refused message may hold anything, and trying it again changes the yard's totals
  'dead-letter:manage',
];

/** The log of use that the programme's portal gets: how it stands; its test and its records. */
const LOG_KEEPER: readonly Action[] = ['usage-log:read', 'usage-log:act'];

/** What the money and the file of a grant project ask for; an adopter sees its own and hands documents in. */
const ADOPTER: readonly Action[] = ['project:read', 'project:document'];

const ALLOWED: Readonly<Record<Role, readonly Action[]>> = {
  admin: [...KEEPER, ...LOG_KEEPER, ...ADOPTER, 'project:write', 'budget:read', 'user:manage'],
  plant: [...KEEPER, ...ADOPTER],
  procurement: READER,
  programme: [...READER, ...LEVEL_READER, ...LOG_KEEPER, ...ADOPTER, 'project:write', 'budget:read'],
  // a screen that anyone walks past: no visit pages, no partners over time, no accounts
  wall: ['yard:read', 'frame:read'],
};

/** True when the role may do this at all and the yard, if one is meant, lies in the session's scope. */
export function authorize(session: Session, action: Action, resource: Resource = {}): boolean {
  if (!ALLOWED[session.role].includes(action)) return false;
  const { yard, yards = [] } = resource;
  const asked = yard === undefined ? yards : [...yards, yard];
  const scope = session.yards;
  return scope === null || asked.every((one) => scope.includes(one));
}

/** True when the session sees what belongs to no yard, as messages whose topic names none: the administrator's alone. */
export function seesStrays(session: Session): boolean {
  return session.role === 'admin' && session.yards === null;
}

/** True when the session's scope is every yard, as what names people of all of them asks for. */
export function seesEveryYard(session: Session): boolean {
  return session.yards === null;
}

/** The yards a question about several yards may cover: the session's own, `null` for all. */
export function scopeOf(session: Session): readonly string[] | null {
  return session.yards;
}
