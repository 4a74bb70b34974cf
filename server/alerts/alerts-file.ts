import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openForWriting, type Sqlite } from '../stores/sqlite.ts';

/**
 * Alerts and what has to be told of them: a file of the server's own, beside the ledger. Times are milliseconds since
 * the epoch, `params` JSON. A subject has at most one open alert.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS alert (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL, code TEXT NOT NULL, level TEXT NOT NULL, yard TEXT, device TEXT, params TEXT NOT NULL,
  raised_at INTEGER NOT NULL, seen_at INTEGER, seen_by TEXT, resolved_at INTEGER
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS alert_open ON alert (subject) WHERE resolved_at IS NULL;

-- what the webhook still has to be told, in order; word: raised or resolved. A row goes when it was told or given up
CREATE TABLE IF NOT EXISTS telling (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  alert INTEGER NOT NULL REFERENCES alert (id), word TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL
) STRICT;
`;

/** Opens the alerts of the data folder, and makes file and folder where they do not exist yet. */
export function openAlertsFile(dataDir: string): Sqlite {
  mkdirSync(dataDir, { recursive: true });
  const database = openForWriting(join(dataDir, 'alerts.sqlite'));
  database.exec(SCHEMA);
  return database;
}
