import { HOUR_MS, MINUTE_MS } from '../../domain/units.ts';
import type { Session, UserRole } from '../../domain/wire/http-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { randomToken, tokenHash } from './secrets.ts';

export const SESSION_COOKIE = 'scalehouse_session';
/** A person's session ends 12 hours after it was last used. */
export const SESSION_MS = 12 * HOUR_MS;
/** A use is written down at most this often, so that reading costs no disk write. */
const TOUCH_EVERY_MS = MINUTE_MS;
/** Screens that share a token; more than these are reloads of the same ones. */
const SESSIONS_PER_WALL = 20;

/** A session that was checked just now; `key` names it without being able to open it. */
export interface LiveSession extends Session {
  readonly key: string;
}

/** Sessions that a look-up gave; an object that merely looks like one is not among them. */
const checked = new WeakSet<LiveSession>();

/** True for a session that came from `find` or `findByKey`. */
export function isChecked(session: LiveSession): boolean {
  return checked.has(session);
}

interface SessionRow {
  readonly seen_at: number;
  readonly expires_at: number | null;
  readonly user: string | null;
  readonly user_role: UserRole | null;
  readonly user_yards: string | null;
  readonly wall_name: string | null;
  readonly wall_yard: string | null;
  readonly wall_revoked_at: number | null;
}

/** Who is logged in. Only hashes of the cookies are kept; every check reads role and scope anew. */
export class Sessions {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Starts a session of a user and returns its cookie. */
  startForUser(user: string): string {
    this.#database.run('DELETE FROM session WHERE expires_at < ?', Date.now());
    return this.#start(user, null, Date.now() + SESSION_MS);
  }

  /** Starts a session of a screen, which lasts until its token is revoked. */
  startForWall(wallToken: string): string {
    const cookie = this.#start(null, wallToken, null);
    this.#database.run(
      `DELETE FROM session WHERE wall_token = ?1 AND token_hash NOT IN (
        SELECT token_hash FROM session WHERE wall_token = ?1 ORDER BY seen_at DESC, rowid DESC LIMIT ${SESSIONS_PER_WALL})`,
      wallToken,
    );
    return cookie;
  }

  /** The session a cookie opens, or `null`. */
  find(cookie: string): LiveSession | null {
    return this.findByKey(tokenHash(cookie));
  }

  /** The session of a key as it is now: `null` once it expired, ended or was revoked. */
  findByKey(key: string): LiveSession | null {
    const row = this.#row(key);
    if (!row || (row.expires_at !== null && row.expires_at <= Date.now())) return null;
    if (row.user !== null && row.user_role !== null) {
      const yards = row.user_yards === null ? null : (JSON.parse(row.user_yards) as string[]);
      return noted({ key, user: row.user, role: row.user_role, yards });
    }
    if (row.wall_name === null || row.wall_yard === null || row.wall_revoked_at !== null) return null;
    return noted({ key, user: row.wall_name, role: 'wall', yards: [row.wall_yard] });
  }

  /** Notes a use; true when the cookie should be sent again because its life was lengthened. */
  touch(session: LiveSession): boolean {
    const now = Date.now();
    const expiresAt = session.role === 'wall' ? null : now + SESSION_MS;
    const sql = 'UPDATE session SET seen_at = ?, expires_at = ? WHERE token_hash = ?';
    const row = this.#row(session.key);
    if (!row || now - row.seen_at < TOUCH_EVERY_MS) return false;
    return this.#database.run(sql, now, expiresAt, session.key) > 0;
  }

  end(key: string): void {
    this.#database.run('DELETE FROM session WHERE token_hash = ?', key);
  }

  #start(user: string | null, wallToken: string | null, expiresAt: number | null): string {
    const cookie = randomToken();
    const now = Date.now();
    this.#database.run(
      'INSERT INTO session (token_hash, user, wall_token, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      tokenHash(cookie),
      user,
      wallToken,
      now,
      now,
      expiresAt,
    );
    return cookie;
  }

  #row(key: string): SessionRow | null {
    const sql = `SELECT s.seen_at, s.expires_at, u.name AS user, u.role AS user_role, u.yards AS user_yards,
        w.name AS wall_name, w.yard AS wall_yard, w.revoked_at AS wall_revoked_at
      FROM session s LEFT JOIN user u ON u.name = s.user LEFT JOIN wall_token w ON w.id = s.wall_token
      WHERE s.token_hash = ?`;
    return this.#database.row<SessionRow>(sql, key) ?? null;
  }
}

function noted(session: LiveSession): LiveSession {
  checked.add(session);
  return session;
}
