import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import { CLOCK_TOLERANCE_MS } from '../../domain/wire/edge-messages.ts';
import type { Device, JudgedFrame, Visit, YardSummary } from '../../domain/wire/http-api.ts';
import { CURRENT_JUDGEMENT } from './judgements.ts';
import type { Sqlite } from './sqlite.ts';

/** What stands in a yard right now: trucks, devices, photos just judged, things that belong to no truck. */

const OPEN_AT_MOST = 200;
const JUDGED_AT_MOST = 6;

/** Trucks in the yard, longest wait first. */
export function openVisitsOf(database: Sqlite, yard: string): Visit[] {
  const sql = `SELECT body FROM visit WHERE yard = ? AND status = 'open' ORDER BY opened_at, id LIMIT ${OPEN_AT_MOST}`;
  return database.rows<{ body: string }>(sql, yard).map(({ body }) => JSON.parse(body) as Visit);
}

export function devicesOf(database: Sqlite, yard: string): Device[] {
  const sql = `SELECT area, device, online, model, firmware, heard_at, clock_offset_ms
    FROM device WHERE yard = ? ORDER BY area, device`;
  type Row = Pick<Device, 'area' | 'device' | 'model' | 'firmware'> & {
    online: number;
    heard_at: number | null;
    clock_offset_ms: number;
  };
  return database.rows<Row>(sql, yard).map((row) => ({
    area: row.area,
    device: row.device,
    online: row.online === 1,
    model: row.model,
    firmware: row.firmware,
    heardAt: row.heard_at === null ? null : formatKst(row.heard_at),
    clockOffsetMs: row.clock_offset_ms,
    clockOff: Math.abs(row.clock_offset_ms) > CLOCK_TOLERANCE_MS,
  }));
}

/**
 * The newest judged photos taken before `until`, so that a camera living in the future cannot stay on top. A photo that
 * is out of domain or unusable says so: its grade has no say.
 */
export function judgedOf(database: Sqlite, yard: string, until: EpochMs): JudgedFrame[] {
  const sql = `SELECT e.id, e.sha256, e.at, e.area, e.device, s.visit, coalesce(l.lift, e.lift) AS lift,
      l.kg AS lift_kg, i.grade, i.confidence, i.model || ' ' || i.version AS model, i.out_of_domain, i.unusable
    FROM event e JOIN inference i ON i.seq = ${CURRENT_JUDGEMENT}
    LEFT JOIN standing s ON s.event = e.seq LEFT JOIN event l ON l.seq = s.lift_event
    WHERE e.yard = ? AND e.kind = 'frame' AND e.at < ? AND i.grade IS NOT NULL AND i.confidence IS NOT NULL
    ORDER BY e.at DESC, e.seq DESC LIMIT ${JUDGED_AT_MOST}`;
  type Row = Omit<JudgedFrame, 'at' | 'liftKg' | 'outOfDomain' | 'unusable'> & {
    at: number;
    lift_kg: number | null;
    out_of_domain: number;
    unusable: string | null;
  };
  return database.rows<Row>(sql, yard, until).map(({ lift_kg, at, out_of_domain, unusable, ...frame }) => ({
    ...frame,
    at: formatKst(at),
    liftKg: lift_kg,
    ...(out_of_domain === 1 ? { outOfDomain: true } : {}),
    ...(unusable === null ? {} : { unusable }),
  }));
}

/** Lifts and photos that no truck could be found for yet. */
export function unassignedOf(database: Sqlite, yard: string): YardSummary['unassigned'] {
  const sql = `SELECT coalesce(sum(kind = 'lift'), 0) AS lifts, coalesce(sum(kind = 'frame'), 0) AS frames FROM standing
    WHERE yard = ? AND kind IN ('lift', 'frame') AND visit IS NULL AND role <> 'refused'`;
  const counts = database.row<{ lifts: number; frames: number }>(sql, yard);
  return { lifts: counts?.lifts ?? 0, frames: counts?.frames ?? 0 };
}
