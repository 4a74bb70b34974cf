import Database from 'libsql';

export type SqlValue = string | number | null | Uint8Array;

/** A SQLite file with prepared statements kept by their text; parameters are always bound, never pasted in. */
export interface Sqlite {
  /** every row as a plain object; the caller states its shape */
  rows<Row>(sql: string, ...params: SqlValue[]): Row[];
  /** every row as its values in the order of the columns: for many rows, of which objects would be dear */
  tuples<Tuple extends readonly SqlValue[]>(sql: string, ...params: SqlValue[]): Tuple[];
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
  type Statement = ReturnType<typeof database.prepare>;
  const prepared = new Map<string, Statement>();
  // a statement answers objects or tuples for good once it is told which
  const preparedRaw = new Map<string, Statement>();
  const statement = (sql: string, { isRaw = false } = {}) => {
    const kept = isRaw ? preparedRaw : prepared;
    const known = kept.get(sql);
    if (known) return known;
    const made = isRaw ? database.prepare(sql).raw() : database.prepare(sql);
    kept.set(sql, made);
    return made;
  };
  return {
    rows: <Row>(sql: string, ...params: SqlValue[]) => statement(sql).all(...params) as Row[],
    tuples: <Tuple extends readonly SqlValue[]>(sql: string, ...params: SqlValue[]) =>
      statement(sql, { isRaw: true }).all(...params) as unknown as Tuple[],
    // all() instead of get(): get() of libsql adds a `_metadata` property to the row
    row: <Row>(sql: string, ...params: SqlValue[]) => statement(sql).all(...params)[0] as Row | undefined,
    run: (sql, ...params) => statement(sql).run(...params).changes,
    exec: (sql) => {
      database.exec(sql);
    },
    transaction: (work) => database.transaction(work)(),
    close: () => {
      prepared.clear();
      preparedRaw.clear();
      database.close();
    },
  };
}
