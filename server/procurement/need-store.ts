import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NeedRow } from '../../domain/flows/need-sheet.ts';
import type { EpochMs } from '../../domain/units.ts';
import { openForWriting, type Sqlite } from '../stores/sqlite.ts';

export const NEED_FILE = 'need.sqlite';

/** A file of the server's own, beside the ledger: it only grows, and of works, grade and month the last row stands. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS need_row (
  seq INTEGER PRIMARY KEY,
  works TEXT NOT NULL, grade TEXT NOT NULL, month TEXT NOT NULL, kg INTEGER NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS need_by_key ON need_row (month, works, grade, seq);
${['UPDATE', 'DELETE']
  .map(
    (act) => `CREATE TRIGGER IF NOT EXISTS need_row_no_${act.toLowerCase()} BEFORE ${act} ON need_row
  BEGIN SELECT RAISE(ABORT, 'need_row is append-only'); END;`,
  )
  .join('\n')}
`;

/** What works need, as somebody imported it. */
export class NeedStore {
  readonly #database: Sqlite;

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#database = openForWriting(join(dataDir, NEED_FILE));
    this.#database.exec(SCHEMA);
  }

  /** Takes all rows together; each takes the place of its works, grade and month. */
  add(rows: readonly NeedRow[], by: string, at: EpochMs): void {
    this.#database.transaction(() => {
      for (const { works, grade, month, kg } of rows) {
        this.#database.run(
          'INSERT INTO need_row (works, grade, month, kg, at, by) VALUES (?, ?, ?, ?, ?, ?)',
          ...[works, grade, month, kg, at, by],
        );
      }
    });
  }

  /** What stands, by month, works and grade. */
  list(): NeedRow[] {
    return this.#database.rows<NeedRow>(
      `SELECT works, grade, month, kg FROM need_row n
       WHERE seq = (SELECT max(seq) FROM need_row l WHERE l.month = n.month AND l.works = n.works AND l.grade = n.grade)
       ORDER BY month, works, grade`,
    );
  }

  close(): void {
    this.#database.close();
  }
}
