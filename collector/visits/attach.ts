import type { EpochMs } from '../../domain/units.ts';
import { visitFor } from '../../domain/visits/belonging.ts';
import { contradictsTicket } from '../../domain/visits/visits-of.ts';
import { EVENT_COLUMNS, type EventRow, eventKey } from '../ledger/events.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { YardChanges } from './changes.ts';
import { ledgerSpans } from './spans.ts';
import { moveStanding, type StandingRole } from './standing.ts';

/** Sends every lift, photo and reading that looks for its visit to where it belongs now (edge contract, visits 3). */
export function attach(ledger: Ledger, changes: YardChanges): void {
  const spans = ledgerSpans(ledger, changes.yard);
  for (const seq of changes.seekers) {
    const row = ledger.first<EventRow>(`SELECT ${EVENT_COLUMNS} FROM event e WHERE e.seq = ?`, seq);
    if (!row) continue;
    const event = { seq, key: eventKey(row) };
    if (contradictsTicket(row, spans)) moveStanding(ledger, changes, event, null, 'refused');
    else {
      const visit = visitFor(row, spans);
      moveStanding(ledger, changes, event, visit, visit === null ? 'none' : (row.kind as StandingRole));
    }
  }
}

/** Lets the nameless events of a bay look again: an occupancy event speaks for them until the bay's next one. */
export function seekInBay(ledger: Ledger, changes: YardChanges, area: string, from: EpochMs): void {
  const next = ledger.first<{ at: number | null }>(
    "SELECT min(at) AS at FROM event WHERE yard = ? AND kind = 'occupancy' AND at > ? AND area = ?",
    changes.yard,
    from,
    area,
  );
  for (const kind of ['lift', 'frame', 'radiation']) {
    const rows = ledger.all<{ seq: number }>(
      `SELECT seq FROM event WHERE yard = ? AND kind = ? AND at BETWEEN ? AND ? AND area = ?
         AND ticket IS NULL AND plate IS NULL`,
      changes.yard,
      kind,
      from,
      next?.at ?? Number.MAX_SAFE_INTEGER,
      area,
    );
    for (const { seq } of rows) changes.seekers.add(seq);
  }
}
