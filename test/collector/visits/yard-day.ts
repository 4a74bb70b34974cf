import fc from 'fast-check';
import type { EventKind, EventMessage } from '../../../collector/messages.ts';
import { canonicalBody } from '../../../collector/mqtt/payload.ts';
import { visitIdIn } from '../../../collector/visits/spans.ts';
import type { GradeProbabilities } from '../../../domain/grades.ts';
import type {
  Frame,
  FrameJudgement,
  Judgement,
  Lift,
  Occupancy,
  Radiation,
  Weighing,
} from '../../../domain/visits/events.ts';
import type { YardEvents } from '../../../domain/visits/visits-of.ts';

/** One event of an invented day; everything a message and its pure counterpart need. */
export interface DayEvent {
  readonly kind: EventKind;
  readonly id: string;
  readonly area: string;
  readonly at: number;
  readonly ticket: string | null;
  readonly plate: string | null;
  readonly kg: number;
  readonly lift: number | null;
  readonly occupied: boolean;
  readonly alarm: boolean;
  readonly visit: string | null;
  readonly declaredGrade: string | null;
  readonly direction: 'inbound' | 'outbound' | null;
  /** id of the correction that a correction takes back */
  readonly withdraws?: string | null;
  /** what becomes known of a photo once everything has arrived; it waits unless told */
  readonly judgement?: FrameJudgement;
}

export const YARD = 'y1';
export const TENANT = 't1';
export const DAY_START = Date.parse('2026-03-02T09:00:00+09:00');

const MINUTE = 60_000;
const few = <T>(...values: T[]) => fc.constantFrom(...values);

function judged(probabilities: GradeProbabilities, more: Partial<Judgement> = {}): Judgement {
  return { probabilities, isOutOfDomain: false, unusable: null, ...more };
}

const anyEvent = fc.record({
  kind: few<EventKind>(
    'weighing',
    'weighing',
    'weighing',
    'lift',
    'frame',
    'radiation',
    'occupancy',
    'correction',
    'cancellation',
  ),
  area: few('bay1', 'bay2'),
  minute: fc.integer({ min: 0, max: 900 }),
  ticket: few(null, null, 'T1', 'T2', 'T3'),
  plate: few<string | null>('부산86바1234', '포항12가7777', null, null),
  kg: fc.integer({ min: 1, max: 40 }).map((step) => step * 1_000),
  lift: few<number | null>(null, 1, 2),
  occupied: fc.boolean(),
  alarm: fc.boolean(),
  declaredGrade: few<string | null>(null, 'heavy', '생철', '모르는등급'),
  direction: few<'inbound' | 'outbound' | null>(null, null, 'inbound', 'outbound'),
  opening: fc.nat(),
  isWithdrawal: fc.boolean(),
  judgement: few<FrameJudgement>(
    'waiting',
    'failed',
    judged({ heavy: 0.75, light: 0.25 }),
    judged({ cast: 1 }),
    judged({ light: 0.5, turnings: 0.5 }, { isOutOfDomain: true }),
    judged({ pressed: 1 }, { unusable: 'DARK' }),
  ),
});

/** Days that try hard to confuse: few trucks, few tickets, many shared minutes, corrections and cancellations. */
export const anyDay: fc.Arbitrary<DayEvent[]> = fc.array(anyEvent, { minLength: 1, maxLength: 40 }).map((drafts) => {
  const events: DayEvent[] = [];
  drafts.forEach((draft, index) => {
    const weighings = events.filter(({ kind }) => kind === 'weighing');
    const isOffice = draft.kind === 'correction' || draft.kind === 'cancellation';
    const opening = weighings[draft.opening % Math.max(1, weighings.length)];
    if (isOffice && !opening) return;
    const visit = isOffice && opening ? visitIdIn(YARD)(weighingOf(opening)) : null;
    const before = events.findLast((event) => event.kind === 'correction' && event.visit === visit);
    events.push({
      ...draft,
      id: `e${index}`,
      at: DAY_START + draft.minute * MINUTE,
      plate: isOffice ? null : draft.kind === 'weighing' ? (draft.plate ?? '광양80사0001') : draft.plate,
      ticket: isOffice ? null : draft.ticket,
      visit,
      withdraws: draft.kind === 'correction' && draft.isWithdrawal ? (before?.id ?? null) : null,
    });
  });
  return events;
});

const areaOf = (event: DayEvent) =>
  event.kind === 'weighing'
    ? 'weigh'
    : event.kind === 'correction' || event.kind === 'cancellation'
      ? 'office'
      : event.area;
const deviceOf = (event: DayEvent) => `${event.kind}-1`;

function bodyOf(event: DayEvent): object {
  const { id, at, kg, ticket, plate, lift, occupied, alarm, declaredGrade, direction } = event;
  const stated = { ...(declaredGrade === null ? {} : { declaredGrade }), ...(direction === null ? {} : { direction }) };
  switch (event.kind) {
    case 'weighing':
      return { id, at, kg, plate, ticket, stable: true, ...stated };
    case 'occupancy':
      return { id, at, ticket, plate, occupied };
    case 'radiation':
      return { id, at, ticket, plate, alarm, microSvPerHour: 0.2 };
    case 'correction':
      return event.withdraws
        ? { id, at, visit: event.visit, by: 'kim', reason: 'seen', withdraws: event.withdraws }
        : { id, at, visit: event.visit, by: 'kim', reason: 'seen', deductionKg: kg };
    case 'cancellation':
      return { id, at, visit: event.visit, by: 'kim', reason: 'twice' };
    default:
      return { id, at, kg, ticket, plate, lift };
  }
}

/** The event as the door hands it to the book. */
export function messageOf(event: DayEvent): EventMessage {
  const address = { tenant: TENANT, yard: YARD, area: areaOf(event), device: deviceOf(event) };
  const hasWeight = event.kind === 'weighing' || event.kind === 'lift';
  return {
    type: 'event',
    topic: `scrap/v1/${TENANT}/${YARD}/${address.area}/${address.device}/${event.kind}`,
    address,
    kind: event.kind,
    id: event.id,
    at: event.at,
    receivedAt: event.at,
    ticket: event.ticket,
    plate: event.plate,
    kg: hasWeight ? event.kg : null,
    lift: event.kind === 'lift' || event.kind === 'frame' ? event.lift : null,
    sha256: event.kind === 'frame' ? `sha-${event.id}` : null,
    visit: event.visit,
    body: canonicalBody(bodyOf(event)),
    firstBytes: new Uint8Array(),
    size: 0,
  };
}

const base = (event: DayEvent) => ({
  key: `${areaOf(event)}/${deviceOf(event)}/${event.id}`,
  at: event.at,
  area: areaOf(event),
  device: deviceOf(event),
  ticket: event.ticket,
  plate: event.plate,
});

function weighingOf(event: DayEvent): Weighing {
  const { kg, direction, declaredGrade } = event;
  return { ...base(event), plate: event.plate ?? '', kg, direction, partner: null, declaredGrade };
}

/** The same events as the pure function takes them. */
export function yardEvents(events: readonly DayEvent[]): YardEvents {
  const of = (kind: EventKind) => events.filter((event) => event.kind === kind);
  return {
    weighings: of('weighing').map(weighingOf),
    lifts: of('lift').map((event): Lift => ({ ...base(event), kg: event.kg, lift: event.lift })),
    frames: of('frame').map(
      (event): Frame => ({
        ...base(event),
        lift: event.lift,
        judgement: event.judgement ?? 'waiting',
        sha256: `sha-${event.id}`,
      }),
    ),
    radiation: of('radiation').map((event): Radiation => ({ ...base(event), alarm: event.alarm, microSvPerHour: 0.2 })),
    occupancies: of('occupancy').map((event): Occupancy => ({ ...base(event), occupied: event.occupied })),
    corrections: of('correction').map((event) => ({
      key: base(event).key,
      at: event.at,
      visit: event.visit ?? '',
      grade: null,
      grades: null,
      deductionKg: event.withdraws ? null : event.kg,
      frame: null,
      withdraws: event.withdraws ?? null,
    })),
    cancellations: of('cancellation').map(({ visit, at }) => ({ visit: visit ?? '', at })),
  };
}
