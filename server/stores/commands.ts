import { type CommandState, standingOf } from '../../domain/interlock.ts';
import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { DeviceCommand } from '../../domain/wire/edge-messages.ts';
import type { DeviceCommandRecord } from '../../domain/wire/http-api.ts';
import type { Sqlite } from './sqlite.ts';

const AT_MOST = 500;

interface IssuedRow {
  readonly command: string;
  readonly yard: string;
  readonly at: number;
  readonly area: string;
  readonly device: string;
  readonly name: DeviceCommand;
  readonly args: string;
  readonly expires_at: number;
  readonly rule: string | null;
  readonly releases: string | null;
  readonly by: string | null;
  readonly reason: string;
  readonly cause_kind: string;
  readonly cause_device: string;
  readonly cause_id: string;
  readonly cause_at: number;
  readonly visit: string | null;
  /** JSON of what was noted later, in its order */
  readonly noted: string;
}

interface Noted {
  readonly state: CommandState;
  readonly at: EpochMs;
  readonly by: string | null;
  readonly reason: string;
}

const ISSUED = `SELECT c.command, c.yard, c.at, c.area, c.device, c.name, c.args, c.expires_at, c.rule, c.releases, c.by,
    c.reason, e.kind AS cause_kind, e.area || '/' || e.device AS cause_device, e.id AS cause_id, e.at AS cause_at,
    coalesce(s.visit, e.visit) AS visit,
    (SELECT json_group_array(json_object('state', n.state, 'at', n.at, 'by', n.by, 'reason', n.reason))
       FROM command_row n WHERE n.command = c.command AND n.state <> 'issued') AS noted
  FROM command_row c JOIN event e ON e.seq = c.cause LEFT JOIN standing s ON s.event = c.cause
  WHERE c.state = 'issued'`;

/** Commands of a yard that were issued from `from` to before `to`, newest first, with what became of each. */
export function commandsOf(database: Sqlite, yard: string, from: EpochMs, to: EpochMs): DeviceCommandRecord[] {
  const sql = `${ISSUED} AND c.yard = ? AND c.at >= ? AND c.at < ? ORDER BY c.at DESC, c.seq DESC LIMIT ${AT_MOST}`;
  return database.rows<IssuedRow>(sql, yard, from, to).map(recordOf);
}

/** A command of a yard; null when it was never issued there. */
export function findCommand(database: Sqlite, yard: string, command: string): DeviceCommandRecord | null {
  const row = database.row<IssuedRow>(`${ISSUED} AND c.yard = ? AND c.command = ?`, yard, command);
  return row ? recordOf(row) : null;
}

function recordOf(row: IssuedRow): DeviceCommandRecord {
  const noted = JSON.parse(row.noted) as Noted[];
  const of = (...states: CommandState[]) => noted.find(({ state }) => states.includes(state)) ?? null;
  const timeOf = (one: Noted | null) => (one ? formatKst(one.at) : null);
  const state = standingOf(noted.map((one) => one.state));
  const end = of('overridden', 'released');
  const failure = state === 'failed' || state === 'expired' ? of(state) : null;
  return {
    ...{ id: row.command, yard: row.yard, device: `${row.area}/${row.device}`, command: row.name },
    args: JSON.parse(row.args) as DeviceCommandRecord['args'],
    ...{ state, reason: row.reason, failure: failure?.reason ?? null },
    rule: row.rule,
    cause: { kind: row.cause_kind, device: row.cause_device, id: row.cause_id, at: formatKst(row.cause_at) },
    ...{ visit: row.visit, releases: row.releases, by: row.by },
    ...{ issuedAt: formatKst(row.at), expiresAt: formatKst(row.expires_at) },
    ...{ sentAt: timeOf(of('sent')), answeredAt: timeOf(of('acked', 'failed')) },
    hold:
      row.name === 'hold-crane'
        ? { stands: !end, endedAt: timeOf(end), endedBy: end?.by ?? null, endReason: end?.reason ?? null }
        : null,
  };
}
