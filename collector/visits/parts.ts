import type { EpochMs } from '../../domain/units.ts';
import type { VisitParts } from '../../domain/visits/settle.ts';
import {
  correctionOf,
  EVENT_COLUMNS,
  type EventRow,
  eventKey,
  frameOf,
  type InferenceColumns,
  liftOf,
  radiationOf,
  weighingOf,
} from '../ledger/events.ts';
import type { Ledger } from '../ledger/ledger.ts';

type PartRow = EventRow & InferenceColumns & { readonly role: string };

/** All that the ledger holds of a visit, with the event seq of every lift and photo; null when no weighing opens it. */
export function partsOf(
  ledger: Ledger,
  visit: string,
): { readonly parts: VisitParts; readonly seqs: ReadonlyMap<string, number> } | null {
  const rows = ledger.all<PartRow>(
    `SELECT ${EVENT_COLUMNS}, s.role, i.probabilities, i.failure, i.out_of_domain, i.unusable
     FROM standing s JOIN event e ON e.seq = s.event
     LEFT JOIN inference i ON i.seq = (SELECT max(seq) FROM inference WHERE event = e.seq AND role = 'current')
     WHERE s.visit = ?`,
    visit,
  );
  const first = rows.find(({ role }) => role === 'first');
  if (!first) return null;
  const second = rows.find(({ role }) => role === 'second');
  const people = ledger.all<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.visit = ? AND e.kind IN ('correction', 'cancellation')`,
    visit,
  );
  const cancelled = people.filter(({ kind }) => kind === 'cancellation').map(({ at }): EpochMs => at);
  const of = (role: string) => rows.filter((row) => row.role === role);
  return {
    parts: {
      pairing: {
        id: visit,
        first: weighingOf(first),
        second: second ? weighingOf(second) : null,
        extra: of('extra').map(weighingOf),
      },
      lifts: of('lift').map(liftOf),
      frames: of('frame').map(frameOf),
      radiation: of('radiation').map(radiationOf),
      corrections: people.filter(({ kind }) => kind === 'correction').map(correctionOf),
      cancelledAt: cancelled.length > 0 ? Math.min(...cancelled) : null,
    },
    seqs: new Map(rows.map((row) => [eventKey(row), row.seq])),
  };
}
