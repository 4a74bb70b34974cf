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
  | 'user-made'
  | 'user-removed'
  | 'password-set'
  | 'usage-log-tested';

export interface AuditEntry {
  readonly who: string;
  readonly what: AuditedAct;
  /** what it was done to: a visit, a token's id, a user, an alert's or a letter's number */
  readonly subject?: string;
  /** network address it came from */
  readonly address?: string;
}

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
}
