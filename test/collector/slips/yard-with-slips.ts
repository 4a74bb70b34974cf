import type { GradingOutcome } from '../../../collector/grading/grading-outcome.ts';
import { writeInference } from '../../../collector/ledger/inferences.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { latestSlip, type SlipRow } from '../../../collector/ledger/slips.ts';
import type { EventMessage } from '../../../collector/messages.ts';
import { decode } from '../../../collector/mqtt/decode.ts';
import { SlipBook, sha256Of } from '../../../collector/slips/slip-book.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import type { Grade } from '../../../domain/grades.ts';
import { type EpochMs, MINUTE_MS } from '../../../domain/units.ts';
import type { DisputeSubject } from '../../../domain/wire/edge-messages.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { type CommandKind, commandTopic, edgeTopic } from '../../../domain/wire/mqtt-topics.ts';
import type { SlipContent } from '../../../domain/wire/slips-api.ts';
import { type YardsFile, yardSettings } from '../../../domain/yard-settings.ts';

export const MODEL = { name: 'scrap-grading', version: 'v1', sha256: 'd1' };

/** A truck that weighs in and out, with what is left out filled in: 30 t in all, 6 t empty, of 한빛스틸. */
export interface Truck {
  readonly ticket: string;
  readonly plate?: string;
  readonly partner?: string | null;
  readonly grossKg?: number;
  readonly tareKg?: number;
  readonly declaredGrade?: string | null;
  /** ids of its photos */
  readonly photos?: readonly string[];
  readonly lifts?: readonly { readonly id: string; readonly kg: number; readonly lift: number }[];
  /** when it weighs in; now when left out */
  readonly at?: EpochMs;
}

/** of this process: two yards may share a ledger */
let wishes = 0;

interface Options {
  readonly yard?: string;
  readonly tenant?: string;
  readonly settings?: YardsFile | null;
  readonly now?: EpochMs;
}

/**
 * A yard whose trucks, photos, slips and disputes a test makes up, booked and issued as the collector does it; its clock
 * stands still until the test moves `now`. Opened on a file in a data folder, the server reads the same ledger.
 */
export class YardWithSlips {
  readonly ledger: Ledger;
  readonly yard: string;
  readonly tenant: string;
  now: EpochMs;
  readonly #book: Bookkeeper;
  readonly #slips: SlipBook;

  constructor(
    ledger: Ledger | string = ':memory:',
    { yard = 'y1', tenant = 't1', settings = null, now = Date.parse('2026-03-02T10:00:00+09:00') }: Options = {},
  ) {
    this.ledger = typeof ledger === 'string' ? new Ledger(ledger) : ledger;
    this.yard = yard;
    this.tenant = tenant;
    this.now = now;
    const settingsOf = (id: string) => yardSettings(settings, id);
    this.#book = new Bookkeeper(this.ledger, (id) => settingsOf(id).rules, undefined, settingsOf);
    this.#slips = new SlipBook(this.ledger, settingsOf);
  }

  /** Books a truck from its first to its second weighing, 20 minutes later; gives the id of its visit. */
  truck({ ticket, plate = '부산86바1234', partner = '한빛스틸', at = this.now, ...more }: Truck): string {
    const { grossKg = 30_000, tareKg = 6_000, declaredGrade = 'heavy', photos = [], lifts = [] } = more;
    const said = { ...(partner === null ? {} : { partner }), ...(declaredGrade === null ? {} : { declaredGrade }) };
    const weigh = (end: string, kg: number, when: EpochMs) =>
      this.#edge('weigh', 'wb1', 'weighing', {
        id: `${ticket}-${end}`,
        at: when,
        kg,
        stable: true,
        plate,
        ticket,
        ...said,
      });
    this.now = Math.max(this.now, at + 20 * MINUTE_MS);
    this.#bookAll([
      weigh('in', grossKg, at),
      ...lifts.map((lift) => this.#edge('bay1', 'crane1', 'lift', { ...lift, at: at + 5 * MINUTE_MS, ticket })),
      ...photos.map((id) => this.#photo(id, ticket, at + 5 * MINUTE_MS)),
      weigh('out', tareKg, at + 20 * MINUTE_MS),
    ]);
    const row = this.ledger.first<{ id: string }>(
      'SELECT id FROM visit WHERE yard = ? AND ticket = ?',
      this.yard,
      ticket,
    );
    return row?.id ?? '';
  }

  /** Books one weighing; gives the id of the visit that it stands in. */
  weigh(
    id: string,
    kg: number,
    at: EpochMs,
    ticket: string | null = null,
    plate = '부산86바1234',
    partner: string | null = null,
  ): string {
    const message = this.#edge('weigh', 'wb1', 'weighing', {
      ...{ id, at, kg, stable: true, plate },
      ...(ticket === null ? {} : { ticket }),
      ...(partner === null ? {} : { partner }),
    });
    this.#bookAll([message]);
    const sql = 'SELECT s.visit FROM event e JOIN standing s ON s.event = e.seq WHERE e.yard = ? AND e.id = ?';
    return this.ledger.first<{ visit: string }>(sql, this.yard, id)?.visit ?? '';
  }

  /** Says what the model said of a photo, as the inspector writes it. */
  judge(photo: string, grade: Grade, more: Partial<Extract<GradingOutcome, { ok: true }>> = {}): void {
    const sql = `SELECT e.seq, s.visit FROM event e JOIN standing s ON s.event = e.seq WHERE e.yard = ? AND e.id = ?`;
    const row = this.ledger.first<{ seq: number; visit: string | null }>(sql, this.yard, photo);
    if (!row) throw new Error(`no photo ${photo}`);
    const said = { grade, confidence: 0.9, probabilities: { [grade]: 0.9, foreign: 0.1 }, embedding: [1, 0] };
    const sound = { distance: 0.1, isOutOfDomain: false, unusable: null, latencyMs: 10, model: MODEL };
    const outcome: GradingOutcome = { ok: true, ...said, ...sound, ...more };
    this.ledger.transaction(() => {
      const inference = { event: row.seq, at: this.now, model: outcome.model, outcome, elapsedMs: 1 };
      writeInference(this.ledger, { ...inference, role: 'current' });
      this.ledger.run('DELETE FROM grading_queue WHERE event = ?', row.seq);
      if (row.visit !== null) this.#book.resettle(new Map([[row.visit, `inference/${photo}`]]), this, this.now);
    });
  }

  /** A command of the office, through the door; gives its id and how it ended (null: booked). */
  ask(kind: CommandKind, fields: object = {}): { readonly id: string; readonly code: string | null } {
    wishes += 1;
    const id = `wish-${wishes}`;
    const command = { id, at: this.now, by: 'kim', reason: '다시 봄', ...fields };
    const message = this.#through(commandTopic(this.tenant, this.yard, kind), command);
    const [outcome] = this.#book.book([message], this.now);
    return { id, code: outcome?.code ?? null };
  }

  /** Lets a minute pass and issues every slip that is due. */
  rest(minutes = 1): void {
    this.now += minutes * MINUTE_MS;
    while (this.#slips.issueDue(this.now));
  }

  /** Issues a visit's slip at once, as a person asks for it. */
  issueSlip(visit: string, by = 'kim'): SlipRow {
    const { code } = this.ask('slip', { visit, by });
    const slip = this.slip(visit);
    if (code !== null || !slip) throw new Error(`no slip of ${visit}: ${code}`);
    return slip;
  }

  /** Opens a dispute in the name of the visit's partner; gives its id. */
  openDispute(visit: string, subject: DisputeSubject = { kind: 'grade', wanted: 'heavy' }): string {
    const dispute = `dispute-${wishes + 1}`;
    const { code } = this.disputeStep(visit, dispute, { step: 'open', party: 'partner', subject });
    if (code !== null) throw new Error(`the dispute was refused: ${this.lastRefusal()}`);
    return dispute;
  }

  /** A step of a dispute; gives how it ended. */
  disputeStep(visit: string, dispute: string, step: object): { readonly id: string; readonly code: string | null } {
    const partner = this.visit(visit)?.partner ?? '한빛스틸';
    return this.ask('dispute', { visit, dispute, partner, by: partner, text: '중량이 다릅니다', photos: [], ...step });
  }

  /** The latest version of a visit's slip. */
  slip(visit: string): SlipRow | null {
    return latestSlip(this.ledger, visit);
  }

  /** What the latest version says. */
  content(visit: string): SlipContent {
    return JSON.parse(this.slip(visit)?.content ?? 'null') as SlipContent;
  }

  visit(id: string): Visit | null {
    const row = this.ledger.first<{ body: string }>('SELECT body FROM visit WHERE id = ?', id);
    return row && (JSON.parse(row.body) as Visit);
  }

  /** Why the last message was refused. */
  lastRefusal(): string | null {
    return this.ledger.first<{ detail: string }>('SELECT detail FROM dead_letter ORDER BY seq DESC')?.detail ?? null;
  }

  #bookAll(messages: readonly EventMessage[]): void {
    for (const { code } of this.#book.book(messages, this.now)) if (code !== null) throw new Error(`refused: ${code}`);
  }

  #edge(area: string, device: string, kind: 'weighing' | 'lift', fields: object): EventMessage {
    return this.#through(edgeTopic({ tenant: this.tenant, yard: this.yard, area, device }, kind), fields);
  }

  #through(topic: string, fields: object): EventMessage {
    const payload = Buffer.from(JSON.stringify(fields));
    const decoded = decode({ topic, payload, properties: {}, receivedAt: this.now + 60 * MINUTE_MS }, null);
    if (decoded?.message.type !== 'event') throw new Error(`refused at the door: ${JSON.stringify(decoded?.message)}`);
    return { ...decoded.message, receivedAt: this.now };
  }

  /** A photo without its file; its SHA-256 is that of its id. */
  #photo(id: string, ticket: string, at: EpochMs): EventMessage {
    const address = { tenant: this.tenant, yard: this.yard, area: 'bay1', device: 'cam1' };
    const body = JSON.stringify({ at, id, ticket });
    const text = { topic: edgeTopic(address, 'frame'), address, kind: 'frame' as const, id, at, ticket, plate: null };
    const none = { kg: null, lift: null, visit: null, firstBytes: new Uint8Array(), size: 0 };
    return { type: 'event', ...text, ...none, receivedAt: this.now, sha256: sha256Of(id), body };
  }
}
