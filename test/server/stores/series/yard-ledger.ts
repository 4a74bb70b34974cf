import type { GradingOutcome } from '../../../../collector/grading/grading-outcome.ts';
import { writeInference } from '../../../../collector/ledger/inferences.ts';
import type { Ledger } from '../../../../collector/ledger/ledger.ts';
import type { EventKind, EventMessage, StateMessage } from '../../../../collector/messages.ts';
import { canonicalBody } from '../../../../collector/mqtt/payload.ts';
import { Bookkeeper } from '../../../../collector/visits/bookkeeper.ts';
import { visitIdIn } from '../../../../collector/visits/spans.ts';
import type { Grade } from '../../../../domain/grades.ts';
import { type EpochMs, MINUTE_MS } from '../../../../domain/units.ts';

export const TENANT = 't1';
const TARE = 6_000;

export interface Truck {
  readonly yard: string;
  readonly ticket: string;
  readonly closedAt: EpochMs;
  readonly kg: number;
  readonly grade: Grade;
  readonly direction: 'inbound' | 'outbound';
  readonly partner: string | null;
  /** what the supplier says it is; the grade when left out, nothing when `null` */
  readonly declared?: string | null;
}

export interface Said {
  readonly grade: Grade;
  readonly confidence: number;
  readonly model?: string;
  readonly isOutOfDomain?: boolean;
}

/** A ledger as the collector's own book keeps it, told in trucks, photos and states. */
export class YardLedger {
  readonly ledger: Ledger;
  readonly #book: Bookkeeper;
  #ids = 0;

  constructor(ledger: Ledger) {
    this.ledger = ledger;
    this.#book = new Bookkeeper(this.ledger, () => []);
  }

  /** Books messages, of which each must end with the code; `now` decides which days have ended. */
  book(messages: readonly (EventMessage | StateMessage)[], now: EpochMs, expected: string | null = null): void {
    for (const { code } of this.#book.book(messages, now)) {
      if (code !== expected) throw new Error(`a message ended with ${code}, not with ${expected}`);
    }
  }

  /** Says what a model said of a photo, by the photo's id. */
  judge(yard: string, photo: string, said: Said | 'failed', now: EpochMs): void {
    const row = this.ledger.first<{ seq: number; visit: string | null }>(
      'SELECT e.seq, s.visit FROM event e JOIN standing s ON s.event = e.seq WHERE e.yard = ? AND e.id = ?',
      yard,
      photo,
    );
    if (row === null) throw new Error(`no photo ${photo}`);
    const version = said === 'failed' ? 'v1' : (said.model ?? 'v1');
    const model = { name: 'grading', version, sha256: `sha of ${version}` };
    this.ledger.transaction(() => {
      const outcome = outcomeOf(said, model);
      writeInference(this.ledger, { event: row.seq, at: now, role: 'current', model, outcome, elapsedMs: 9 });
      if (row.visit !== null) this.#book.resettle(new Map([[row.visit, 'inference']]), { tenant: TENANT, yard }, now);
    });
  }

  indicator(yard: string, indicator: string, hour: EpochMs, value: number, target: number | null): void {
    this.ledger.run(
      'INSERT INTO indicator_row (tenant, yard, indicator, hour, value, target, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[TENANT, yard, indicator, hour, value, target, hour],
    );
  }

  budget(project: string, [funder, line, stage]: readonly [string, string, string], at: EpochMs, won: number): void {
    this.ledger.run(
      `INSERT INTO budget_row (project, funder, line, stage, at, amount_krw, entry, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, '', ?)`,
      ...[project, funder, line, stage, at, won, at],
    );
  }

  /** Both weighings of a truck; the second is at `closedAt`. */
  truck({ yard, ticket, closedAt, kg, grade, direction, partner, declared = grade }: Truck): EventMessage[] {
    const loaded = TARE + kg;
    const [first, second] = direction === 'inbound' ? [loaded, TARE] : [TARE, loaded];
    const stated = { ticket, plate: `부산86바${ticket}`, direction, declaredGrade: declared, stable: true, partner };
    return [
      this.event(yard, 'weighing', closedAt - 20 * MINUTE_MS, { ...stated, kg: first }),
      this.event(yard, 'weighing', closedAt, { ...stated, kg: second }),
    ];
  }

  event(yard: string, kind: EventKind, at: EpochMs, said: Record<string, unknown> & { area?: string }): EventMessage {
    const { area = AREAS[kind] ?? 'office', ...rest } = said;
    const device = `${kind}-1`;
    this.#ids += 1;
    const id = (rest.id as string | undefined) ?? `e${this.#ids}`;
    const body = Object.fromEntries(Object.entries({ id, at, ...rest }).filter(([, value]) => value !== null));
    const text = (name: string) => (rest[name] as string | undefined) ?? null;
    return {
      type: 'event',
      topic: `scrap/v1/${TENANT}/${yard}/${area}/${device}/${kind}`,
      address: { tenant: TENANT, yard, area, device },
      ...{ kind, id, at, receivedAt: at },
      ...{ ticket: text('ticket'), plate: text('plate'), sha256: text('sha256'), visit: text('visit') },
      ...{ kg: (rest.kg as number | undefined) ?? null, lift: (rest.lift as number | undefined) ?? null },
      body: canonicalBody(body),
      firstBytes: new Uint8Array(),
      size: 0,
    };
  }

  state(yard: string, device: string, receivedAt: EpochMs, online: boolean): StateMessage {
    this.#ids += 1;
    const address = { tenant: TENANT, yard, area: 'gate', device };
    // a last will states when its device connected
    const at = online ? receivedAt : receivedAt - 60 * MINUTE_MS;
    return { type: 'state', address, at, receivedAt, id: `s${this.#ids}`, online, model: null, firmware: null };
  }
}

const AREAS: Partial<Record<EventKind, string>> = { weighing: 'gate', frame: 'bay1', lift: 'bay1' };

/** The id of the visit that a ticket names. */
export function visitOf(yard: string, ticket: string): string {
  return visitIdIn(yard)({ ticket, key: '' } as Parameters<ReturnType<typeof visitIdIn>>[0]);
}

function outcomeOf(said: Said | 'failed', model: { name: string; version: string; sha256: string }): GradingOutcome {
  if (said === 'failed') return { ok: false, code: 'FRAME_UNREADABLE', detail: '', retryable: false };
  const { grade, confidence, isOutOfDomain = false } = said;
  return {
    ...{ ok: true, probabilities: { [grade]: confidence }, grade, confidence, isOutOfDomain, model },
    ...{ embedding: [], distance: 0.1, unusable: null, latencyMs: 12.5 },
  };
}
