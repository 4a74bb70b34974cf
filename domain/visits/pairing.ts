import type { EpochMs } from '../units.ts';
import { byEventTime, type Weighing } from './events.ts';

/** The weighings of one visit, as event time orders them. */
export interface Pairing {
  readonly id: string;
  readonly first: Weighing;
  readonly second: Weighing | null;
  /** further weighings of a ticket that is already closed: an exception, never a kilogram */
  readonly extra: readonly Weighing[];
}

export interface PairingOptions {
  /** the name of the visit that a weighing opens; a ticket's visit is named by the ticket alone */
  readonly visitIdOf: (opening: Weighing) => string;
  /** when a person cancelled a visit; an open visit takes no weighing from then on */
  readonly cancelledAt?: (visitId: string) => EpochMs | null;
}

interface Growing {
  readonly id: string;
  readonly first: Weighing;
  second: Weighing | null;
  readonly extra: Weighing[];
}

/**
 * Pairs the stable weighings of a yard into visits (edge contract, visits 1 and 2): the first weighing of a ticket, or
 * of a plate with no open visit, opens one, and the second closes it. The result depends on the set of weighings alone.
 * Weighings that contradict their ticket's plate must have been taken out before (`contradictingWeighings`).
 */
export function pairWeighings(weighings: readonly Weighing[], options: PairingOptions): Pairing[] {
  const visits: Growing[] = [];
  const byTicket = new Map<string, Growing>();
  const openByPlate = new Map<string, Growing[]>();

  const isOpen = (visit: Growing, at: EpochMs): boolean => {
    const cancelled = options.cancelledAt?.(visit.id) ?? null;
    return visit.second === null && (cancelled === null || at < cancelled);
  };
  const open = (weighing: Weighing): void => {
    const visit: Growing = { id: options.visitIdOf(weighing), first: weighing, second: null, extra: [] };
    visits.push(visit);
    if (weighing.ticket !== null) byTicket.set(weighing.ticket, visit);
    openByPlate.set(weighing.plate, [...(openByPlate.get(weighing.plate) ?? []), visit]);
  };

  for (const weighing of [...weighings].sort(byEventTime)) {
    if (weighing.ticket !== null) {
      const visit = byTicket.get(weighing.ticket);
      if (!visit) open(weighing);
      else if (isOpen(visit, weighing.at)) visit.second = weighing;
      else visit.extra.push(weighing);
      continue;
    }
    const stillOpen = (openByPlate.get(weighing.plate) ?? []).filter((visit) => isOpen(visit, weighing.at));
    openByPlate.set(weighing.plate, stillOpen);
    const latest = stillOpen.at(-1);
    if (latest) latest.second = weighing;
    else open(weighing);
  }
  return visits;
}

/** When a visit ends: at its second weighing, or when it was cancelled while open, but never before it opened. */
export function endOfVisit({ first, second }: Pairing, cancelledAt: EpochMs | null): EpochMs | null {
  if (second) return second.at;
  return cancelledAt === null ? null : Math.max(first.at, cancelledAt);
}

/**
 * The weighings whose plate is not the one their ticket was opened with: a ticket is one truck's, so they are refused
 * (`PLATE_CONTRADICTS_TICKET`). The ticket's plate is that of its earliest weighing by event time.
 */
export function contradictingWeighings(weighings: readonly Weighing[]): Set<string> {
  const plateOf = new Map<string, string>();
  const refused = new Set<string>();
  for (const { ticket, plate, key } of [...weighings].sort(byEventTime)) {
    if (ticket === null) continue;
    const known = plateOf.get(ticket);
    if (known === undefined) plateOf.set(ticket, plate);
    else if (known !== plate) refused.add(key);
  }
  return refused;
}
