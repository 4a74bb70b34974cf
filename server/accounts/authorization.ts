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
  | 'user:manage'
  | 'yard:list'
  | 'frame:original'
  | 'flow:read'
  | 'supplier:read'
  | 'stock:read'
  | 'stock:count'
  | 'need:write'
  | 'column:read'
  | 'export:read'
  | 'slip:read'
  | 'slip:issue'
  | 'slip:cancel'
  | 'partner-link:manage'
  | 'dispute:read'
  | 'dispute:object'
  | 'dispute:answer'
  | 'notice:read'
  | 'notice:manage';

/** What it is asked of: a yard, or nothing narrower than the whole system. */
export interface Resource {
  readonly yard?: string;
  /** the yards of a grant project: all of them have to be within the session's scope */
  readonly yards?: readonly string[];
}

/** Flows and what stands behind them; procurement and those who run a yard share these. */
const FLOW_READER: readonly Action[] = [
  ...['yard:list', 'frame:read', 'visit:read', 'slip:read', 'dispute:read'],
  ...['flow:read', 'supplier:read', 'stock:read', 'column:read', 'export:read'],
] as Action[];

const READER: readonly Action[] = [
  ...['yard:list', 'yard:read', 'frame:read', 'frame:original', 'visit:read', 'series:read', 'account:read'],
] as Action[];

/** What a yard's level is judged by: the indicators, and what the system did to devices. */
const LEVEL_READER: readonly Action[] = ['indicator:read', 'command:read'];

/** What those who run a yard do beyond reading. */
const KEEPER: readonly Action[] = [
  ...READER,
  ...FLOW_READER,
  'stock:count',
  'slip:issue',
  'slip:cancel',
  'partner-link:manage',
  'dispute:answer',
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
  admin: [
    ...KEEPER,
    ...LOG_KEEPER,
    ...ADOPTER,
    'project:write',
    'budget:read',
    'user:manage',
    'need:write',
    'notice:read',
    'notice:manage',
  ],
  plant: [...KEEPER, ...ADOPTER],
  // flows, grades, weights, verdicts: neither the yard's floor nor its accounts, and no other buyer's trucks (seesVisit)
  procurement: [...FLOW_READER, 'need:write'],
  // a link of limited life: its own trucks' slips and photos at one yard, and its word on them (seesVisit)
  partner: ['frame:read', 'frame:original', 'slip:read', 'dispute:read', 'dispute:object'],
  programme: [...READER, ...LEVEL_READER, ...LOG_KEEPER, ...ADOPTER, 'project:write', 'budget:read'],
  // a screen that anyone walks past: no visit pages, no partners over time, no accounts
  wall: ['yard:list', 'yard:read', 'frame:read', 'frame:original'],
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

/** What of a visit decides who may see it. */
export interface VisitOwner {
  readonly yard: string;
  readonly direction: string | null;
  readonly partner: string | null;
}

/** The rows of visits that a session may see; `null`: not narrowed. All of them have to hold. */
export interface RowScope {
  readonly yards: readonly string[] | null;
  /** the one partner whose visits these are */
  readonly partner: string | null;
  /** inbound visits, and outbound ones to these partners */
  readonly works: readonly string[] | null;
}

/** The rows of a session; `works` are the buyer's own (file of yards). */
export function rowScope(session: Session, works: readonly string[]): RowScope {
  const { role, yards, partner = null } = session;
  return { yards, partner, works: role === 'procurement' ? works : null };
}

/** True when a visit is among the rows of a scope. A truck whose direction is not known yet may be another buyer's. */
export function seesVisit({ yards, partner, works }: RowScope, visit: VisitOwner): boolean {
  if (yards !== null && !yards.includes(visit.yard)) return false;
  if (partner !== null && visit.partner !== partner) return false;
  return works === null || visit.direction === 'inbound' || (visit.partner !== null && works.includes(visit.partner));
}
