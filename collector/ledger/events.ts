import type { Grade, GradeProbabilities } from '../../domain/grades.ts';
import type {
  Correction,
  Direction,
  Frame,
  FrameJudgement,
  Lift,
  Occupancy,
  Radiation,
  UnusableReason,
  Weighing,
} from '../../domain/visits/events.ts';
import type { EventMessage } from '../messages.ts';
import type { Ledger } from './ledger.ts';

/** A row of the event table as queries here read it. */
export interface EventRow {
  readonly seq: number;
  readonly area: string;
  readonly device: string;
  readonly kind: string;
  readonly id: string;
  readonly at: number;
  readonly ticket: string | null;
  readonly plate: string | null;
  readonly kg: number | null;
  readonly lift: number | null;
  readonly sha256: string | null;
  readonly visit: string | null;
  readonly body: string;
}

export const EVENT_COLUMNS =
  'e.seq, e.area, e.device, e.kind, e.id, e.at, e.ticket, e.plate, e.kg, e.lift, e.sha256, e.visit, e.body';

/** The event's key in its yard: it orders events of one instant. */
export const eventKey = (row: { readonly area: string; readonly device: string; readonly id: string }): string =>
  `${row.area}/${row.device}/${row.id}`;

/**
 * Inserts an event. An event whose id its device has used before is a duplicate when it says the same, and
 * `reused` when it does not: then the first stays and this one must be refused.
 */
export function insertEvent(
  ledger: Ledger,
  message: EventMessage,
): { seq: number; outcome: 'new' | 'duplicate' | 'reused' } {
  const { address } = message;
  const known = ledger.first<{ seq: number; kind: string; body: string }>(
    'SELECT seq, kind, body FROM event WHERE yard = ? AND area = ? AND device = ? AND id = ?',
    address.yard,
    address.area,
    address.device,
    message.id,
  );
  if (known) {
    const same = known.kind === message.kind && (known.body === message.body || isSameAnswer(known, message));
    return { seq: known.seq, outcome: same ? 'duplicate' : 'reused' };
  }
  const { lastInsertRowid: seq } = ledger.run(
    `INSERT INTO event (tenant, yard, area, device, kind, id, at, received_at, ticket, plate, kg, lift, sha256, visit, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    address.tenant,
    address.yard,
    address.area,
    address.device,
    message.kind,
    message.id,
    message.at,
    message.receivedAt,
    message.ticket,
    message.plate,
    message.kg,
    message.lift,
    message.sha256,
    message.visit,
    message.body,
  );
  return { seq, outcome: 'new' };
}

/** A device that is told twice may answer twice, each time with its time: the first answer is the one that counts. */
function isSameAnswer(known: { readonly kind: string; readonly body: string }, { body }: EventMessage): boolean {
  const resultOf = (text: string) => (JSON.parse(text) as { result?: string }).result;
  return known.kind === 'ack' && resultOf(known.body) === resultOf(body);
}

const base = (row: EventRow) => ({
  key: eventKey(row),
  at: row.at,
  area: row.area,
  device: row.device,
  ticket: row.ticket,
  plate: row.plate,
});

/** A weighing from its row. */
export function weighingOf(row: EventRow): Weighing {
  const body = JSON.parse(row.body) as { direction?: Direction; partner?: string; declaredGrade?: string };
  return {
    ...base(row),
    plate: row.plate ?? '',
    kg: row.kg ?? 0,
    direction: body.direction ?? null,
    partner: body.partner ?? null,
    declaredGrade: body.declaredGrade ?? null,
  };
}

/** A lift from its row. */
export const liftOf = (row: EventRow): Lift => ({ ...base(row), kg: row.kg ?? 0, lift: row.lift });

/** An occupancy event from its row. */
export const occupancyOf = (row: EventRow): Occupancy => ({
  ...base(row),
  occupied: (JSON.parse(row.body) as { occupied: boolean }).occupied,
});

/** A radiation reading from its row. */
export function radiationOf(row: EventRow): Radiation {
  const body = JSON.parse(row.body) as { microSvPerHour: number; alarm: boolean };
  return { ...base(row), microSvPerHour: body.microSvPerHour, alarm: body.alarm };
}

/** What the inference that counts says of a photo; all null while there is none. */
export interface InferenceColumns {
  readonly probabilities: string | null;
  readonly failure: string | null;
  readonly out_of_domain: number | null;
  readonly unusable: string | null;
}

/** A photo from its row and the inference that counts. */
export function frameOf(row: EventRow & InferenceColumns): Frame {
  const judgement: FrameJudgement =
    row.probabilities !== null
      ? {
          probabilities: JSON.parse(row.probabilities) as GradeProbabilities,
          isOutOfDomain: row.out_of_domain === 1,
          unusable: row.unusable as UnusableReason | null,
        }
      : row.failure === null
        ? 'waiting'
        : 'failed';
  return { ...base(row), lift: row.lift, sha256: row.sha256 ?? '', judgement };
}

/** A correction from its row. */
export function correctionOf(row: EventRow): Correction {
  const body = JSON.parse(row.body) as Partial<{
    grade: Grade;
    grades: Partial<Record<Grade, number>>;
    deductionKg: number;
    frame: string;
    withdraws: string;
  }>;
  return {
    key: eventKey(row),
    at: row.at,
    visit: row.visit ?? '',
    grade: body.grade ?? null,
    grades: body.grades ?? null,
    deductionKg: body.deductionKg ?? null,
    frame: body.frame ?? null,
    withdraws: body.withdraws ?? null,
  };
}
