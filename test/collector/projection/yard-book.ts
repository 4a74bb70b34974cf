import { writeInference } from '../../../collector/ledger/inferences.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { markEventDue } from '../../../collector/ledger/point-due.ts';
import type { EventKind, EventMessage, Outcome } from '../../../collector/messages.ts';
import { canonicalBody } from '../../../collector/mqtt/payload.ts';
import { POINTS_OF } from '../../../collector/projection/points.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import { visitIdIn } from '../../../collector/visits/spans.ts';
import { type GradeProbabilities, likeliestGrade } from '../../../domain/grades.ts';
import type { Measurement, Point } from '../../../domain/wire/measurements.ts';

export const TENANT = 'seah';
export const YARD = 'gamcheon';
export const NINE = Date.parse('2026-03-02T09:00:00+09:00');
export const MINUTE = 60_000;

export interface Said {
  readonly id: string;
  readonly kind: EventKind;
  /** minutes after nine */
  readonly minute: number;
  readonly yard?: string;
  readonly area?: string;
  readonly device?: string;
  readonly kg?: number;
  readonly plate?: string | null;
  readonly ticket?: string | null;
  readonly partner?: string;
  readonly direction?: 'inbound' | 'outbound';
  readonly lift?: number | null;
  readonly visit?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export const PLATE = '부산86바1234';

/** A small yard whose events are said one by one, booked as the collector books them. */
export class YardBook {
  readonly ledger: Ledger;
  readonly bookkeeper: Bookkeeper;
  now = NINE + 12 * 60 * MINUTE;

  constructor(ledger = new Ledger(':memory:')) {
    this.ledger = ledger;
    this.bookkeeper = new Bookkeeper(ledger, () => []);
  }

  /** Notes from now on what is due, as with an InfluxDB. */
  project(): this {
    this.ledger.run("INSERT INTO projection_target (one, target, since) VALUES (1, 'somewhere', 0)");
    return this;
  }

  book(...said: readonly Said[]): Outcome[] {
    return this.bookkeeper.book(said.map(messageOf), this.now);
  }

  /** The id of the visit that a weighing opens. */
  visitOf({ id, yard = YARD, area = 'weigh', device = 'bridge-1', ticket = null, kg = 0, minute }: Said): string {
    const key = `${area}/${device}/${id}`;
    const at = NINE + minute * MINUTE;
    return visitIdIn(yard)({ key, at, area, device, ticket, plate: PLATE, kg, ...NOTHING_SAID });
  }

  /** What a model says of a photo, written as the inspector writes it; null probabilities: it failed. */
  judge(id: string, probabilities: GradeProbabilities | null, { version = 'v1', outOfDomain = false } = {}): void {
    const row = this.ledger.first<{ seq: number; yard: string; tenant: string; visit: string | null }>(
      'SELECT e.seq, e.yard, e.tenant, s.visit FROM event e JOIN standing s ON s.event = e.seq WHERE e.id = ?',
      id,
    );
    if (!row) throw new Error(`no photo ${id}`);
    const model = { name: 'grading', version, sha256: `sha-${version}` };
    const said = likeliestGrade(probabilities ?? {}) ?? { grade: 'heavy', confidence: 0 };
    this.ledger.transaction(() => {
      writeInference(this.ledger, {
        ...{ event: row.seq, at: this.now, role: 'current', model, elapsedMs: 40 },
        outcome:
          probabilities === null
            ? { ok: false, code: 'FRAME_UNDECODABLE', detail: '', retryable: false }
            : {
                ...{ ok: true, probabilities, ...said, embedding: [], distance: null, latencyMs: 12.5, model },
                ...{ isOutOfDomain: outOfDomain, unusable: null },
              },
      });
      markEventDue(this.ledger, row.yard, row.seq, this.now);
      if (row.visit !== null) this.bookkeeper.resettle(new Map([[row.visit, `inference/${id}`]]), row, this.now);
    });
  }

  seqOf(id: string): string {
    return String(this.ledger.first<{ seq: number }>('SELECT seq FROM event WHERE id = ?', id)?.seq);
  }

  pointsOf(kind: Measurement, ref: string): readonly Point[] {
    return POINTS_OF[kind](this.ledger, [ref]).get(ref) ?? [];
  }

  /** The rows that are due, `kind ref`, in order. */
  due(): string[] {
    return this.ledger
      .all<{ kind: string; ref: string }>('SELECT kind, ref FROM point_due ORDER BY seq')
      .map(({ kind, ref }) => `${kind} ${ref}`);
  }
}

const NOTHING_SAID = { direction: null, partner: null, declaredGrade: null } as const;

const AREAS: Partial<Record<EventKind, readonly [area: string, device: string]>> = {
  weighing: ['weigh', 'bridge-1'],
  lift: ['bay1', 'crane-1'],
  frame: ['bay1', 'camera-1'],
  occupancy: ['bay1', 'bay-sensor'],
};

function messageOf(said: Said): EventMessage {
  const [ownArea, ownDevice] = AREAS[said.kind] ?? ['office', 'desk'];
  const { id, kind, minute, yard = YARD, area = ownArea, device = ownDevice, kg, lift = null } = said;
  const isOffice = kind === 'correction' || kind === 'cancellation';
  const plate = said.plate === undefined && !isOffice ? PLATE : (said.plate ?? null);
  const at = NINE + minute * MINUTE;
  const { partner, direction, ticket = null, visit = null, more = {} } = said;
  const person = isOffice ? { by: 'kim', reason: 'seen', visit } : {};
  return {
    type: 'event',
    topic: `scrap/v1/${TENANT}/${yard}/${area}/${device}/${kind}`,
    address: { tenant: TENANT, yard, area, device },
    ...{ kind, id, at, receivedAt: at, ticket, plate, lift, visit },
    kg: kg ?? null,
    sha256: kind === 'frame' ? `sha-${id}` : null,
    body: canonicalBody({ id, at, kg, plate, ticket, lift, partner, direction, ...person, ...more }),
    firstBytes: new Uint8Array(),
    size: 0,
  };
}
