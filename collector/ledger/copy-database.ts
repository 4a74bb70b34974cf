import Database from 'libsql';

/**
 * Copies a SQLite file that others are writing, as it is at one instant: `VACUUM INTO` reads inside one transaction and
 * holds up no writer. (libsql has not the backup interface; this is SQLite's own other way, https://sqlite.org/lang_vacuum.html.)
 * @throws Error when the copy is not sound
 */
export function copyDatabase(from: string, to: string): void {
  const source = new Database(from);
  try {
    source.pragma('busy_timeout=10000');
    source.prepare('VACUUM INTO ?').run([to]);
  } finally {
    source.close();
  }
  const problem = problemOf(to);
  if (problem !== null) throw new Error(`${from} cannot be copied: ${problem}`);
}

/** What SQLite finds wrong with a file; null when it is sound. */
export function problemOf(path: string): string | null {
  let database: Database.Database | null = null;
  try {
    database = new Database(path);
    const rows = database.prepare('PRAGMA integrity_check(1)').all([]) as { integrity_check: string }[];
    const word = rows[0]?.integrity_check ?? 'it says nothing';
    return word === 'ok' ? null : word;
  } catch (error) {
    return (error as Error).message;
  } finally {
    database?.close();
  }
}
