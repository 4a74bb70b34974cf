import { randomUUID } from 'node:crypto';
import { formatKst } from '../../domain/kst-time.ts';
import type { WallToken, WallTokenGrant } from '../../domain/wire/http-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { randomToken, tokenHash } from './secrets.ts';

interface WallTokenRow {
  readonly id: string;
  readonly yard: string;
  readonly name: string;
  readonly created_at: number;
  readonly created_by: string;
  readonly used_at: number | null;
}

/** Tokens of wall displays: read-only, one yard each, good until revoked. */
export class WallTokens {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Makes a token; its secret is in this answer and nowhere else. */
  add(yard: string, name: string, createdBy: string): WallTokenGrant {
    const token = randomToken();
    const id = randomUUID();
    const at = Date.now();
    this.#database.run(
      'INSERT INTO wall_token (id, token_hash, yard, name, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      tokenHash(token),
      yard,
      name,
      at,
      createdBy,
    );
    return { id, yard, name, createdAt: formatKst(at), createdBy, usedAt: null, token };
  }

  /** Tokens in force, newest first. */
  list(): WallToken[] {
    const sql = 'SELECT * FROM wall_token WHERE revoked_at IS NULL ORDER BY created_at DESC, id';
    return this.#database.rows<WallTokenRow>(sql).map(shown);
  }

  find(id: string): WallToken | null {
    const row = this.#database.row<WallTokenRow>('SELECT * FROM wall_token WHERE id = ? AND revoked_at IS NULL', id);
    return row ? shown(row) : null;
  }

  /** The token a screen presents, noted as used; `null` when it is unknown or revoked. */
  use(token: string): WallToken | null {
    const sql = 'UPDATE wall_token SET used_at = ? WHERE token_hash = ? AND revoked_at IS NULL';
    const hash = tokenHash(token);
    if (this.#database.run(sql, Date.now(), hash) === 0) return null;
    const row = this.#database.row<WallTokenRow>('SELECT * FROM wall_token WHERE token_hash = ?', hash);
    return row ? shown(row) : null;
  }

  /** Revokes the token and ends every session that came by it. */
  revoke(id: string): void {
    this.#database.transaction(() => {
      this.#database.run('UPDATE wall_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', Date.now(), id);
      this.#database.run('DELETE FROM session WHERE wall_token = ?', id);
    });
  }
}

function shown({ id, yard, name, created_at, created_by, used_at }: WallTokenRow): WallToken {
  const usedAt = used_at === null ? null : formatKst(used_at);
  return { id, yard, name, createdAt: formatKst(created_at), createdBy: created_by, usedAt };
}
