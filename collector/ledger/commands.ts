import type { CommandState } from '../../domain/interlock.ts';
import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { CmdMessage, DeviceCommand } from '../../domain/wire/edge-messages.ts';
import { type DeviceAddress, edgeTopic } from '../../domain/wire/mqtt-topics.ts';
import type { Ledger } from './ledger.ts';
import type { OutboxRow } from './outbox.ts';

/** A command as it is issued. */
export interface NewCommand {
  /** the same for the same event, rule and device, so that nothing is issued twice */
  readonly id: string;
  readonly to: DeviceAddress;
  readonly name: DeviceCommand;
  readonly args: Readonly<Record<string, string | number>>;
  readonly expiresAt: EpochMs;
  /** `cause@version` of the rule; null: it ends a hold */
  readonly rule: string | null;
  /** seq of the event that it follows from */
  readonly cause: number;
  /** the hold that it ends */
  readonly releases: string | null;
  readonly by: string | null;
  readonly reason: string;
}

/** A hold that nothing has ended yet. */
export interface OpenHold {
  readonly command: string;
  readonly area: string;
  readonly device: string;
}

const IS_OPEN_HOLD = `c.state = 'issued' AND c.name = 'hold-crane' AND NOT EXISTS (SELECT 1 FROM command_row n
  WHERE n.command = c.command AND n.state IN ('released', 'overridden'))`;

/**
 * Writes a command and puts it into the outbox, in the transaction of what it follows from. A command whose id is known
 * is not issued again.
 */
export function issueCommand(ledger: Ledger, command: NewCommand, now: EpochMs): void {
  const { id, to, name, args, expiresAt } = command;
  const { changes } = ledger.run(
    `INSERT INTO command_row
       (command, state, at, tenant, yard, area, device, name, args, expires_at, rule, cause, releases, by, reason)
     VALUES (?, 'issued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ...[id, now, to.tenant, to.yard, to.area, to.device, name, JSON.stringify(args), expiresAt],
    ...[command.rule, command.cause, command.releases, command.by, command.reason],
  );
  if (changes === 0) return;
  const payload: CmdMessage = { id, at: formatKst(now), command: name, args, expiresAt: formatKst(expiresAt) };
  const topic = edgeTopic(to, 'cmd');
  ledger.run('INSERT INTO outbox (topic, retain, payload) VALUES (?, 0, ?)', topic, JSON.stringify(payload));
}

/** Notes what became of a command; each state once, the first word stands. */
export function noteCommand(
  ledger: Ledger,
  command: string,
  state: Exclude<CommandState, 'issued'>,
  { at, by = null, reason }: { readonly at: EpochMs; readonly by?: string | null; readonly reason: string },
): void {
  ledger.run(
    `INSERT INTO command_row
       (command, state, at, tenant, yard, area, device, name, args, expires_at, rule, cause, releases, by, reason)
     SELECT command, ?2, ?3, tenant, yard, area, device, name, args, expires_at, rule, cause, releases, ?4, ?5
     FROM command_row WHERE command = ?1 AND state = 'issued' ON CONFLICT DO NOTHING`,
    command,
    state,
    at,
    by,
    reason,
  );
}

/** True when this very device was given this command. */
export function isCommandOf(ledger: Ledger, command: string, { yard, area, device }: DeviceAddress): boolean {
  const sql =
    "SELECT 1 FROM command_row WHERE command = ? AND state = 'issued' AND yard = ? AND area = ? AND device = ?";
  return ledger.first(sql, command, yard, area, device) !== null;
}

/** True when a yard was given this command. */
export function isCommandIn(ledger: Ledger, command: string, yard: string): boolean {
  const sql = "SELECT 1 FROM command_row WHERE command = ? AND state = 'issued' AND yard = ?";
  return ledger.first(sql, command, yard) !== null;
}

/** The hold with this id, as long as it stands. */
export function openHold(ledger: Ledger, yard: string, command: string): OpenHold[] {
  return ledger.all<OpenHold>(
    `SELECT c.command, c.area, c.device FROM command_row c WHERE c.command = ? AND c.yard = ? AND ${IS_OPEN_HOLD}`,
    command,
    yard,
  );
}

/** Holds that stand because of an event. */
export function holdsOfEvent(ledger: Ledger, event: number): OpenHold[] {
  return ledger.all<OpenHold>(
    `SELECT c.command, c.area, c.device FROM command_row c WHERE c.cause = ? AND ${IS_OPEN_HOLD} ORDER BY c.seq`,
    event,
  );
}

/** Holds that stand because of events that count for a visit, or of what a person said of it. */
export function holdsOfVisit(ledger: Ledger, visit: string): OpenHold[] {
  return ledger.all<OpenHold>(
    `SELECT c.command, c.area, c.device
     FROM (SELECT event FROM standing WHERE visit = ?1 UNION ALL SELECT seq FROM event WHERE visit = ?1) e
     JOIN command_row c ON c.cause = e.event WHERE ${IS_OPEN_HOLD} ORDER BY c.seq`,
    visit,
  );
}

/** True while any hold on a device stands. */
export function isHeld(ledger: Ledger, { yard, area, device }: DeviceAddress): boolean {
  return (
    ledger.first(
      `SELECT 1 FROM command_row c WHERE c.yard = ? AND c.area = ? AND c.device = ? AND ${IS_OPEN_HOLD} LIMIT 1`,
      yard,
      area,
      device,
    ) !== null
  );
}

/** True when anything was ever held in a yard: where nothing was, nothing is to be looked for. */
export function wasEverHeld(ledger: Ledger, yard: string): boolean {
  const sql = "SELECT 1 FROM command_row WHERE yard = ? AND state = 'issued' AND name = 'hold-crane' LIMIT 1";
  return ledger.first(sql, yard) !== null;
}

/** Devices of a yard that have sent lifts: its cranes. */
export function cranesOf(ledger: Ledger, yard: string): { readonly area: string; readonly device: string }[] {
  return ledger.all(
    `SELECT d.area, d.device FROM device d WHERE d.yard = ?1 AND EXISTS (SELECT 1 FROM event e
       WHERE e.yard = ?1 AND e.area = d.area AND e.device = d.device AND e.kind = 'lift')
     ORDER BY d.area, d.device`,
    yard,
  );
}

/**
 * Notes every command that expired without an answer, `from` before `to`, and takes those that were never sent out of
 * the outbox. Within the caller's transaction.
 * @returns yards with their tenants in which any expired
 */
export function expireCommands(ledger: Ledger, from: EpochMs, to: EpochMs): Map<string, string> {
  const due = ledger.all<{ command: string; yard: string; tenant: string; isSent: number }>(
    `SELECT c.command, c.yard, c.tenant,
       EXISTS (SELECT 1 FROM command_row n WHERE n.command = c.command AND n.state = 'sent') AS isSent
     FROM command_row c WHERE c.state = 'issued' AND c.expires_at >= ? AND c.expires_at < ?
       AND NOT EXISTS (SELECT 1 FROM command_row n
         WHERE n.command = c.command AND n.state IN ('acked', 'failed', 'expired'))`,
    from,
    to,
  );
  for (const { command, isSent } of due) {
    noteCommand(ledger, command, 'expired', { at: to, reason: isSent ? 'no answer' : 'never sent' });
    ledger.run("DELETE FROM outbox WHERE topic GLOB 'scrap/v1/*' AND json_extract(payload, '$.id') = ?", command);
  }
  return new Map(due.map(({ yard, tenant }) => [yard, tenant]));
}

/** Commands that still have to leave, oldest first. */
export function commandsDue(ledger: Ledger, limit: number): OutboxRow[] {
  return ledger.all<OutboxRow>(
    "SELECT seq, topic, retain, payload FROM outbox WHERE topic GLOB 'scrap/v1/*' ORDER BY seq LIMIT ?",
    limit,
  );
}

/** Notes that the broker has acknowledged a command and drops it from the outbox. Within the caller's transaction. */
export function clearCommand(ledger: Ledger, { seq, payload }: OutboxRow, now: EpochMs): void {
  noteCommand(ledger, (JSON.parse(payload) as CmdMessage).id, 'sent', { at: now, reason: 'the broker has it' });
  ledger.run('DELETE FROM outbox WHERE seq = ?', seq);
}
