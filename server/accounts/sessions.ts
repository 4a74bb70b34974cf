import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/units.ts';
import type { Session, UserRole } from '../../domain/wire/http-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { randomToken, tokenHash } from './secrets.ts';

export const SESSION_COOKIE = 'scalehouse_session';
/** A person's session ends 12 hours after it was last used. */
export const SESSION_MS = 12 * HOUR_MS;
/** A use is written down at most this often, so that reading costs no disk write. */
const TOUCH_EVERY_MS = MINUTE_MS;
/** Screens or people that share a token; more than these are reloads of the same ones. */
const SESSIONS_PER_TOKEN = 20;

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
  readonly seen_at: EpochMs;
  readonly expires_at: EpochMs | null;
  readonly user: string | null;
  readonly user_role: UserRole | null;
  readonly user_yards: string | null;
  readonly wall_name: string | null;
  readonly wall_yard: string | null;
  readonly wall_revoked_at: number | null;
  readonly partner: string | null;
  readonly link_yard: string | null;
  readonly link_expires_at: number | null;
  readonly link_revoked_at: number | null;
}

/** What a session belongs to: one of them. */
interface Owner {
  readonly user?: string;
  readonly wallToken?: string;
  readonly partnerLink?: string;
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
    return this.#start({ user }, Date.now() + SESSION_MS);
  }

  /** Starts a session of a screen, which lasts until its token is revoked. */
  startForWall(wallToken: string): string {
    return this.#startOfToken({ wallToken }, 'wall_token', wallToken, null);
  }

  /** Starts a session of a partner, which lasts until its link ends. */
  startForPartner(partnerLink: string, expiresAt: EpochMs): string {
    return this.#startOfToken({ partnerLink }, 'partner_link', partnerLink, expiresAt);
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
    if (row.partner !== null && row.link_yard !== null) {
      if (isLinkOver(row)) return null;
      const { partner, link_yard } = row;
      return noted({ key, user: partner, role: 'partner', yards: [link_yard], partner });
    }
    if (row.wall_name === null || row.wall_yard === null || row.wall_revoked_at !== null) return null;
    return noted({ key, user: row.wall_name, role: 'wall', yards: [row.wall_yard] });
  }

  /** True when a cookie opened a partner's session once, and its link has ended since. */
  isOfEndedLink(cookie: string): boolean {
    const row = this.#row(tokenHash(cookie));
    return row !== null && row.partner !== null && isLinkOver(row);
  }

  /** Notes a use; true when the cookie should be sent again because its life was lengthened. */
  touch(session: LiveSession): boolean {
    const now = Date.now();
    const row = this.#row(session.key);
    if (!row || now - row.seen_at < TOUCH_EVERY_MS) return false;
    // nobody lengthens a link by using it
    const isFixed = session.role === 'partner';
    const expiresAt = isFixed ? row.expires_at : session.role === 'wall' ? null : now + SESSION_MS;
    const sql = 'UPDATE session SET seen_at = ?, expires_at = ? WHERE token_hash = ?';
    return this.#database.run(sql, now, expiresAt, session.key) > 0 && !isFixed;
  }

  end(key: string): void {
    this.#database.run('DELETE FROM session WHERE token_hash = ?', key);
  }

  #startOfToken(owner: Owner, column: 'wall_token' | 'partner_link', token: string, expiresAt: EpochMs | null): string {
    const cookie = this.#start(owner, expiresAt);
    this.#database.run(
      `DELETE FROM session WHERE ${column} = ?1 AND token_hash NOT IN (
        SELECT token_hash FROM session WHERE ${column} = ?1 ORDER BY seen_at DESC, rowid DESC LIMIT ${SESSIONS_PER_TOKEN})`,
      token,
    );
    return cookie;
  }

  #start({ user, wallToken, partnerLink }: Owner, expiresAt: EpochMs | null): string {
    const cookie = randomToken();
    const now = Date.now();
    this.#database.run(
      `INSERT INTO session (token_hash, user, wall_token, partner_link, created_at, seen_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...[tokenHash(cookie), user ?? null, wallToken ?? null, partnerLink ?? null, now, now, expiresAt],
    );
    return cookie;
  }

  #row(key: string): SessionRow | null {
    const sql = `SELECT s.seen_at, s.expires_at, u.name AS user, u.role AS user_role, u.yards AS user_yards,
        w.name AS wall_name, w.yard AS wall_yard, w.revoked_at AS wall_revoked_at,
        l.partner, l.yard AS link_yard, l.expires_at AS link_expires_at, l.revoked_at AS link_revoked_at
      FROM session s LEFT JOIN user u ON u.name = s.user LEFT JOIN wall_token w ON w.id = s.wall_token
        LEFT JOIN partner_link l ON l.id = s.partner_link
      WHERE s.token_hash = ?`;
    return this.#database.row<SessionRow>(sql, key) ?? null;
  }
}

function isLinkOver({ link_expires_at, link_revoked_at }: SessionRow): boolean {
  return link_revoked_at !== null || link_expires_at === null || link_expires_at <= Date.now();
}

function noted(session: LiveSession): LiveSession {
  checked.add(session);
  return session;
}
