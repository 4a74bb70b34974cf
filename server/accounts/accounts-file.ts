import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openForWriting, type Sqlite } from '../stores/sqlite.ts';

/**
 * People, sessions, screens and who did what: a file of the server's own, beside the ledger. Secrets stand in it only
 * as hashes. Times are milliseconds since the epoch, `yards` a JSON array or null for every yard.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS user (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, yards TEXT, password_hash TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS wall_token (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, yard TEXT NOT NULL, name TEXT NOT NULL,
  created_at INTEGER NOT NULL, created_by TEXT NOT NULL, used_at INTEGER, revoked_at INTEGER
) STRICT;

-- links by which one partner sees its slips at one yard until they end
CREATE TABLE IF NOT EXISTS partner_link (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, yard TEXT NOT NULL, partner TEXT NOT NULL,
  created_at INTEGER NOT NULL, created_by TEXT NOT NULL, expires_at INTEGER NOT NULL,
  used_at INTEGER, revoked_at INTEGER
) STRICT;

-- a session belongs to a user, a wall token or a partner's link; expires_at is null for a wall, which lasts until it is
-- revoked, and the link's own end for a partner
CREATE TABLE IF NOT EXISTS session (
  token_hash TEXT PRIMARY KEY,
  user TEXT REFERENCES user (name) ON DELETE CASCADE,
  wall_token TEXT REFERENCES wall_token (id),
  created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, expires_at INTEGER,
  partner_link TEXT REFERENCES partner_link (id)
) STRICT;
CREATE INDEX IF NOT EXISTS session_by_user ON session (user) WHERE user IS NOT NULL;
CREATE INDEX IF NOT EXISTS session_by_wall ON session (wall_token) WHERE wall_token IS NOT NULL;

-- who did what, when and from where; it only grows
CREATE TABLE IF NOT EXISTS audit (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, subject TEXT, address TEXT
) STRICT;
CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
`;

/** Opens the accounts of the data folder, and makes both where they do not exist yet. */
export function openAccountsFile(dataDir: string): Sqlite {
  mkdirSync(dataDir, { recursive: true });
  const database = openForWriting(join(dataDir, 'accounts.sqlite'));
  database.exec(SCHEMA);
  addPartnerSessions(database);
  return database;
}

/** A file of before partners had links knows no sessions of theirs. */
function addPartnerSessions(database: Sqlite): void {
  const sql = `SELECT count(*) AS there FROM pragma_table_info('session') WHERE name = 'partner_link'`;
  if (database.row<{ there: number }>(sql)?.there === 0) {
    database.exec('ALTER TABLE session ADD COLUMN partner_link TEXT REFERENCES partner_link (id)');
  }
  database.exec('CREATE INDEX IF NOT EXISTS session_by_link ON session (partner_link) WHERE partner_link IS NOT NULL');
}
