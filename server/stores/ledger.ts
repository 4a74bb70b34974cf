import { statSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_FILE, LEDGER_VERSION } from '../../domain/wire/ledger-tables.ts';
import { openForReading, type Sqlite } from './sqlite.ts';

/** How often the file is looked for again, and looked at for having been replaced. */
const LOOK_EVERY_MS = 1_000;

/**
 * The ledger as the server sees it: read-only, and possibly not there yet, because the collector makes it.
 * While it is missing every read gives its empty answer; it opens by itself when it appears.
 */
export class Ledger {
  readonly #path: string;
  #database: Sqlite | null = null;
  #inode: number | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(dataDir: string) {
    this.#path = join(dataDir, LEDGER_FILE);
  }

  /** True when the file is there and has its tables, as this version knows them. */
  get isOpen(): boolean {
    return this.#open() !== null;
  }

  /** Reads from the ledger, or gives `empty` while there is none. */
  read<T>(query: (database: Sqlite) => T, empty: T): T {
    const database = this.#open();
    return database ? query(database) : empty;
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
    this.#lookedAt = Number.NEGATIVE_INFINITY;
  }

  #open(): Sqlite | null {
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_EVERY_MS && this.#database) return this.#database;
    this.#lookedAt = now;
    const inode = statSync(this.#path, { throwIfNoEntry: false })?.ino ?? null;
    if (this.#database && inode === this.#inode) return this.#database;
    this.#database?.close();
    this.#database = null;
    if (inode === null) return null;
    const database = openForReading(this.#path);
    if (!isReady(database)) {
      database.close();
      return null;
    }
    this.#database = database;
    this.#inode = inode;
    return database;
  }
}

/** The collector makes the file first, or brings an older one up, and says last that its tables are there. */
function isReady(database: Sqlite): boolean {
  const row = database.row<{ user_version: number }>('PRAGMA user_version');
  return row !== undefined && row.user_version >= LEDGER_VERSION;
}
