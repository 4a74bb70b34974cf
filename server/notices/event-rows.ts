import type { EpochMs } from '../../domain/units.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import type { NoticeEvent } from '../../domain/wire/notices-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';

/** Something that happened, as the ledger has it: `seq` is that of its row. */
export interface LedgerEvent {
  readonly source: EventSource;
  readonly seq: number;
  /** `null`: the row is no event */
  readonly event: NoticeEvent | null;
  /** what it is about, in a word for the log */
  readonly subject: string;
  readonly yard: string;
  readonly at: EpochMs;
  readonly data: Readonly<Record<string, unknown>>;
}

export const EVENT_SOURCES = ['visit', 'slip', 'dispute'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

const TABLES: Readonly<Record<EventSource, string>> = { visit: 'visit_row', slip: 'slip_row', dispute: 'dispute_row' };

/** The number of the last row of a source, 0 when it has none. */
export function lastRow(database: Sqlite, source: EventSource): number {
  return database.row<{ seq: number | null }>(`SELECT max(seq) AS seq FROM ${TABLES[source]}`)?.seq ?? 0;
}

/** Rows of a source after a number, in their order; those that are no event too, so that a reader can pass them. */
export function rowsAfter(database: Sqlite, source: EventSource, seq: number, limit: number): LedgerEvent[] {
  if (source === 'visit') return visitsAfter(database, seq, limit);
  return source === 'slip' ? slipsAfter(database, seq, limit) : disputesAfter(database, seq, limit);
}

function visitsAfter(database: Sqlite, seq: number, limit: number): LedgerEvent[] {
  type Row = { seq: number; at: number; body: string; before: string | null };
  const sql = `SELECT r.seq, r.recorded_at AS at, r.body, b.body AS before FROM visit_row r
    LEFT JOIN visit_row b ON b.seq = r.cites WHERE r.seq > ? ORDER BY r.seq LIMIT ?`;
  return database.rows<Row>(sql, seq, limit).map(({ seq, at, body, before }) => {
    const visit = JSON.parse(body) as Visit;
    const event = visitEvent(visit, before === null ? null : (JSON.parse(before) as Visit));
    const { yard, id, tenant, exceptions, review, liftCount, frameCount, firstKg, ...told } = visit;
    return { source: 'visit', seq, event, subject: id, yard, at, data: { visit: id, ...told } };
  });
}

/** A visit that closes, one whose kilograms change after that, one that is cancelled; anything else tells nobody. */
function visitEvent(visit: Visit, before: Visit | null): NoticeEvent | null {
  if (visit.status === 'cancelled') return before === null || before.status === 'cancelled' ? null : 'visit.cancelled';
  if (before?.status !== 'closed') return visit.status === 'closed' ? 'visit.closed' : null;
  return weightsOf(visit) === weightsOf(before) ? null : 'visit.restated';
}

/** Whose kilograms of what they are, in the order of the grades' names. */
function weightsOf({ status, direction, partner, net, deduction, accepted, grades }: Visit): string {
  return JSON.stringify([status, direction, partner, net, deduction, accepted, Object.entries(grades).sort()]);
}

function slipsAfter(database: Sqlite, seq: number, limit: number): LedgerEvent[] {
  type Row = { seq: number; yard: string; visit: string; number: string; version: number; state: string } & {
    sha256: string;
    previous: string;
    reason: string;
    at: number;
  };
  const sql = `SELECT seq, yard, visit, number, version, state, sha256, previous, reason, issued_at AS at
    FROM slip_row WHERE seq > ? ORDER BY seq LIMIT ?`;
  return database.rows<Row>(sql, seq, limit).map(({ seq, yard, at, ...data }) => {
    const event =
      data.state === 'cancelled' ? 'slip.cancelled' : data.version === 1 ? 'slip.issued' : 'slip.superseded';
    return { source: 'slip', seq, event, subject: `${data.number} v${data.version}`, yard, at, data };
  });
}

const STEPS: Readonly<Record<string, NoticeEvent>> = {
  open: 'dispute.opened',
  say: 'dispute.said',
  answer: 'dispute.answered',
  withdraw: 'dispute.withdrawn',
};

/** Words and photos of a dispute stay behind the login; who said it is told as a party, not as a person. */
function disputesAfter(database: Sqlite, seq: number, limit: number): LedgerEvent[] {
  type Row = { seq: number; yard: string; dispute: string; visit: string; partner: string; slip: string } & {
    slipVersion: number;
    step: string;
    party: string;
    subject: string;
    verdict: string | null;
    at: number;
  };
  const sql = `SELECT seq, yard, dispute, visit, partner, slip, slip_version AS slipVersion, step, party, subject, verdict,
      recorded_at AS at
    FROM dispute_row WHERE seq > ? ORDER BY seq LIMIT ?`;
  return database.rows<Row>(sql, seq, limit).map(({ seq, yard, at, subject, ...row }) => {
    const data = { ...row, subject: JSON.parse(subject) as unknown };
    return { source: 'dispute', seq, event: STEPS[row.step] ?? null, subject: row.dispute, yard, at, data };
  });
}
