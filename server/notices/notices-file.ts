import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openForWriting, type Sqlite } from '../stores/sqlite.ts';

/**
 * Reports and what was, or is to be, told outside: a file of the server's own, beside the ledger. Times are milliseconds
 * since the epoch. Secrets are never in it.
 */
const SCHEMA = `
-- since when a report is set: what was due before is not made
CREATE TABLE IF NOT EXISTS report_set (name TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- reports that are made or to be made; state: due made given-up. By schedule (by null) each period has one for ever;
-- a person's come beside it. content goes some time after it was delivered
CREATE TABLE IF NOT EXISTS report (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, period TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, by TEXT,
  state TEXT NOT NULL, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL,
  ended_at INTEGER, file TEXT, type TEXT, content BLOB, problem TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS report_once ON report (name, period) WHERE by IS NULL;
CREATE INDEX IF NOT EXISTS report_due ON report (next_at) WHERE state = 'due';

-- what is to be told, in order; way: folder mail webhook; state: waiting done given-up; event names what a webhook is
-- told of; body is what it is told, or the words of a mail, until it ends
CREATE TABLE IF NOT EXISTS delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  way TEXT NOT NULL, name TEXT NOT NULL, what TEXT NOT NULL, target TEXT NOT NULL,
  report INTEGER REFERENCES report (seq), event TEXT, body TEXT,
  state TEXT NOT NULL DEFAULT 'waiting', attempts INTEGER NOT NULL DEFAULT 0,
  first_at INTEGER NOT NULL, last_at INTEGER, next_at INTEGER, answer TEXT,
  UNIQUE (way, name, event)
) STRICT;
CREATE INDEX IF NOT EXISTS delivery_waiting ON delivery (way, name, id) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS delivery_ended ON delivery (state, last_at);
CREATE INDEX IF NOT EXISTS delivery_by_state ON delivery (state, id);

-- every try, in order
CREATE TABLE IF NOT EXISTS attempt (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery INTEGER NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
  at INTEGER NOT NULL, outcome TEXT NOT NULL, answer TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS attempt_of_delivery ON attempt (delivery);

-- up to which row a webhook has followed the ledger and the reports
CREATE TABLE IF NOT EXISTS followed (
  webhook TEXT NOT NULL, source TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (webhook, source)
) STRICT, WITHOUT ROWID;
`;

/** Opens the notices of the data folder, and makes file and folder where they do not exist yet. */
export function openNoticesFile(dataDir: string): Sqlite {
  mkdirSync(dataDir, { recursive: true });
  const database = openForWriting(join(dataDir, 'notices.sqlite'));
  database.exec(SCHEMA);
  return database;
}
