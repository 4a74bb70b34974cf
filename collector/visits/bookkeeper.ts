import { formatKst } from '../../domain/kst-time.ts';
import { maskedPlate } from '../../domain/plate.ts';
import { type EpochMs, MINUTE_MS } from '../../domain/units.ts';
import { OPEN_LIMIT_MS } from '../../domain/visits/settle.ts';
import { COMMAND_KINDS, type DeviceAddress } from '../../domain/wire/mqtt-topics.ts';
import type { DatedYardRule } from '../../domain/yard-rule.ts';
import { type YardSettings, yardSettings } from '../../domain/yard-settings.ts';
import type { Interlock } from '../commands/interlock.ts';
import { writeDispute } from '../disputes/disputes.ts';
import { writeUsage } from '../indicators/usage.ts';
import { buryDeadLetter, count } from '../ledger/account.ts';
import { writeBudget } from '../ledger/budget.ts';
import { hearDevice, isHeardSince, writeRegion, writeState } from '../ledger/devices.ts';
import { eventKey, insertEvent } from '../ledger/events.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { postFact } from '../ledger/outbox.ts';
import { markEventDue } from '../ledger/point-due.ts';
import { writeStockCount } from '../ledger/stock.ts';
import {
  type EventKind,
  type EventMessage,
  type LedgerMessage,
  NOWHERE,
  type Outcome,
  type RefusedMessage,
  type StateMessage,
} from '../messages.ts';
import { SlipBook } from '../slips/slip-book.ts';
import { attach, seekInBay } from './attach.ts';
import { type SlipWish, YardChanges } from './changes.ts';
import { refusalOfCommand } from './command-refusals.ts';
import { regroup } from './regroup.ts';
import { settleVisits } from './settle-visits.ts';
import { beginStanding } from './standing.ts';

/** A visit about which something came in this recently may be part of a backlog that is still being told. */
const BACKLOG_GRACE_MS = 5 * MINUTE_MS;

/** Commands that the learning side carries out after their commit; it finds them in the ledger. */
export const MODEL_COMMANDS: readonly EventKind[] = ['refit', 'shadow', 'promote', 'roll-back'];

/** Events of which devices may have to be told. */
const INTERLOCKING: readonly EventKind[] = ['weighing', 'radiation', 'ack', 'correction', 'release'];

/** How a message is booked: as it comes, or again after it was refused. */
interface Manner {
  readonly refuse: (message: RefusedMessage) => Outcome;
  /** true: it says nothing of how its device is now */
  readonly isOld: boolean;
}

/** Books messages: what they say becomes rows, and the visits they touch are settled, in one transaction. */
export class Bookkeeper {
  readonly #ledger: Ledger;
  readonly #rulesOf: (yard: string) => readonly DatedYardRule[];
  readonly #interlock: Interlock | null;
  readonly #settingsOf: (yard: string) => YardSettings;
  readonly #slips: SlipBook;
  /** yards whose day, device or account fact has to be told again */
  readonly #stirred = new Map<string, string>();
  #hasModelCommands = true;
  #hasRetries = true;
  readonly #asItComes: Manner = { refuse: (message) => this.#refuse(message), isOld: false };

  constructor(
    ledger: Ledger,
    rulesOf: (yard: string) => readonly DatedYardRule[],
    interlock?: Interlock,
    settingsOf: (yard: string) => YardSettings = (yard) => yardSettings(null, yard),
  ) {
    this.#ledger = ledger;
    this.#rulesOf = rulesOf;
    this.#interlock = interlock ?? null;
    this.#settingsOf = settingsOf;
    this.#slips = new SlipBook(ledger, settingsOf);
  }

  /**
   * Books a batch. When this returns the batch is on disk; when it throws, nothing of it is (invariants 1 and 2).
   * The outcomes stand in the order of the messages. `alongside` is done in the same transaction.
   */
  book(messages: readonly LedgerMessage[], now: EpochMs, alongside: () => void = () => {}): Outcome[] {
    return this.#ledger.transaction(() => {
      alongside();
      const yards = new Map<string, YardChanges>();
      const outcomes = messages.map((message) => this.#bookOne(message, yards, now, this.#asItComes));
      this.#settle(yards.values());
      return outcomes.map((outcome, index) => this.#afterSettling(outcome, messages[index]));
    });
  }

  /**
   * Books a message that was refused before, within the caller's transaction. It is counted as written; refused once
   * more, it is neither counted nor kept again, and `detail` says why.
   */
  bookAgain(
    message: EventMessage | StateMessage,
    now: EpochMs,
  ): { readonly outcome: Outcome; readonly isBooked: boolean; readonly detail: string } {
    const yards = new Map<string, YardChanges>();
    const refused: RefusedMessage[] = [];
    const refuse = (again: RefusedMessage): Outcome => {
      refused.push(again);
      return { address: again.address, id: again.id, code: again.code };
    };
    const outcome = this.#bookOne(message, yards, now, { refuse, isOld: true });
    this.#settle(yards.values());
    const [refusal] = refused;
    return {
      outcome: this.#afterSettling(outcome, message),
      isBooked: refusal === undefined,
      detail: refusal?.detail ?? '',
    };
  }

  /** Settles visits again for another reason than a message: photos judged (by event seq), or time passed. */
  resettle(
    visits: ReadonlyMap<string, string>,
    yard: { readonly tenant: string; readonly yard: string },
    now: EpochMs,
    judged: readonly number[] = [],
  ): void {
    const changes = new YardChanges(yard.tenant, yard.yard, now);
    for (const frame of judged) changes.judged.add(frame);
    for (const [visit, cause] of visits) changes.touchVisit(visit, cause);
    this.#settle([changes]);
  }

  /** Gives every visit that has been open too long its exception (edge contract, visits 7). */
  settleOverdue(now: EpochMs): void {
    const overdue = this.#ledger.all<{ id: string; tenant: string; yard: string }>(
      `SELECT v.id, v.tenant, v.yard FROM visit v JOIN visit_row r ON r.seq = v.visit_row
       WHERE v.status = 'open' AND v.opened_at <= ? AND r.recorded_at <= ? AND v.body NOT LIKE '%"OPEN_TOO_LONG"%'`,
      now - OPEN_LIMIT_MS,
      now - BACKLOG_GRACE_MS,
    );
    if (overdue.length === 0) return;
    this.#ledger.transaction(() => {
      for (const { id, tenant, yard } of overdue) this.resettle(new Map([[id, 'time']]), { tenant, yard }, now);
    });
  }

  /** The yards in which anything happened since the last call, with their tenants. */
  takeStirred(): Map<string, string> {
    const stirred = new Map(this.#stirred);
    this.#stirred.clear();
    return stirred;
  }

  /** Has the day, device and account facts of yards told again, though nothing was booked. */
  stir(yards: ReadonlyMap<string, string>): void {
    for (const [yard, tenant] of yards) this.#stirred.set(yard, tenant);
  }

  /** True when the office has asked for something about models since the last call, or may have before the start. */
  takeModelCommands(): boolean {
    const had = this.#hasModelCommands;
    this.#hasModelCommands = false;
    return had;
  }

  /** True when the office has asked for a dead letter since the last call, or may have before the start. */
  takeRetries(): boolean {
    const had = this.#hasRetries;
    this.#hasRetries = false;
    return had;
  }

  /** Only once the batch is settled is it known which of its events contradict their ticket. */
  #afterSettling(outcome: Outcome, message: LedgerMessage | undefined): Outcome {
    if (outcome.code !== null || message?.type !== 'event' || message.ticket === null || message.plate === null) {
      return outcome;
    }
    const { yard, area, device } = message.address;
    const refused = this.#ledger.first(
      `SELECT s.event FROM event e JOIN standing s ON s.event = e.seq
       WHERE e.yard = ? AND e.area = ? AND e.device = ? AND e.id = ? AND s.role = 'refused'`,
      yard,
      area,
      device,
      message.id,
    );
    return refused ? { ...outcome, code: 'PLATE_CONTRADICTS_TICKET' } : outcome;
  }

  #settle(yards: Iterable<YardChanges>): void {
    for (const changes of yards) {
      regroup(this.#ledger, changes);
      attach(this.#ledger, changes);
      settleVisits(this.#ledger, changes, this.#rulesOf(changes.yard));
      this.#interlock?.consider(changes);
      for (const wish of changes.slipWishes) this.#carryOut(wish, changes.now);
      this.#stirred.set(changes.yard, changes.tenant);
    }
  }

  /** A slip that is asked for tells the visit as the same transaction leaves it. */
  #carryOut({ visit, by, crossOut }: SlipWish, now: EpochMs): void {
    if (crossOut === null) this.#slips.issue(visit, now, { by });
    else this.#slips.cancel(visit, { by, reason: crossOut }, now);
  }

  #bookOne(message: LedgerMessage, yards: Map<string, YardChanges>, now: EpochMs, manner: Manner): Outcome {
    if (message.type === 'refused') return manner.refuse(message);
    const changes = this.#changesIn(message.address, yards, now);
    if (!changes) {
      return manner.refuse({
        ...refusalOf(message),
        code: 'TENANT_UNKNOWN',
        detail: `the yard ${message.address.yard} belongs to another tenant`,
      });
    }
    return message.type === 'state' ? this.#bookState(message, manner) : this.#bookEvent(message, changes, manner);
  }

  #bookState(message: StateMessage, { isOld }: Manner): Outcome {
    if (!isOld) {
      writeState(this.#ledger, message);
      hearDevice(
        this.#ledger,
        message.address,
        message.receivedAt,
        message.online ? message.receivedAt - message.at : null,
      );
    } else if (!isHeardSince(this.#ledger, message.address, message.receivedAt)) writeState(this.#ledger, message);
    count(this.#ledger, message.address, { written: 1 });
    return { address: message.address, id: message.id, code: null };
  }

  #bookEvent(message: EventMessage, changes: YardChanges, { refuse, isOld }: Manner): Outcome {
    const { address, id } = message;
    const refusal = refusalOfCommand(this.#ledger, message);
    if (refusal !== null) return refuse({ ...refusalOf(message), code: 'COMMAND_INVALID', detail: refusal });
    const { seq, outcome } = insertEvent(this.#ledger, message);
    if (outcome === 'reused') {
      return refuse({ ...refusalOf(message), code: 'ID_REUSED', detail: `the id ${id} was used for another event` });
    }
    count(this.#ledger, address, { written: 1, duplicates: outcome === 'duplicate' ? 1 : 0 });
    if (outcome === 'new') {
      if (!isOld && !(COMMAND_KINDS as readonly string[]).includes(message.kind)) {
        hearDevice(this.#ledger, address, message.receivedAt, message.receivedAt - message.at);
      }
      this.#touch(message, seq, changes);
    }
    return { address, id, code: null };
  }

  #touch(message: EventMessage, seq: number, changes: YardChanges): void {
    const ledger = this.#ledger;
    const { address, kind, at, plate, ticket, visit } = message;
    const key = eventKey({ ...address, id: message.id });
    if (kind === 'weighing' || kind === 'lift' || kind === 'frame' || kind === 'radiation') {
      beginStanding(ledger, seq, address.yard, kind, at);
      markEventDue(ledger, address.yard, seq, changes.now);
    }
    if (kind === 'weighing' && plate !== null) {
      if (ticket !== null) changes.tickets.add(ticket);
      changes.touchPlate(plate, at);
      postFact(ledger, 'weighing', changes, {
        weighing: {
          id: message.id,
          at: formatKst(at),
          area: address.area,
          device: address.device,
          kg: message.kg ?? 0,
          ticket,
          plate: maskedPlate(plate),
        },
      });
    }
    if (kind === 'lift' || kind === 'frame' || kind === 'radiation') changes.seekers.add(seq);
    if (INTERLOCKING.includes(kind)) changes.heard.push({ seq, message });
    if (kind === 'frame') ledger.run('INSERT INTO grading_queue (event) VALUES (?)', seq);
    if (kind === 'occupancy') seekInBay(ledger, changes, address.area, at);
    if (kind === 'usage') writeUsage(ledger, message, changes.now);
    if (kind === 'region') writeRegion(ledger, message);
    if (kind === 'budget') writeBudget(ledger, message, changes.now);
    if (MODEL_COMMANDS.includes(kind)) this.#hasModelCommands = true;
    if (kind === 'retry') this.#hasRetries = true;
    if (kind === 'slip' || kind === 'slip-cancellation') changes.slipWishes.push(slipWishOf(message));
    if (kind === 'dispute') {
      const { answerDays } = this.#settingsOf(address.yard);
      writeDispute(ledger, message, seq, { now: changes.now, answerDays });
    }
    if (kind === 'stock-count') writeStockCount(ledger, message, seq, changes.now);
    if (kind === 'correction' && visit !== null) changes.touchVisit(visit, key);
    if (kind === 'cancellation' && visit !== null) {
      const span = ledger.first<{ plate: string; opened_at: number }>(
        'SELECT plate, opened_at FROM span WHERE visit = ?',
        visit,
      );
      if (span) changes.touchPlate(span.plate, span.opened_at);
      changes.touchVisit(visit, key);
    }
  }

  #refuse(message: RefusedMessage): Outcome {
    buryDeadLetter(this.#ledger, message);
    count(this.#ledger, message.address ?? NOWHERE, { rejected: 1 });
    if (message.address) this.#stir(message.address);
    return { address: message.address, id: message.id, code: message.code };
  }

  #stir({ yard, tenant }: DeviceAddress): void {
    const known = this.#ledger.first('SELECT yard FROM yard WHERE yard = ? AND tenant = ?', yard, tenant);
    if (known) this.#stirred.set(yard, tenant);
  }

  /** A yard belongs to the tenant of its first message; null when this message is of another. */
  #changesIn({ tenant, yard }: DeviceAddress, yards: Map<string, YardChanges>, now: EpochMs): YardChanges | null {
    const known = yards.get(yard);
    if (known) return known.tenant === tenant ? known : null;
    this.#ledger.run(
      'INSERT INTO yard (yard, tenant, first_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      yard,
      tenant,
      now,
    );
    const owner = this.#ledger.first<{ tenant: string }>('SELECT tenant FROM yard WHERE yard = ?', yard);
    if (owner?.tenant !== tenant) return null;
    const changes = new YardChanges(tenant, yard, now);
    yards.set(yard, changes);
    return changes;
  }
}

function slipWishOf({ kind, body }: EventMessage): SlipWish {
  const { visit, by, reason } = JSON.parse(body) as { visit: string; by: string; reason?: string };
  return { visit, by, crossOut: kind === 'slip-cancellation' ? (reason ?? '') : null };
}

function refusalOf(message: EventMessage | StateMessage): Omit<RefusedMessage, 'code' | 'detail'> {
  const { address, id, receivedAt } = message;
  const isEvent = message.type === 'event';
  return {
    type: 'refused',
    topic: isEvent
      ? message.topic
      : `scrap/v1/${address.tenant}/${address.yard}/${address.area}/${address.device}/state`,
    address,
    receivedAt,
    id,
    firstBytes: isEvent ? message.firstBytes : new Uint8Array(),
    size: isEvent ? message.size : 0,
  };
}
