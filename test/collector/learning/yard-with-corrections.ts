import type { GradingOutcome } from '../../../collector/grading/grading-outcome.ts';
import { writeInference } from '../../../collector/ledger/inferences.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { decode } from '../../../collector/mqtt/decode.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import type { Grade } from '../../../domain/grades.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { type CommandKind, commandTopic } from '../../../domain/wire/mqtt-topics.ts';
import { DAY_START, type DayEvent, messageOf, TENANT, YARD } from '../visits/yard-day.ts';

export const NOW = DAY_START + 3_600_000;
export const MODEL = { name: 'scrap-grading', version: 'v1', sha256: 'd1' };

/** What a model says of a photo, with the rest filled in. */
export const saidOf = (grade: Grade, more: Partial<Extract<GradingOutcome, { ok: true }>> = {}): GradingOutcome => ({
  ok: true,
  probabilities: { [grade]: 0.9, foreign: 0.1 },
  grade,
  confidence: 0.9,
  embedding: [1, 0],
  distance: 0.1,
  isOutOfDomain: false,
  unusable: null,
  latencyMs: 10,
  model: MODEL,
  ...more,
});

/** A photo, and a lift, with the crane's number of the lift, where it sends one. */
export interface NumberedPhoto {
  readonly id: string;
  readonly lift: number | null;
}
export type NumberedLift = NumberedPhoto & { readonly kg: number };

/** A yard whose trucks, photos, judgements and corrections a test makes up, booked as the collector books them. */
export class YardWithCorrections {
  readonly ledger: Ledger;
  readonly bookkeeper: Bookkeeper;
  #lastId = 0;
  #at = DAY_START;

  constructor(file = ':memory:') {
    this.ledger = new Ledger(file);
    this.bookkeeper = new Bookkeeper(this.ledger, () => []);
  }

  /** A truck that weighs in and out with lifts and photos of these ids in between, and the id of its visit. */
  truck(plate: string, photos: readonly (string | NumberedPhoto)[], lifts: readonly NumberedLift[] = []): string {
    const event = (kind: DayEvent['kind'], id: string, kg: number, lift: number | null = null): DayEvent => {
      this.#at += 1_000;
      const at = this.#at;
      const none = { ticket: null, visit: null, declaredGrade: null, direction: null };
      return { kind, id, area: 'bay1', at, plate, kg, lift, occupied: false, alarm: false, ...none };
    };
    this.bookkeeper.book(
      [
        event('weighing', `${plate}-in`, 30_000),
        ...lifts.map(({ id, kg, lift }) => event('lift', id, kg, lift)),
        ...photos.map((photo) =>
          typeof photo === 'string' ? event('frame', photo, 0) : event('frame', photo.id, 0, photo.lift),
        ),
        event('weighing', `${plate}-out`, 10_000),
      ].map(messageOf),
      NOW,
    );
    const row = this.ledger.first<{ id: string }>('SELECT id FROM visit ORDER BY opened_at DESC LIMIT 1');
    return row?.id ?? '';
  }

  /** A model's word on a photo, as the inspector writes it; the photo waits no more. */
  judge(id: string, outcome: GradingOutcome): void {
    const event = this.ledger.first<{ seq: number }>("SELECT seq FROM event WHERE kind = 'frame' AND id = ?", id)?.seq;
    if (event === undefined) throw new Error(`no photo ${id}`);
    const model = outcome.ok ? outcome.model : MODEL;
    writeInference(this.ledger, { event, at: NOW, role: 'current', model, outcome, elapsedMs: 1 });
    this.ledger.run('DELETE FROM grading_queue WHERE event = ?', event);
  }

  /** Settles a visit anew, as the inspector does once photos are judged. */
  settle(visit: string): void {
    this.bookkeeper.resettle(new Map([[visit, 'inference/all']]), { tenant: TENANT, yard: YARD }, NOW);
  }

  /** A command of the office, through the door; gives its id. */
  ask(kind: CommandKind, fields: object = {}): string {
    this.#lastId += 1;
    this.#at += 1_000;
    const id = `c${this.#lastId}`;
    const decoded = decode(
      {
        topic: commandTopic(TENANT, YARD, kind),
        payload: Buffer.from(JSON.stringify({ id, at: this.#at, by: 'kim', reason: 'GRADE_WRONG', ...fields })),
        properties: {},
        receivedAt: NOW,
      },
      null,
    );
    if (decoded?.message.type !== 'event') throw new Error(`${kind} was refused: ${JSON.stringify(decoded)}`);
    this.bookkeeper.book([decoded.message], NOW);
    return id;
  }

  correct(visit: string, grade: Grade, frame?: string): string {
    return this.ask('correction', { visit, grade, ...(frame === undefined ? {} : { frame }) });
  }

  visit(id: string): Visit {
    const row = this.ledger.first<{ body: string }>('SELECT body FROM visit WHERE id = ?', id);
    return JSON.parse(row?.body ?? 'null') as Visit;
  }
}
