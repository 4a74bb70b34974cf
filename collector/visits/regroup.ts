import type { EpochMs } from '../../domain/units.ts';
import { EARLY_BEFORE_OPENING_MS, LATE_AFTER_CLOSING_MS } from '../../domain/visits/belonging.ts';
import { contradictingWeighings, endOfVisit, type Pairing, pairWeighings } from '../../domain/visits/pairing.ts';
import { EVENT_COLUMNS, type EventRow, eventKey, weighingOf } from '../ledger/events.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { YardChanges } from './changes.ts';
import { SPAN_COLUMNS, type SpanRow, visitIdIn, writeSpan } from './spans.ts';
import { moveStanding, type StandingRole } from './standing.ts';

/** A visit's span before or after a change: events within it may now belong elsewhere. */
interface ChangedSpan {
  readonly ticket: string | null;
  readonly plate: string;
  readonly from: EpochMs;
  /** null: still open */
  readonly until: EpochMs | null;
}

/**
 * Pairs the weighings of every touched plate again, from the earliest instant at which anything could have changed, and
 * sends the events of every changed span to look for their visit anew. Equal to pairing the whole yard (`visitsOf`).
 */
export function regroup(ledger: Ledger, changes: YardChanges): void {
  for (const ticket of changes.tickets) refuseContradictions(ledger, changes, ticket);
  for (const [plate, touchedFrom] of changes.plates) regroupPlate(ledger, changes, plate, touchedFrom);
}

/** A ticket is one truck's: weighings with another plate than its earliest are refused, and both plates pair anew. */
function refuseContradictions(ledger: Ledger, changes: YardChanges, ticket: string): void {
  const rows = ledger.all<EventRow>(
    // the plus keeps SQLite from reading every weighing of the yard by kind: few events share a ticket
    `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.yard = ? AND e.ticket = ? AND +e.kind = 'weighing'`,
    changes.yard,
    ticket,
  );
  const weighings = rows.map(weighingOf);
  const refused = contradictingWeighings(weighings);
  const contradicting = new Set(weighings.map(({ plate }) => plate)).size > 1;
  for (const row of rows) {
    const key = eventKey(row);
    const event = { seq: row.seq, key };
    if (refused.has(key)) moveStanding(ledger, changes, event, null, 'refused');
    else if (roleOf(ledger, row.seq) === 'refused') moveStanding(ledger, changes, event, null, 'none');
    if (contradicting && row.plate !== null) changes.touchPlate(row.plate, Math.min(...rows.map(({ at }) => at)));
  }
}

function roleOf(ledger: Ledger, seq: number): StandingRole | null {
  return ledger.first<{ role: StandingRole }>('SELECT role FROM standing WHERE event = ?', seq)?.role ?? null;
}

function regroupPlate(ledger: Ledger, changes: YardChanges, plate: string, touchedFrom: EpochMs): void {
  const { yard } = changes;
  const { from, rows } = neighbourhood(ledger, yard, plate, touchedFrom);
  const seqOf = new Map(rows.map((row) => [eventKey(row), row.seq]));
  const pairings = pairWeighings(rows.map(weighingOf), {
    visitIdOf: visitIdIn(yard),
    cancelledAt: (id) => cancelledAt(ledger, id),
  });
  const before = ledger.all<SpanRow>(
    `SELECT ${SPAN_COLUMNS} FROM span WHERE yard = ? AND plate = ? AND opened_at >= ?`,
    yard,
    plate,
    from,
  );
  const kept = new Set(pairings.map(({ id }) => id));
  for (const span of before.filter(({ visit }) => !kept.has(visit))) {
    ledger.run('DELETE FROM span WHERE visit = ?', span.visit);
    changes.touchVisit(span.visit, 'pairing');
    seek(ledger, changes, { ...span, from: span.opened_at, until: span.ended_at });
  }
  for (const pairing of pairings) {
    const move = (key: string, role: StandingRole) => {
      const seq = seqOf.get(key);
      if (seq !== undefined) moveStanding(ledger, changes, { seq, key }, pairing.id, role);
    };
    placeSpan(ledger, changes, pairing);
    move(pairing.first.key, 'first');
    if (pairing.second) move(pairing.second.key, 'second');
    for (const extra of pairing.extra) move(extra.key, 'extra');
  }
}

function placeSpan(ledger: Ledger, changes: YardChanges, pairing: Pairing): void {
  const before = ledger.first<SpanRow>(`SELECT ${SPAN_COLUMNS} FROM span WHERE visit = ?`, pairing.id);
  const openedAt = pairing.first.at;
  const closedAt = endOfVisit(pairing, cancelledAt(ledger, pairing.id));
  const { ticket, plate } = pairing.first;
  if (before?.opened_at === openedAt && before.ended_at === closedAt && before.plate === plate) return;
  writeSpan(ledger, changes.yard, { id: pairing.id, ticket, plate, openedAt, closedAt });
  if (before) seek(ledger, changes, { ...before, from: before.opened_at, until: before.ended_at });
  seek(ledger, changes, { ticket, plate, from: openedAt, until: closedAt });
}

/**
 * The plate's weighings from an instant at which no visit of it stands, at or before `touchedFrom`. What lies before
 * cannot change, and pairing can begin there with nothing open.
 */
function neighbourhood(
  ledger: Ledger,
  yard: string,
  plate: string,
  touchedFrom: EpochMs,
): { from: EpochMs; rows: EventRow[] } {
  let from = touchedFrom;
  for (;;) {
    const rows = ledger.all<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM event e JOIN standing s ON s.event = e.seq
       WHERE e.yard = ? AND e.plate = ? AND e.at >= ? AND e.kind = 'weighing' AND s.role <> 'refused'`,
      yard,
      plate,
      from,
    );
    const standing = ledger.first<{ at: number | null }>(
      'SELECT min(opened_at) AS at FROM span WHERE yard = ? AND plate = ? AND opened_at < ? AND (ended_at IS NULL OR ended_at >= ?)',
      yard,
      plate,
      from,
      from,
    );
    let earliest = standing?.at ?? from;
    for (const ticket of new Set(rows.map((row) => row.ticket))) {
      if (ticket === null) continue;
      const first = ledger.first<{ at: number | null }>(
        `SELECT min(e.at) AS at FROM event e JOIN standing s ON s.event = e.seq
         WHERE e.yard = ? AND e.ticket = ? AND +e.kind = 'weighing' AND s.role <> 'refused'`,
        yard,
        ticket,
      );
      earliest = Math.min(earliest, first?.at ?? earliest);
    }
    if (earliest === from) return { from, rows };
    from = earliest;
  }
}

function cancelledAt(ledger: Ledger, visit: string): EpochMs | null {
  return (
    ledger.first<{ at: number | null }>(
      "SELECT min(at) AS at FROM event WHERE visit = ? AND kind = 'cancellation'",
      visit,
    )?.at ?? null
  );
}

/** Everything whose visit a changed span may decide: of its ticket, of its plate around it, and the nameless within it. */
function seek(ledger: Ledger, changes: YardChanges, span: ChangedSpan): void {
  const { yard } = changes;
  const add = (rows: { seq: number }[]) => {
    for (const { seq } of rows) changes.seekers.add(seq);
  };
  const kinds = "kind IN ('lift', 'frame', 'radiation')";
  const until = span.until ?? Number.MAX_SAFE_INTEGER;
  if (span.ticket !== null) {
    add(ledger.all(`SELECT seq FROM event WHERE yard = ? AND ticket = ? AND ${kinds}`, yard, span.ticket));
  }
  add(
    ledger.all(
      `SELECT seq FROM event WHERE yard = ? AND plate = ? AND at BETWEEN ? AND ? AND ${kinds}`,
      yard,
      span.plate,
      span.from - EARLY_BEFORE_OPENING_MS,
      until === Number.MAX_SAFE_INTEGER ? until : until + LATE_AFTER_CLOSING_MS,
    ),
  );
  for (const kind of ['lift', 'frame', 'radiation']) {
    add(
      ledger.all(
        'SELECT seq FROM event WHERE yard = ? AND kind = ? AND at BETWEEN ? AND ? AND ticket IS NULL AND plate IS NULL',
        yard,
        kind,
        span.from,
        until,
      ),
    );
  }
}
