import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openForWriting, type Sqlite } from '../stores/sqlite.ts';

/** Records, requests and ends only grow: a state is a row, so what was sent when can be shown years later. */
const GROWING = ['usage_record', 'usage_end', 'portal_request', 'portal_answer'];

/**
 * What people did and what the portal was told of it: a file of the server's own. Times are milliseconds since the
 * epoch, `day` is the KST day of `at`.
 */
const SCHEMA = `
-- one act of one session; rank: its place in USAGE_ACTS, the lower is sent first
CREATE TABLE IF NOT EXISTS usage_record (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, day TEXT NOT NULL, act TEXT NOT NULL, rank INTEGER NOT NULL,
  session TEXT NOT NULL, user TEXT NOT NULL, role TEXT NOT NULL, address TEXT NOT NULL, bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS usage_record_by_day ON usage_record (day, rank, seq);

-- how a record ended: stored, expired, refused; without a row it waits. code: the portal's last word on it
CREATE TABLE IF NOT EXISTS usage_end (
  record INTEGER PRIMARY KEY REFERENCES usage_record (seq),
  day TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('stored', 'expired', 'refused')),
  code TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS usage_end_by_day ON usage_end (state, day, at);

-- written before a request leaves, so that none is forgotten by a kill; record: null for a test
CREATE TABLE IF NOT EXISTS portal_request (
  seq INTEGER PRIMARY KEY, record INTEGER REFERENCES usage_record (seq), at INTEGER NOT NULL, day TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS portal_request_by_day ON portal_request (day);
CREATE INDEX IF NOT EXISTS portal_request_by_record ON portal_request (record, seq);

-- what came of it; a request without a row was cut off by a kill, and nobody knows what the portal made of it.
-- next_at: no record is sent before this; null: of a test, which moves nothing
CREATE TABLE IF NOT EXISTS portal_answer (
  request INTEGER PRIMARY KEY REFERENCES portal_request (seq),
  at INTEGER NOT NULL, outcome TEXT NOT NULL, code TEXT NOT NULL, words TEXT, next_at INTEGER
) STRICT;

-- a working note, not a record: when a session last asked for an address, so that a page which asks again by itself is
-- no new view
CREATE TABLE IF NOT EXISTS looked (
  session TEXT NOT NULL, address TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (session, address)
) STRICT;
${GROWING.map(
  (table) => `
CREATE TRIGGER IF NOT EXISTS ${table}_no_update BEFORE UPDATE ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER IF NOT EXISTS ${table}_no_delete BEFORE DELETE ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
).join('')}
`;

/** Opens the usage log of the data folder, and makes file and folder where they do not exist yet. */
export function openUsageLogFile(dataDir: string): Sqlite {
  mkdirSync(dataDir, { recursive: true });
  const database = openForWriting(join(dataDir, 'usage-log.sqlite'));
  database.exec(SCHEMA);
  return database;
}
