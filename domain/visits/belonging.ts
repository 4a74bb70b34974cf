import { type EpochMs, HOUR_MS } from '../units.ts';

/** A visit as far as belonging goes; `closedAt` is when it closed or was cancelled, null while it is open. */
export interface VisitSpan {
  readonly id: string;
  readonly ticket: string | null;
  readonly plate: string;
  readonly openedAt: EpochMs;
  readonly closedAt: EpochMs | null;
}

/** A lift, photo or reading that looks for its visit. */
export interface Belonging {
  readonly at: EpochMs;
  readonly area: string;
  readonly ticket: string | null;
  readonly plate: string | null;
}

/** Where belonging looks; an implementation answers for one yard. */
export interface YardSpans {
  /** the visit of a ticket */
  readonly ofTicket: (ticket: string) => VisitSpan | null;
  /** visits of a plate by opening time; those too far from the instant to matter may be left out (closed
   * more than `LATE_AFTER_CLOSING_MS` before it, or opened more than `EARLY_BEFORE_OPENING_MS` after it) */
  readonly ofPlate: (plate: string, at: EpochMs) => readonly VisitSpan[];
  /** visits whose span holds the instant, both ends included */
  readonly standingAt: (at: EpochMs) => readonly VisitSpan[];
  /** what the latest occupancy event of the bay at or before the instant says; null when the bay is free */
  readonly occupantAt: (
    area: string,
    at: EpochMs,
  ) => { readonly ticket: string | null; readonly plate: string | null } | null;
}

/** A photo of a plate that comes this long after its truck weighed out still belongs to that visit. */
export const LATE_AFTER_CLOSING_MS = 12 * HOUR_MS;
/** A reading of a plate taken this long before its truck weighed in, as at the gate, belongs to the visit to come. */
export const EARLY_BEFORE_OPENING_MS = HOUR_MS;

/**
 * The visit an event belongs to, or null while it must wait unassigned (edge contract, visits 3): the visit of its
 * ticket, else of its plate; without either, of the truck that occupies its bay, else the only visit standing in the
 * yard. An occupant counts only while its visit stands, because a truck that has weighed out is no longer in the bay.
 */
export function visitFor(event: Belonging, yard: YardSpans): string | null {
  if (event.ticket !== null || event.plate !== null)
    return named(event.ticket, event.plate, event.at, yard)?.id ?? null;
  const occupant = yard.occupantAt(event.area, event.at);
  if (occupant) {
    const visit = named(occupant.ticket, occupant.plate, event.at, yard);
    if (visit && stands(visit, event.at)) return visit.id;
  }
  const [only, another] = yard.standingAt(event.at);
  return only && !another ? only.id : null;
}

function named(ticket: string | null, plate: string | null, at: EpochMs, yard: YardSpans): VisitSpan | null {
  const ofTicket = ticket === null ? null : yard.ofTicket(ticket);
  if (ofTicket || plate === null) return ofTicket;
  const visits = yard.ofPlate(plate, at);
  const standing = visits.findLast((visit) => stands(visit, at));
  if (standing) return standing;
  const before = visits.findLast(
    (visit): visit is VisitSpan & { closedAt: EpochMs } => visit.closedAt !== null && visit.closedAt < at,
  );
  if (before && at - before.closedAt <= LATE_AFTER_CLOSING_MS) return before;
  const after = visits.find(({ openedAt }) => openedAt > at);
  return after && after.openedAt - at <= EARLY_BEFORE_OPENING_MS ? after : null;
}

function stands(visit: VisitSpan, at: EpochMs): boolean {
  return visit.openedAt <= at && (visit.closedAt === null || at <= visit.closedAt);
}
