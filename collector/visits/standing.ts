import type { RejectionCode } from '../../domain/errors.ts';
import { buryDeadLetter, count } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { markEventDue } from '../ledger/point-due.ts';
import type { YardChanges } from './changes.ts';

/** What an event counts for in its visit; `refused` counts for nothing, `none` waits. */
export type StandingRole = 'first' | 'second' | 'extra' | 'lift' | 'frame' | 'radiation' | 'refused' | 'none';

interface StandingRow {
  readonly visit: string | null;
  readonly role: StandingRole;
}

/** Gives an event its first standing: none yet. */
export function beginStanding(ledger: Ledger, seq: number, yard: string, kind: string, at: number): void {
  ledger.run("INSERT INTO standing (event, yard, kind, at, role) VALUES (?, ?, ?, ?, 'none')", seq, yard, kind, at);
}

/**
 * Moves an event to a visit and role. Both the visit it leaves and the one it joins become dirty. An event that turns
 * out to contradict its ticket moves from written to rejected, with a dead letter, and back should an earlier weighing
 * prove it right; the account stays balanced (invariant 10).
 */
export function moveStanding(
  ledger: Ledger,
  changes: YardChanges,
  event: { readonly seq: number; readonly key: string },
  visit: string | null,
  role: StandingRole,
): void {
  const before = ledger.first<StandingRow>('SELECT visit, role FROM standing WHERE event = ?', event.seq);
  if (!before || (before.visit === visit && before.role === role)) return;
  ledger.run('UPDATE standing SET visit = ?, role = ?, lift_event = NULL WHERE event = ?', visit, role, event.seq);
  markEventDue(ledger, changes.yard, event.seq, changes.now);
  if (before.visit !== null) changes.touchVisit(before.visit, event.key);
  if (visit !== null) changes.touchVisit(visit, event.key);
  if (role === 'refused') refuse(ledger, event.seq, changes.now, 'PLATE_CONTRADICTS_TICKET');
  else if (before.role === 'refused') count(ledger, addressOfEvent(ledger, event.seq), { written: 1, rejected: -1 });
}

function refuse(ledger: Ledger, seq: number, now: number, code: RejectionCode): void {
  const address = addressOfEvent(ledger, seq);
  const bytes = new TextEncoder().encode(address.body);
  count(ledger, address, { written: -1, rejected: 1 });
  buryDeadLetter(ledger, {
    type: 'refused',
    topic: `scrap/v1/${address.tenant}/${address.yard}/${address.area}/${address.device}/${address.kind}`,
    address,
    receivedAt: now,
    id: address.id,
    code,
    detail: `ticket ${address.ticket} belongs to another plate`,
    firstBytes: bytes.subarray(0, 256),
    size: bytes.length,
  });
}

interface EventAddress {
  readonly tenant: string;
  readonly yard: string;
  readonly area: string;
  readonly device: string;
  readonly kind: string;
  readonly id: string;
  readonly ticket: string | null;
  readonly body: string;
}

function addressOfEvent(ledger: Ledger, seq: number): EventAddress {
  const row = ledger.first<EventAddress>(
    'SELECT tenant, yard, area, device, kind, id, ticket, body FROM event WHERE seq = ?',
    seq,
  );
  if (!row) throw new Error(`no event ${seq}`);
  return row;
}
