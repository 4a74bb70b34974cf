import { createHash } from 'node:crypto';
import { INTERLOCK_RULES, type InterlockSignal, ordersFor, ruleName } from '../../domain/interlock.ts';
import type { EpochMs, Kilogram } from '../../domain/units.ts';
import type { UnusableReason } from '../../domain/visits/events.ts';
import type { DeviceAddress } from '../../domain/wire/mqtt-topics.ts';
import {
  cranesOf,
  holdsOfEvent,
  holdsOfVisit,
  isCommandOf,
  isHeld,
  issueCommand,
  noteCommand,
  type OpenHold,
  openHold,
  wasEverHeld,
} from '../ledger/commands.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { EventMessage } from '../messages.ts';
import type { YardChanges } from '../visits/changes.ts';

/** A release has no rule of its own: it is as urgent as the hold was. */
const { answerWithinMs: RELEASE_WITHIN_MS } = INTERLOCK_RULES['radiation-alarm'];

/** What of a batch an interlock looks at. */
export interface Heard {
  readonly seq: number;
  readonly message: EventMessage;
}

/** Why holds end. */
interface Ending {
  /** seq of the event that ends them */
  readonly cause: number;
  /** the person who ends them; null: their cause is gone */
  readonly by: string | null;
  readonly reason: string;
}

/**
 * Turns what was booked into commands to devices, and takes holds back, in the transaction of the booking: after a crash
 * the command is in the outbox or its event is booked anew, and the id that follows from the event keeps it single.
 */
export class Interlock {
  readonly #ledger: Ledger;
  readonly #grossLimitOf: (yard: string) => Kilogram;

  constructor(ledger: Ledger, grossLimitOf: (yard: string) => Kilogram) {
    this.#ledger = ledger;
    this.#grossLimitOf = grossLimitOf;
  }

  /** Looks at a settled batch of a yard. */
  consider(changes: YardChanges): void {
    for (const heard of changes.heard) this.#hear(heard, changes);
    for (const frame of changes.judged) this.#lookAtLift(frame, changes);
    this.#endWithVisits(changes);
  }

  #hear({ seq, message }: Heard, changes: YardChanges): void {
    if (message.kind === 'radiation') this.#hearRadiation(seq, message, changes);
    if (message.kind === 'weighing')
      this.#order(seq, { ...seen(message), kind: 'weighing', kg: message.kg ?? 0 }, changes);
    if (message.kind === 'ack') this.#hearAnswer(message, changes.now);
    if (message.kind === 'correction') this.#hearCorrection(seq, message, changes);
    if (message.kind === 'release') this.#hearRelease(seq, message, changes);
  }

  #hearRadiation(seq: number, message: EventMessage, changes: YardChanges): void {
    const { alarm } = JSON.parse(message.body) as { alarm: boolean };
    if (alarm) {
      const isOver = this.#isClear(seq, message) || this.#hasLeft(seq);
      this.#order(seq, { ...seen(message), kind: 'radiation', alarm, isOver }, changes);
      return;
    }
    const ending = { cause: seq, by: null, reason: '재측정에서 이상 없음' };
    for (const alarmSeq of this.#readings(message, 'alarm before')) {
      this.#end(holdsOfEvent(this.#ledger, alarmSeq), ending, changes);
    }
  }

  #isClear(_seq: number, message: EventMessage): boolean {
    return this.#readings(message, 'clear after').length > 0;
  }

  /** Readings of the same truck at the same gate; a nameless one is of the truck of other nameless ones. */
  #readings({ address, at, ticket, plate }: EventMessage, which: 'alarm before' | 'clear after'): number[] {
    const side =
      which === 'alarm before'
        ? "e.at < ?4 AND json_extract(e.body, '$.alarm')"
        : "e.at > ?4 AND NOT json_extract(e.body, '$.alarm')";
    return this.#ledger
      .all<{ seq: number }>(
        `SELECT e.seq FROM event e WHERE e.yard = ?1 AND e.kind = 'radiation' AND e.area = ?2 AND e.device = ?3 AND ${side}
           AND (e.ticket = ?5 OR e.plate = ?6 OR e.ticket IS NULL AND e.plate IS NULL AND ?5 IS NULL AND ?6 IS NULL)
         ORDER BY e.at DESC LIMIT 20`,
        ...[address.yard, address.area, address.device, at, ticket, plate],
      )
      .map(({ seq }) => seq);
  }

  #hasLeft(seq: number): boolean {
    const sql = `SELECT 1 FROM standing s JOIN span p ON p.visit = s.visit
      WHERE s.event = ? AND p.ended_at IS NOT NULL AND p.ended_at >= s.at`;
    return this.#ledger.first(sql, seq) !== null;
  }

  /** The time of an answer is when it came: the device's clock may be off. */
  #hearAnswer(message: EventMessage, now: EpochMs): void {
    if (!isCommandOf(this.#ledger, message.id, message.address)) return;
    const { result, reason } = JSON.parse(message.body) as { result: 'done' | 'failed'; reason?: string };
    const state = result === 'done' ? 'acked' : 'failed';
    noteCommand(this.#ledger, message.id, state, { at: Math.min(message.receivedAt, now), reason: reason ?? result });
  }

  #hearCorrection(seq: number, message: EventMessage, changes: YardChanges): void {
    const { frame, grade } = JSON.parse(message.body) as { frame?: string; grade?: string };
    if (frame === undefined || grade === undefined || message.visit === null) return;
    const shown = this.#ledger.first<{ area: string; device: string; status: string }>(
      `SELECT e.area, e.device, v.status FROM standing s JOIN event e ON e.seq = s.event JOIN visit v ON v.id = s.visit
       WHERE s.visit = ?1 AND s.role = 'frame' AND (e.id = ?2 OR e.sha256 = ?2) LIMIT 1`,
      message.visit,
      frame,
    );
    if (!shown) return;
    const { area, device } = shown;
    const isVisitOpen = shown.status === 'open';
    this.#order(seq, { kind: 'photo-corrected', at: message.at, area, device, grade, isVisitOpen }, changes);
  }

  #hearRelease(seq: number, message: EventMessage, changes: YardChanges): void {
    const { command, by, reason } = JSON.parse(message.body) as { command: string; by: string; reason: string };
    this.#end(openHold(this.#ledger, changes.yard, command), { cause: seq, by, reason }, changes);
  }

  /** A lift is looked at once all its photos are judged. */
  #lookAtLift(frame: number, changes: YardChanges): void {
    const lift = this.#ledger.first<{ seq: number; at: number; area: string; device: string }>(
      `SELECT e.seq, e.at, e.area, e.device FROM standing s JOIN event e ON e.seq = s.lift_event WHERE s.event = ?`,
      frame,
    );
    if (!lift) return;
    const photos = this.#ledger.all<{ out_of_domain: number | null; unusable: UnusableReason | null }>(
      `SELECT i.out_of_domain, i.unusable FROM standing l JOIN standing s ON s.visit = l.visit AND s.lift_event = l.event
       LEFT JOIN inference i ON i.seq = (SELECT max(seq) FROM inference WHERE event = s.event AND role = 'current')
       WHERE l.event = ?`,
      lift.seq,
    );
    if (photos.some((photo) => photo.out_of_domain === null)) return;
    const judged = photos.map(({ out_of_domain, unusable }) => ({ isOutOfDomain: out_of_domain === 1, unusable }));
    const { seq, at, area, device } = lift;
    this.#order(seq, { kind: 'lift', at, area, device, photos: judged }, changes);
  }

  /** A truck that has left takes the cause of its holds with it. */
  #endWithVisits(changes: YardChanges): void {
    if (changes.dirty.size === 0 || !wasEverHeld(this.#ledger, changes.yard)) return;
    for (const visit of changes.dirty.keys()) {
      const ended = this.#ledger.first<{ event: number | null }>(
        `SELECT (SELECT max(s.event) FROM standing s WHERE s.visit = p.visit) AS event
         FROM span p WHERE p.visit = ? AND p.ended_at IS NOT NULL`,
        visit,
      );
      if (!ended?.event) continue;
      const ending = { cause: ended.event, by: null, reason: '차량이 나감' };
      this.#end(holdsOfVisit(this.#ledger, visit), ending, changes);
    }
  }

  #order(cause: number, signal: InterlockSignal, changes: YardChanges): void {
    const { tenant, yard, now } = changes;
    const grossLimitKg = this.#grossLimitOf(yard);
    // an ordinary weighing must not cost a look at the yard's devices
    const cranes = signal.kind === 'weighing' ? [] : cranesOf(this.#ledger, yard);
    for (const { rule, to, args, expiresAt } of ordersFor(signal, { grossLimitKg, cranes }, now)) {
      const address = { tenant, yard, ...to };
      const id = this.#idOf(cause, ruleName(rule), address);
      const { command: name, reason } = rule;
      const command = { id, to: address, name, args, expiresAt, rule: ruleName(rule), cause, reason };
      issueCommand(this.#ledger, { ...command, releases: null, by: null }, now);
    }
  }

  /** Ends holds; a device is let go when no hold on it is left. */
  #end(holds: readonly OpenHold[], { cause, by, reason }: Ending, changes: YardChanges): void {
    const { tenant, yard, now } = changes;
    for (const { command } of holds) {
      noteCommand(this.#ledger, command, by === null ? 'released' : 'overridden', { at: now, by, reason });
    }
    for (const { command, area, device } of holds) {
      const to = { tenant, yard, area, device };
      if (isHeld(this.#ledger, to)) continue;
      const id = this.#idOf(cause, 'release', to);
      const expiresAt = now + RELEASE_WITHIN_MS;
      const release = { id, to, name: 'release-crane', args: {}, expiresAt, rule: null, cause } as const;
      issueCommand(this.#ledger, { ...release, releases: command, by, reason }, now);
    }
  }

  /** The same for the same event whatever number its row has. */
  #idOf(cause: number, what: string, { yard, area, device }: DeviceAddress): string {
    const event = this.#ledger.first<{ key: string }>(
      "SELECT area || '/' || device || '/' || id AS key FROM event WHERE seq = ?",
      cause,
    );
    const named = JSON.stringify([yard, what, event?.key, area, device]);
    return `cmd-${createHash('sha256').update(named).digest('hex').slice(0, 24)}`;
  }
}

const seen = ({ at, address }: EventMessage) => ({ at, area: address.area, device: address.device });
