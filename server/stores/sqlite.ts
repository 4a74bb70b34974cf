import Database from 'libsql';

export type SqlValue = string | number | null | Uint8Array;

/** A SQLite file with prepared statements kept by their text; parameters are always bound, never pasted in. */
export interface Sqlite {
  /** every row as a plain object; the caller states its shape */
  rows<Row>(sql: string, ...params: SqlValue[]): Row[];
  /** the first row, or `undefined` */
  row<Row>(sql: string, ...params: SqlValue[]): Row | undefined;
  /** runs a statement that changes rows and tells how many */
  run(sql: string, ...params: SqlValue[]): number;
  exec(sql: string): void;
  /** all of `work` is committed together, or none of it */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Opens an existing file for reading: libsql does not enforce its `readonly` option, so `query_only` does. */
export function openForReading(path: string): Sqlite {
  return wrap(path, ['PRAGMA query_only=ON', 'PRAGMA busy_timeout=2000']);
}

/** Opens or creates a file that is safe on disk once a statement has returned. */
export function openForWriting(path: string): Sqlite {
  return wrap(path, [
    'PRAGMA journal_mode=WAL',
    'PRAGMA synchronous=FULL',
    'PRAGMA foreign_keys=ON',
    'PRAGMA busy_timeout=5000',
  ]);
}

function wrap(path: string, pragmas: readonly string[]): Sqlite {
  const database = new Database(path);
  for (const pragma of pragmas) database.exec(pragma);
  const prepared = new Map<string, ReturnType<typeof database.prepare>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  return {
    rows: <Row>(sql: string, ...params: SqlValue[]) => statement(sql).all(...params) as Row[],
    // all() instead of get(): get() of libsql adds a `_metadata` property to the row
    row: <Row>(sql: string, ...params: SqlValue[]) => statement(sql).all(...params)[0] as Row | undefined,
    run: (sql, ...params) => statement(sql).run(...params).changes,
    exec: (sql) => {
      database.exec(sql);
    },
    transaction: (work) => database.transaction(work)(),
    close: () => {
      prepared.clear();
      database.close();
    },
  };
}
