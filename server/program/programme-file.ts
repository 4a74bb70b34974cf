import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openForWriting, type Sqlite } from '../stores/sqlite.ts';

/** Tables of the programme's file; none of their rows is ever changed or deleted. */
export const PROGRAMME_TABLES = [
  'project_row',
  'budget_entry',
  'budget_table',
  'budget_booked',
  'attachment',
  'document_row',
  'course_row',
  'kpi_row',
  'evidence_row',
] as const;

/**
 * Grant projects: a file of the server's own, beside the ledger. It only grows; what stands is folded from its rows.
 * Times are milliseconds since the epoch, days KST days, amounts whole won, digests SHA-256 in hexadecimal.
 */
const SCHEMA = `
-- a row holds the whole of a project's fields as JSON; kind: created or changed
CREATE TABLE IF NOT EXISTS project_row (
  seq INTEGER PRIMARY KEY, project TEXT NOT NULL, revision INTEGER NOT NULL, kind TEXT NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL, fields TEXT NOT NULL,
  UNIQUE (project, revision)
) STRICT;

-- an entry is taken back by another one that cancels it, once at most
CREATE TABLE IF NOT EXISTS budget_entry (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project TEXT NOT NULL,
  line TEXT NOT NULL, funder TEXT NOT NULL, stage TEXT NOT NULL, day TEXT NOT NULL, until TEXT,
  amount INTEGER NOT NULL, document TEXT, cancels TEXT UNIQUE, note TEXT NOT NULL,
  -- revision of the table that an imported plan follows; null: a person entered it
  from_table INTEGER, at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS budget_entry_by_project ON budget_entry (project, seq);

-- price sheets as they were imported, rows as JSON
CREATE TABLE IF NOT EXISTS budget_table (
  seq INTEGER PRIMARY KEY, project TEXT NOT NULL, revision INTEGER NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL, rows TEXT NOT NULL, total INTEGER NOT NULL,
  UNIQUE (project, revision)
) STRICT;

-- entries that the collector has booked in the ledger; an entry without one still has to be told
CREATE TABLE IF NOT EXISTS budget_booked (entry TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;

-- whose file it is; the bytes stand in the folder of documents under their digest
CREATE TABLE IF NOT EXISTS attachment (
  project TEXT NOT NULL, digest TEXT NOT NULL, type TEXT NOT NULL, bytes INTEGER NOT NULL, name TEXT NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL, PRIMARY KEY (project, digest)
) STRICT;

-- of an item of the checklist the last row stands; without a document it was taken back
CREATE TABLE IF NOT EXISTS document_row (
  seq INTEGER PRIMARY KEY, project TEXT NOT NULL, item TEXT NOT NULL, document TEXT, file_name TEXT NOT NULL,
  issued_on TEXT, valid_until TEXT, at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS document_by_project ON document_row (project, seq);

CREATE TABLE IF NOT EXISTS course_row (
  seq INTEGER PRIMARY KEY, project TEXT NOT NULL, course TEXT NOT NULL, completed_on TEXT, certificate TEXT,
  at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS course_by_project ON course_row (project, seq);

-- a row holds the whole table as JSON
CREATE TABLE IF NOT EXISTS kpi_row (
  seq INTEGER PRIMARY KEY, project TEXT NOT NULL, revision INTEGER NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL, kpis TEXT NOT NULL,
  UNIQUE (project, revision)
) STRICT;

CREATE TABLE IF NOT EXISTS evidence_row (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project TEXT NOT NULL, item TEXT NOT NULL, kind TEXT NOT NULL,
  document TEXT, text TEXT NOT NULL, is_met INTEGER, points INTEGER, at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS evidence_by_project ON evidence_row (project, seq);

${PROGRAMME_TABLES.flatMap((table) =>
  ['UPDATE', 'DELETE'].map(
    (act) => `CREATE TRIGGER IF NOT EXISTS ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  ),
).join('\n')}
`;

export const PROGRAMME_FILE = 'programme.sqlite';

/** Opens the programme's file of the data folder, and makes both where they do not exist yet. */
export function openProgrammeFile(dataDir: string): Sqlite {
  mkdirSync(dataDir, { recursive: true });
  const database = openForWriting(join(dataDir, PROGRAMME_FILE));
  database.exec(SCHEMA);
  return database;
}
