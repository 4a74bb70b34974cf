import { createHash } from 'node:crypto';
import type { EpochMs } from '../../domain/units.ts';
import {
  EARLY_BEFORE_OPENING_MS,
  LATE_AFTER_CLOSING_MS,
  type VisitSpan,
  type YardSpans,
} from '../../domain/visits/belonging.ts';
import type { Weighing } from '../../domain/visits/events.ts';
import { EVENT_COLUMNS, type EventRow, occupancyOf } from '../ledger/events.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** A row of the span table. */
export interface SpanRow {
  readonly visit: string;
  readonly ticket: string | null;
  readonly plate: string;
  readonly opened_at: number;
  readonly ended_at: number | null;
}

export const SPAN_COLUMNS = 'visit, ticket, plate, opened_at, ended_at';

const spanOf = (row: SpanRow): VisitSpan => ({
  id: row.visit,
  ticket: row.ticket,
  plate: row.plate,
  openedAt: row.opened_at,
  closedAt: row.ended_at,
});

/** Visits are named by their ticket, else by the weighing that opens them, so that a name never depends on arrival. */
export function visitIdIn(yard: string): (opening: Weighing) => string {
  return ({ ticket, key }) => {
    const name = ticket === null ? `weighing\n${yard}\n${key}` : `ticket\n${yard}\n${ticket}`;
    return createHash('sha256').update(name).digest('hex').slice(0, 24);
  };
}

/** The spans of a yard as the ledger holds them. */
export function ledgerSpans(ledger: Ledger, yard: string): YardSpans {
  return {
    ofTicket: (ticket) => {
      const row = ledger.first<SpanRow>(`SELECT ${SPAN_COLUMNS} FROM span WHERE yard = ? AND ticket = ?`, yard, ticket);
      return row && spanOf(row);
    },
    ofPlate: (plate, at) =>
      ledger
        .all<SpanRow>(
          `SELECT ${SPAN_COLUMNS} FROM span WHERE yard = ?1 AND plate = ?2 AND opened_at <= ?4 AND ended_at IS NULL
           UNION ALL SELECT ${SPAN_COLUMNS} FROM span WHERE yard = ?1 AND plate = ?2 AND opened_at <= ?4 AND ended_at >= ?3
           ORDER BY opened_at, visit`,
          yard,
          plate,
          at - LATE_AFTER_CLOSING_MS,
          at + EARLY_BEFORE_OPENING_MS,
        )
        .map(spanOf),
    standingAt: (at) =>
      ledger
        .all<SpanRow>(
          `SELECT ${SPAN_COLUMNS} FROM span WHERE yard = ?1 AND opened_at <= ?2 AND ended_at IS NULL
           UNION ALL SELECT ${SPAN_COLUMNS} FROM span WHERE yard = ?1 AND opened_at <= ?2 AND ended_at >= ?2`,
          yard,
          at,
        )
        .map(spanOf),
    occupantAt: (area, at) => {
      const row = lastOccupancy(ledger, yard, area, at);
      const last = row && occupancyOf(row);
      return last?.occupied ? { ticket: last.ticket, plate: last.plate } : null;
    },
  };
}

function lastOccupancy(ledger: Ledger, yard: string, area: string, at: EpochMs): EventRow | null {
  return ledger.first<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.yard = ? AND e.kind = 'occupancy' AND e.at <= ? AND e.area = ?
     ORDER BY e.at DESC, e.area || '/' || e.device || '/' || e.id DESC LIMIT 1`,
    yard,
    at,
    area,
  );
}

/** Writes a visit's span. */
export function writeSpan(ledger: Ledger, yard: string, span: VisitSpan): void {
  ledger.run(
    `INSERT INTO span (visit, yard, plate, ticket, opened_at, ended_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET plate = excluded.plate, opened_at = excluded.opened_at, ended_at = excluded.ended_at`,
    span.id,
    yard,
    span.plate,
    span.ticket,
    span.openedAt,
    span.closedAt,
  );
}
