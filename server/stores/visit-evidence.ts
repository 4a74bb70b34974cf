import { formatKst } from '../../domain/kst-time.ts';
import { CLOCK_TOLERANCE_MS } from '../../domain/wire/edge-messages.ts';
import type { VisitDetail } from '../../domain/wire/http-api.ts';
import type { Sqlite } from './sqlite.ts';

/** What a visit rests on, read column by column: the body of an event may hold a full plate or a driver's name. */

interface EventRow {
  readonly id: string;
  readonly at: number;
  readonly area: string;
  readonly device: string;
}

type Weighing = VisitDetail['weighings'][number];

export function weighingsOf(database: Sqlite, visit: string): VisitDetail['weighings'] {
  const sql = `SELECT e.id, e.at, e.area, e.device, e.kg, e.received_at, s.role
    FROM standing s JOIN event e ON e.seq = s.event
    WHERE s.visit = ? AND s.kind = 'weighing' AND s.role IN ('first', 'second', 'extra') ORDER BY s.at, e.id`;
  type Row = EventRow & { kg: number; received_at: number; role: Weighing['role'] };
  return database.rows<Row>(sql, visit).map(({ id, at, area, device, kg, received_at, role }) => ({
    id,
    at: formatKst(at),
    receivedAt: formatKst(received_at),
    kg,
    role,
    area,
    device,
    clockOff: Math.abs(at - received_at) > CLOCK_TOLERANCE_MS,
  }));
}

/** A lift as the ledger has it; what its photos say is made of those. */
export type LiftRow = Omit<VisitDetail['lifts'][number], 'probabilities'>;

export function liftsOf(database: Sqlite, visit: string): LiftRow[] {
  const sql = `SELECT e.id, e.at, e.area, e.device, e.kg, e.lift
    FROM standing s JOIN event e ON e.seq = s.event
    WHERE s.visit = ? AND s.kind = 'lift' AND s.role = 'lift' ORDER BY s.at, e.id`;
  type Row = EventRow & { kg: number; lift: number | null };
  return database
    .rows<Row>(sql, visit)
    .map(({ id, at, area, device, kg, lift }) => ({ id, at: formatKst(at), kg, lift, area, device }));
}

export function historyOf(database: Sqlite, visit: string): VisitDetail['history'] {
  const sql = 'SELECT revision, recorded_at, status, net, cause FROM visit_row WHERE visit = ? ORDER BY revision';
  type Row = { revision: number; recorded_at: number; status: string; net: number | null; cause: string };
  return database.rows<Row>(sql, visit).map(({ revision, recorded_at, status, net, cause }) => ({
    revision,
    at: formatKst(recorded_at),
    status,
    net,
    cause,
  }));
}
