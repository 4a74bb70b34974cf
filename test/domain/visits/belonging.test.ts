import { describe, expect, it } from 'vitest';
import { type VisitSpan, visitFor, type YardSpans } from '../../../domain/visits/belonging.ts';
import { BELONGINGS, type BelongingRow } from '../../fixtures/belongings.ts';
import { minute } from '../../fixtures/yard-events.ts';

/** The spans of a yard in plain lists, each rule spelled as the interface words it. */
function yardOf(visits: readonly VisitSpan[], occupant: BelongingRow['occupant']): YardSpans {
  return {
    ofTicket: (ticket) => visits.find((visit) => visit.ticket === ticket) ?? null,
    ofPlate: (plate) => visits.filter((visit) => visit.plate === plate),
    standingAt: (at) =>
      visits.filter(({ openedAt, closedAt }) => openedAt <= at && (closedAt === null || at <= closedAt)),
    occupantAt: (area) => (area === 'bay1' ? (occupant ?? null) : null),
  };
}

describe('belonging', () => {
  it.each(BELONGINGS)('$title', ({ visits, event, occupant, visit }) => {
    const { at, ticket = null, plate = null, area = 'bay1' } = event;
    expect(visitFor({ at: minute(at), area, ticket, plate }, yardOf(visits, occupant))).toBe(visit);
  });
});
