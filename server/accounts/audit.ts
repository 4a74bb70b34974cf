import type { EpochMs } from '../../domain/units.ts';
import type { UsageCommand } from '../../domain/wire/edge-messages.ts';
import type { CommandKind } from '../../domain/wire/mqtt-topics.ts';
import type { Sqlite } from '../stores/sqlite.ts';

export type AuditedAct =
  | 'login'
  | 'login-failed'
  | 'logout'
  | 'wall-login'
  | 'wall-login-failed'
  | CommandKind
  | 'alert-seen'
  | 'wall-token-made'
  | 'wall-token-revoked'
  | 'partner-link-made'
  | 'partner-link-revoked'
  | 'partner-login'
  | 'partner-login-failed'
  | 'evidence'
  | 'need'
  | 'user-made'
  | 'user-removed'
  | 'password-set'
  | 'usage-log-tested'
  | 'report-run';

export interface AuditEntry {
  readonly who: string;
  readonly what: AuditedAct;
  /** what it was done to: a visit, a token's id, a user, an alert's or a letter's number */
  readonly subject?: string;
  /** network address it came from */
  readonly address?: string;
}

/** Sessions that people of each role began. */
export type SessionsByRole = UsageCommand['sessions'];

/** Writes who did what. The table refuses to change or forget a row. */
export class Audit {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  record({ who, what, subject, address }: AuditEntry): void {
    this.#database.run(
      'INSERT INTO audit (at, who, what, subject, address) VALUES (?, ?, ?, ?, ?)',
      Date.now(),
      who.slice(0, 64),
      what,
      subject ?? null,
      address ?? null,
    );
  }

  /** Logins from `from` to before `to` of people who may see the yard, by the role that they have now. */
  sessionsByRole(yard: string, from: EpochMs, to: EpochMs): SessionsByRole {
    const sql = `SELECT u.role, count(*) AS logins FROM audit a JOIN user u ON u.name = a.who
      WHERE a.what = 'login' AND a.at >= ?1 AND a.at < ?2
        AND (u.yards IS NULL OR EXISTS (SELECT 1 FROM json_each(u.yards) WHERE value = ?3)) GROUP BY u.role`;
    const rows = this.#database.rows<{ role: string; logins: number }>(sql, from, to, yard);
    const of = (role: string) => rows.find((row) => row.role === role)?.logins ?? 0;
    return { plant: of('plant'), procurement: of('procurement'), programme: of('programme') };
  }
}
