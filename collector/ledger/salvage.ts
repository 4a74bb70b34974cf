import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import type { EpochMs } from '../../domain/units.ts';
import { LEDGER_FILE, RECORD_TABLES } from '../../domain/wire/ledger-tables.ts';
import { problemOf } from './copy-database.ts';
import { Ledger, type Value } from './ledger.ts';
import { markNumbersLost } from './slips.ts';

/** Not of record, and yet not to be made anew from it: counts, what is known of devices, and what must still leave. */
const KEPT_TABLES = ['yard', 'account', 'device', 'intake_group', 'outbox', 'slip_numbers_lost'] as const;
/** Rows read at once; a chunk that cannot be read is read row by row. */
const CHUNK = 500;
/** After so many rows in a row that cannot be read, the rest of a table is given up. */
const GIVE_UP_AFTER = 5_000;

/** What came out of a damaged ledger. */
export interface Salvage {
  /** where the damaged file lies now */
  readonly keptAside: string;
  /** what SQLite says is wrong with it */
  readonly damage: string;
  readonly rows: number;
  /** numbers of record rows up to the highest seen that could not be read: at most so many are lost, and the end unseen */
  readonly unreadable: number;
}

/**
 * Looks whether the ledger of a data folder is sound, and where it is not puts a new one in its place that holds every
 * row of record that can still be read; the damaged file is kept aside. What is derived is for `rebook` to make anew,
 * before the new ledger takes its place: a process that ends on the way begins again, or comes to the end.
 * A file that was closed in order is not read through; one that was not is, which takes seconds for a gigabyte.
 * @returns null when the ledger is sound, or not there
 */
export function salvageLedger(dataDir: string, now: EpochMs, rebook: (ledger: Ledger) => void): Salvage | null {
  const file = join(dataDir, LEDGER_FILE);
  const whole = join(dataDir, 'ledger-salvaged.sqlite');
  if (existsSync(whole)) putInPlace(whole, file);
  if (!existsSync(file)) return null;
  const shortfall = shortfallOf(file);
  const damage = shortfall?.damage ?? (wasClosed(file) ? null : problemOf(file));
  if (damage === null) return null;
  const keptAside = join(dataDir, `ledger-damaged-${now}.sqlite`);
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, keptAside + end);
  // SQLite reads nothing of a file that is too short, and all but the zeros of one that is long enough
  if (shortfall?.stated) truncateSync(keptAside, shortfall.stated);
  const unfinished = `${whole}.unfinished`;
  removeDatabase(unfinished);
  const ledger = new Ledger(unfinished);
  const counts = { rows: 0, unreadable: 0 };
  try {
    copyReadable(keptAside, ledger, counts);
    rebook(ledger);
    // what was lost of its end cannot be seen
    markNumbersLost(ledger, now);
  } finally {
    ledger.close();
  }
  // libsql lets go of a closed file only when it likes, and whoever opened the same file again in this process would share
  // the old one's view of its write-ahead log, unseen by other processes: so it goes on as a file of its own
  const copy = `${whole}.copy`;
  copyFileSync(unfinished, copy);
  flush(copy);
  renameSync(copy, whole);
  removeDatabase(unfinished);
  putInPlace(whole, file);
  return { keptAside, damage, ...counts };
}

/** What lies beside the old file would be read into the new one, so it goes first. */
function putInPlace(whole: string, file: string): void {
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
  renameSync(whole, file);
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
}

function wasClosed(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/** A file shorter than its own header says has lost its end (https://sqlite.org/fileformat.html, 1.3); null when it has not. */
function shortfallOf(file: string): { readonly damage: string; readonly stated: number | null } | null {
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  const read = readSync(handle, header);
  closeSync(handle);
  const { size } = statSync(file);
  if (size === 0) return null;
  if (read < header.length || header.toString('latin1', 0, 15) !== 'SQLite format 3')
    return { damage: 'it does not begin as a database', stated: null };
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const stated = header.readUInt32BE(28) * pageSize;
  // pages beyond the file's end may lie in a write-ahead log that was not moved yet
  return size < stated && wasClosed(file) ? { damage: `${stated - size} bytes are missing at its end`, stated } : null;
}

function copyReadable(from: string, ledger: Ledger, counts: { rows: number; unreadable: number }): void {
  let source: Database.Database;
  try {
    source = new Database(from);
    source.prepare('PRAGMA schema_version').all([]);
  } catch {
    // not even its first page can be read: everything is lost, and the new ledger begins empty
    return;
  }
  try {
    for (const table of [...RECORD_TABLES, ...KEPT_TABLES]) {
      const columns = ledger
        .all<Column>(`PRAGMA table_info(${table})`)
        .filter(({ name }) => hasColumn(source, table, name));
      if (columns.length === 0) continue;
      // a slip stands by itself, though the row that it tells of was lost: its number must not be given again
      ledger.run(`PRAGMA foreign_keys=${table === 'slip_row' ? 'OFF' : 'ON'}`);
      const names = columns.map(({ name }) => name);
      const insert = `INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
      ledger.transaction(() => {
        const select = `SELECT ${names.map(safely).join(', ')} FROM ${table}`;
        for (const found of names.includes('seq') ? numberedRows(source, select, counts) : allRows(source, select)) {
          const row = readable(found, columns);
          if (row && tryInsert(ledger, insert, row)) counts.rows += 1;
          else counts.unreadable += 1;
        }
      });
    }
  } finally {
    source.close();
  }
}

type Row = Record<string, Value | ArrayBuffer>;

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Columns that hold JSON: a row of which a page was lost reads as a text that ends too early. */
const JSON_COLUMNS = ['body', 'params', 'probabilities', 'content', 'subject', 'photos'];
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** libsql ends the process over a text that is no UTF-8, so texts are read as bytes. */
const safely = (name: string) =>
  `CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB) ELSE ${name} END AS ${name}`;

/** The row's values in the order of the columns; null when one of them is not what its column holds. */
function readable(row: Row, columns: readonly Column[]): Value[] | null {
  return attempt(() =>
    columns.map(({ name, type }) => {
      const value = row[name] ?? null;
      const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : null;
      if (bytes === null || type === 'BLOB') return bytes ?? (value as Value);
      if (type !== 'TEXT') throw new Error(`${name} holds no ${type}`);
      const text = UTF_8.decode(bytes);
      if (JSON_COLUMNS.includes(name)) JSON.parse(text);
      return text;
    }),
  );
}

function hasColumn(source: Database.Database, table: string, column: string): boolean {
  return (
    (attempt(() => source.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').all([table, column])) ?? [])
      .length > 0
  );
}

/** A row whose own reference was lost cannot stand either. */
function tryInsert(ledger: Ledger, sql: string, values: readonly Value[]): boolean {
  return attempt(() => ledger.run(sql, ...values).changes > 0) ?? false;
}

function* numberedRows(
  source: Database.Database,
  select: string,
  counts: { unreadable: number },
): Generator<Row, void, undefined> {
  let lost = 0;
  for (let from = 0; lost < GIVE_UP_AFTER; ) {
    const chunk = attempt(() => rowsFrom(source, select, from, CHUNK));
    if (chunk) {
      yield* chunk;
      if (chunk.length < CHUNK) return;
      counts.unreadable += lost;
      lost = 0;
      from = Number(chunk.at(-1)?.seq ?? from) + 1;
      continue;
    }
    for (const end = from + CHUNK; from < end; from += 1) {
      const row = attempt(() => source.prepare(`${select} WHERE seq = ?`).all([from]) as Row[])?.[0];
      if (!row) {
        lost += 1;
        continue;
      }
      counts.unreadable += lost;
      lost = 0;
      yield row;
    }
  }
}

function rowsFrom(source: Database.Database, select: string, from: number, limit: number): Row[] {
  return source.prepare(`${select} WHERE seq >= ? ORDER BY seq LIMIT ?`).all([from, limit]) as Row[];
}

function allRows(source: Database.Database, select: string): Row[] {
  return attempt(() => source.prepare(select).all([]) as Row[]) ?? [];
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
