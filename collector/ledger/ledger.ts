import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { LEDGER_FILE, LEDGER_MIGRATIONS, LEDGER_SCHEMA, LEDGER_VERSION } from '../../domain/wire/ledger-tables.ts';

export type Value = string | number | null | Uint8Array;
type Statement = ReturnType<Database.Database['prepare']>;

/**
 * The ledger's file and its one writer. Everything is synchronous, so a transaction is never interleaved; a commit is
 * on disk when it returns (`synchronous=FULL`, invariant 1).
 */
export class Ledger {
  readonly #db: Database.Database;
  readonly #isReader: boolean;
  readonly #statements = new Map<string, Statement>();

  /** Opens the ledger in a data folder, making folder and tables where they are missing. */
  static in(dataDir: string): Ledger {
    mkdirSync(dataDir, { recursive: true });
    return new Ledger(join(dataDir, LEDGER_FILE));
  }

  /** Opens the ledger of a data folder for reading, beside the collector that writes it. */
  static toRead(dataDir: string): Ledger {
    const file = join(dataDir, LEDGER_FILE);
    if (!existsSync(file)) throw new Error(`there is no ledger in ${dataDir}`);
    return new Ledger(file, { isReader: true });
  }

  /** Opens a ledger file, or one in memory with `:memory:`. A reader must find this version's tables. */
  constructor(file: string, { isReader = false } = {}) {
    this.#isReader = isReader;
    this.#db = new Database(file);
    if (isReader) this.#db.pragma('query_only=ON');
    for (const pragma of ['journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', 'busy_timeout=5000']) {
      this.#db.pragma(pragma);
    }
    const version = (this.#db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
    if (version > LEDGER_VERSION) {
      throw new Error(`the ledger was written by a newer version (${version} > ${LEDGER_VERSION})`);
    }
    if (isReader && version < LEDGER_VERSION)
      throw new Error('the ledger is of an older version: start the collector once');
    if (!isReader) this.transaction(() => this.#bringUp(version));
  }

  /** Makes the tables of a new file and those that are missing, or brings an older version's to this one, step by step. */
  #bringUp(version: number): void {
    for (let from = Math.max(1, version); version > 0 && from < LEDGER_VERSION; from += 1) {
      const migration = LEDGER_MIGRATIONS[from];
      if (migration === undefined) throw new Error(`no way from version ${from} of the ledger`);
      this.#db.exec(migration);
    }
    this.#db.exec(LEDGER_SCHEMA);
    if (version < LEDGER_VERSION) this.#db.exec(`PRAGMA user_version=${LEDGER_VERSION}`);
  }

  /** Runs `work` in one transaction; an error rolls everything back and is thrown on. */
  transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      // the rollback itself fails when SQLite has already rolled back, as on a full disk; the first error matters
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Reads the ledger as it is at one instant, whatever is written meanwhile. */
  snapshot<T>(read: () => T): T {
    this.#db.exec('BEGIN');
    try {
      return read();
    } finally {
      this.#db.exec('ROLLBACK');
    }
  }

  /** Runs a statement; gives the rows changed and the last row id. */
  run(sql: string, ...values: Value[]): { changes: number; lastInsertRowid: number } {
    const { changes, lastInsertRowid } = this.#prepared(sql).run(values);
    return { changes, lastInsertRowid: Number(lastInsertRowid) };
  }

  /** All rows of a query, as the caller says they are. */
  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#prepared(sql).all(values) as Row[];
  }

  /** The first row of a query, or null. */
  first<Row>(sql: string, ...values: Value[]): Row | null {
    return this.all<Row>(sql, ...values)[0] ?? null;
  }

  /** Moves the write-ahead log into the file and closes it. */
  close(): void {
    this.#statements.clear();
    if (!this.#isReader) this.#db.pragma('wal_checkpoint(TRUNCATE)');
    this.#db.close();
  }

  #prepared(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
