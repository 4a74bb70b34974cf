import { formatKst } from '../../domain/kst-time.ts';
import { CLOCK_TOLERANCE_MS, type CorrectionCommand } from '../../domain/wire/edge-messages.ts';
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

export function liftsOf(database: Sqlite, visit: string): VisitDetail['lifts'] {
  const sql = `SELECT e.id, e.at, e.area, e.device, e.kg, e.lift
    FROM standing s JOIN event e ON e.seq = s.event
    WHERE s.visit = ? AND s.kind = 'lift' AND s.role = 'lift' ORDER BY s.at, e.id`;
  type Row = EventRow & { kg: number; lift: number | null };
  return database
    .rows<Row>(sql, visit)
    .map(({ id, at, area, device, kg, lift }) => ({ id, at: formatKst(at), kg, lift, area, device }));
}

interface FrameRow extends EventRow {
  readonly seq: number;
  readonly sha256: string;
  readonly lift: number | null;
  readonly lift_id: string | null;
  readonly grade: string | null;
  readonly probabilities: string | null;
  readonly confidence: number | null;
  readonly failure: string | null;
  readonly latency_ms: number | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly model_sha256: string | null;
}

/** Photos with the latest judgement of each, and the grade a person gave instead. */
export function framesOf(database: Sqlite, visit: string): VisitDetail['frames'] {
  const sql = `SELECT e.seq, e.id, e.at, e.sha256, e.area, e.device, coalesce(l.lift, e.lift) AS lift, l.id AS lift_id,
      i.grade, i.probabilities, i.confidence, i.failure, i.latency_ms, i.model, i.version, i.model_sha256
    FROM standing s JOIN event e ON e.seq = s.event
    LEFT JOIN event l ON l.seq = s.lift_event
    LEFT JOIN inference i ON i.seq = (SELECT max(j.seq) FROM inference j WHERE j.event = e.seq)
    WHERE s.visit = ? AND s.kind = 'frame' AND s.role = 'frame' ORDER BY s.at, e.id`;
  const corrected = new Map<string, string>();
  for (const { frame, grade } of correctionsOf(database, visit)) if (frame && grade) corrected.set(frame, grade);
  return database.rows<FrameRow>(sql, visit).map((row) => ({
    id: row.id,
    at: formatKst(row.at),
    sha256: row.sha256,
    area: row.area,
    device: row.device,
    liftId: row.lift_id,
    lift: row.lift,
    state: row.model === null ? 'waiting' : row.failure === null ? 'graded' : 'failed',
    grade: row.grade,
    probabilities: row.probabilities === null ? {} : (JSON.parse(row.probabilities) as Record<string, number>),
    confidence: row.confidence,
    model:
      row.model === null || row.version === null || row.model_sha256 === null
        ? null
        : { name: row.model, version: row.version, sha256: row.model_sha256 },
    latencyMs: row.latency_ms,
    correctedGrade: corrected.get(row.id) ?? corrected.get(row.sha256) ?? null,
  }));
}

/** Corrections in the order in which the ledger took them; a refused one is a dead letter and not here. */
export function correctionsOf(database: Sqlite, visit: string): VisitDetail['corrections'] {
  const sql = `SELECT e.id, e.at, e.body FROM event e LEFT JOIN standing s ON s.event = e.seq
    WHERE e.visit = ? AND e.kind = 'correction' AND coalesce(s.role, '') <> 'refused' ORDER BY e.seq`;
  return database.rows<{ id: string; at: number; body: string }>(sql, visit).map(({ id, at, body }) => {
    const command = JSON.parse(body) as CorrectionCommand;
    return {
      id,
      at: formatKst(at),
      by: command.by,
      reason: command.reason,
      grade: command.grade ?? null,
      grades: command.grades ?? null,
      deductionKg: command.deductionKg ?? null,
      frame: command.frame ?? null,
    };
  });
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
