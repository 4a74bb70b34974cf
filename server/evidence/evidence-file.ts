import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openForWriting, type Sqlite } from '../stores/sqlite.ts';

/**
 * Who handed in which photo: a file of the server's own, beside the ledger, which says in which step of a dispute it was
 * named. `partner` is null for people of the yard; `by` is the user, or the partner's name. Times are milliseconds since
 * the epoch.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS upload (
  sha256 TEXT NOT NULL, visit TEXT NOT NULL, yard TEXT NOT NULL, partner TEXT, by TEXT NOT NULL,
  type TEXT NOT NULL, bytes INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS upload_by_photo ON upload (sha256);
CREATE INDEX IF NOT EXISTS upload_by_visit ON upload (visit);
`;

/** Opens the uploads of the data folder, and makes file and folder where they do not exist yet. */
export function openEvidenceFile(dataDir: string): Sqlite {
  mkdirSync(dataDir, { recursive: true });
  const database = openForWriting(join(dataDir, 'evidence.sqlite'));
  database.exec(SCHEMA);
  return database;
}
