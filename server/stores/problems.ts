import { formatKst } from '../../domain/kst-time.ts';
import { type EpochMs, HOUR_MS } from '../../domain/units.ts';
import type { CollectorHealth, Device, Problem } from '../../domain/wire/http-api.ts';
import type { Sqlite } from './sqlite.ts';

const AT_MOST = 20;

interface ExceptionRow {
  readonly visit: string;
  readonly code: string;
  readonly params: string;
  readonly recorded_at: number;
  readonly closed_at: number | null;
}

/**
 * What a person in the yard should know now, alarms first, then the newest: radiation alarms, commands that failed and
 * exceptions of the last 60 minutes, devices that are silent or whose clock is off, and parts of the system that are away.
 * A closed visit counts by its closing, so a replay of yesterday raises nothing on today's screens.
 */
export function problemsOf(
  database: Sqlite | null,
  yard: string,
  devices: readonly Device[],
  collector: CollectorHealth,
  now: EpochMs,
): Problem[] {
  const found = [
    ...systemProblems(collector, now),
    ...(database ? radiationAlarms(database, yard, now) : []),
    ...(database ? failedCommands(database, yard, now) : []),
    ...(database ? visitExceptions(database, yard, now) : []),
    ...devices.flatMap((device) => deviceProblems(device, now)),
  ];
  const urgency = ({ level }: Problem) => (level === 'alarm' ? 0 : 1);
  return found
    .sort((a, b) => urgency(a) - urgency(b) || b.at.localeCompare(a.at) || a.code.localeCompare(b.code))
    .slice(0, AT_MOST);
}

function systemProblems(collector: CollectorHealth, now: EpochMs): Problem[] {
  const at = collector.heardAt ?? formatKst(now);
  const nothing = { visit: null, device: null, params: {} };
  if (!collector.online) return [{ level: 'alarm', code: 'COLLECTOR_AWAY', at, ...nothing }];
  if (!collector.grading.ready) return [{ level: 'warning', code: 'GRADING_AWAY', at, ...nothing }];
  return [];
}

function radiationAlarms(database: Sqlite, yard: string, now: EpochMs): Problem[] {
  const sql = `SELECT e.at, e.area, e.device, s.visit, json_extract(e.body, '$.microSvPerHour') AS dose
    FROM event e LEFT JOIN standing s ON s.event = e.seq
    WHERE e.yard = ? AND e.kind = 'radiation' AND e.at >= ? AND e.at <= ? AND json_extract(e.body, '$.alarm')`;
  type Row = { at: number; area: string; device: string; visit: string | null; dose: number | null };
  return database.rows<Row>(sql, yard, now - HOUR_MS, now + HOUR_MS).map(({ at, area, device, visit, dose }) => ({
    level: 'alarm',
    code: 'RADIATION_ALARM',
    at: formatKst(at),
    visit,
    device: `${area}/${device}`,
    params: dose === null ? {} : { microSvPerHour: dose },
  }));
}

/** A hold or a release that did not reach its crane is as urgent as its cause. */
function failedCommands(database: Sqlite, yard: string, now: EpochMs): Problem[] {
  const sql = `SELECT c.command, c.at, c.area, c.device, c.name, c.state FROM command_row c
    WHERE c.yard = ? AND c.at >= ? AND c.at <= ? AND c.state IN ('failed', 'expired')
      AND NOT EXISTS (SELECT 1 FROM command_row n WHERE n.command = c.command
        AND (n.state IN ('acked', 'overridden', 'released') OR n.state = 'failed' AND c.state = 'expired'))`;
  type Row = { command: string; at: number; area: string; device: string; name: string; state: string };
  return database.rows<Row>(sql, yard, now - HOUR_MS, now + HOUR_MS).map(({ at, area, device, ...row }) => ({
    level: row.name === 'hold-crane' || row.name === 'release-crane' ? 'alarm' : 'warning',
    code: 'COMMAND_FAILED',
    at: formatKst(at),
    visit: null,
    device: `${area}/${device}`,
    params: { command: row.command, name: row.name, state: row.state },
  }));
}

function visitExceptions(database: Sqlite, yard: string, now: EpochMs): Problem[] {
  const sql = `SELECT v.id AS visit, v.closed_at, x.code, x.params, x.recorded_at
    FROM visit v JOIN exception_row x ON x.visit = v.id
    WHERE v.id IN (
        SELECT id FROM visit WHERE yard = ?1 AND status = 'open'
        UNION ALL SELECT id FROM visit WHERE yard = ?1 AND closed_at >= ?2 AND status = 'closed')
      AND x.recorded_at >= ?2 AND x.raised = 1 AND x.code <> 'RADIATION_ALARM'
      AND x.seq = (SELECT max(y.seq) FROM exception_row y WHERE y.visit = x.visit AND y.code = x.code)`;
  return database.rows<ExceptionRow>(sql, yard, now - HOUR_MS).map((row) => ({
    level: 'warning',
    code: row.code,
    at: formatKst(Math.min(row.recorded_at, row.closed_at ?? row.recorded_at)),
    visit: row.visit,
    device: null,
    params: JSON.parse(row.params) as Problem['params'],
  }));
}

function deviceProblems(device: Device, now: EpochMs): Problem[] {
  const problem = {
    level: 'warning' as const,
    at: device.heardAt ?? formatKst(now),
    visit: null,
    device: `${device.area}/${device.device}`,
  };
  if (!device.online) return [{ ...problem, code: 'DEVICE_OFFLINE', params: {} }];
  if (device.clockOff) {
    return [{ ...problem, code: 'DEVICE_CLOCK_OFF', params: { offsetMs: device.clockOffsetMs } }];
  }
  return [];
}
