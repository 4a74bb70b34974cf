import type { EpochMs } from '../units.ts';
import { type DatedYardRule, ruleAt } from '../yard-rule.ts';
import { type VisitSpan, visitFor, type YardSpans } from './belonging.ts';
import {
  byEventTime,
  type Correction,
  type Frame,
  type Lift,
  type Occupancy,
  type Radiation,
  type Weighing,
} from './events.ts';
import { contradictingWeighings, endOfVisit, type Pairing, pairWeighings } from './pairing.ts';
import { type SettledVisit, settleVisit } from './settle.ts';

/** Every event of one yard, in any order. */
export interface YardEvents {
  readonly weighings: readonly Weighing[];
  readonly lifts: readonly Lift[];
  readonly frames: readonly Frame[];
  readonly radiation: readonly Radiation[];
  readonly occupancies: readonly Occupancy[];
  readonly corrections: readonly Correction[];
  readonly cancellations: readonly { readonly visit: string; readonly at: EpochMs }[];
}

export interface YardVisits {
  readonly visits: readonly SettledVisit[];
  /** keys of events that wait for a visit */
  readonly unassigned: readonly string[];
  /** keys of events that contradict their ticket's plate */
  readonly refused: readonly string[];
}

/**
 * The visits of a yard as a pure function of the set of its events (edge contract, "Visits"): what the ledger must
 * amount to whatever order, repetition or restart the events went through. The collector does the same work for the
 * neighbourhood of each new event; its tests hold it to this function.
 */
export function visitsOf(
  events: YardEvents,
  rules: readonly DatedYardRule[],
  visitIdOf: (opening: Weighing) => string,
  now: EpochMs,
): YardVisits {
  const cancelledAt = (id: string): EpochMs | null => {
    const times = events.cancellations.filter(({ visit }) => visit === id).map(({ at }) => at);
    return times.length > 0 ? Math.min(...times) : null;
  };
  const refused = contradictingWeighings(events.weighings);
  const accepted = events.weighings.filter(({ key }) => !refused.has(key));
  const pairings = pairWeighings(accepted, { visitIdOf, cancelledAt });
  const yard = spansOf(pairings, events.occupancies, cancelledAt);
  const home = new Map<string, string>();
  const unassigned: string[] = [];
  for (const event of [...events.lifts, ...events.frames, ...events.radiation]) {
    if (contradictsTicket(event, yard)) {
      refused.add(event.key);
      continue;
    }
    const visit = visitFor(event, yard);
    if (visit === null) unassigned.push(event.key);
    else home.set(event.key, visit);
  }
  const visits = pairings.map((pairing) => {
    const mine = <T extends { readonly key: string; readonly at: EpochMs }>(all: readonly T[]): T[] =>
      all.filter(({ key }) => home.get(key) === pairing.id).sort(byEventTime);
    return settleVisit(
      {
        pairing,
        lifts: mine(events.lifts),
        frames: mine(events.frames),
        radiation: mine(events.radiation),
        corrections: events.corrections.filter(({ visit }) => visit === pairing.id),
        cancelledAt: cancelledAt(pairing.id),
      },
      ruleAt(rules, pairing.first.at),
      now,
    );
  });
  return { visits, unassigned: unassigned.sort(), refused: [...refused].sort() };
}

/** True when an event names a ticket and a plate, and the ticket's visit has another plate. */
export function contradictsTicket(
  event: { readonly ticket: string | null; readonly plate: string | null },
  yard: Pick<YardSpans, 'ofTicket'>,
): boolean {
  if (event.ticket === null || event.plate === null) return false;
  const visit = yard.ofTicket(event.ticket);
  return visit !== null && visit.plate !== event.plate;
}

function spansOf(
  pairings: readonly Pairing[],
  occupancies: readonly Occupancy[],
  cancelledAt: (id: string) => EpochMs | null,
): YardSpans {
  const spans: VisitSpan[] = pairings
    .map((pairing) => ({
      id: pairing.id,
      ticket: pairing.first.ticket,
      plate: pairing.first.plate,
      openedAt: pairing.first.at,
      closedAt: endOfVisit(pairing, cancelledAt(pairing.id)),
    }))
    .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  const bays = [...occupancies].sort(byEventTime);
  return {
    ofTicket: (ticket) => spans.find((span) => span.ticket === ticket) ?? null,
    ofPlate: (plate) => spans.filter((span) => span.plate === plate),
    standingAt: (at) =>
      spans.filter(({ openedAt, closedAt }) => openedAt <= at && (closedAt === null || at <= closedAt)),
    occupantAt: (area, at) => {
      const last = bays.findLast((bay) => bay.area === area && bay.at <= at);
      return last?.occupied ? { ticket: last.ticket, plate: last.plate } : null;
    },
  };
}
