import type { Period } from '../../domain/notices/schedule.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Sqlite } from '../stores/sqlite.ts';

/** A report that is to be made. */
export interface DueReport {
  readonly seq: number;
  readonly name: string;
  readonly period: Period;
  /** who asked for it; `null`: the schedule */
  readonly by: string | null;
  readonly attempts: number;
  readonly dueAt: EpochMs;
}

export interface MadeFile {
  /** name of the file */
  readonly file: string;
  /** media type */
  readonly type: string;
  readonly content: Buffer;
}

/** Which reports were made of which period: by schedule each period has one, however often the server begins. */
export class ReportStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Since when a report is set; the first call sets it. */
  setSince(name: string, now: EpochMs): EpochMs {
    this.#database.run('INSERT INTO report_set (name, since) VALUES (?, ?) ON CONFLICT DO NOTHING', name, now);
    return this.#database.row<{ since: number }>('SELECT since FROM report_set WHERE name = ?', name)?.since ?? now;
  }

  /** Forgets reports that are no longer set, so that one that comes back begins anew. */
  keepSet(names: readonly string[]): void {
    const gone = 'name NOT IN (SELECT value FROM json_each(?))';
    this.#database.run(`DELETE FROM report_set WHERE ${gone}`, JSON.stringify(names));
    this.#database.run(`DELETE FROM report WHERE state = 'due' AND ${gone}`, JSON.stringify(names));
  }

  /** Notes that a period's report is to be made; the schedule's is noted once for ever. */
  want(name: string, period: Period, by: string | null, dueAt: EpochMs, now: EpochMs): void {
    this.#database.run(
      `INSERT INTO report (name, period, from_at, to_at, by, state, due_at, next_at) VALUES (?, ?, ?, ?, ?, 'due', ?, ?)
       ON CONFLICT DO NOTHING`,
      ...[name, period.key, period.from, period.to, by, dueAt, now],
    );
  }

  /** True when one that a person asked for is still to be made. */
  isWanted(name: string): boolean {
    const sql = `SELECT 1 AS one FROM report WHERE name = ? AND state = 'due' AND by IS NOT NULL`;
    return this.#database.row(sql, name) !== undefined;
  }

  due(now: EpochMs): DueReport[] {
    type Row = {
      seq: number;
      name: string;
      period: string;
      from: number;
      to: number;
      by: string | null;
      attempts: number;
      dueAt: number;
    };
    const sql = `SELECT seq, name, period, from_at AS 'from', to_at AS 'to', by, attempts, due_at AS dueAt FROM report
      WHERE state = 'due' AND next_at <= ? ORDER BY seq`;
    return this.#database
      .rows<Row>(sql, now)
      .map(({ period: key, from, to, ...row }) => ({ ...row, period: { key, from, to } }));
  }

  made(seq: number, { file, type, content }: MadeFile, now: EpochMs): void {
    const sql = `UPDATE report SET state = 'made', ended_at = ?, file = ?, type = ?, content = ?, problem = NULL WHERE seq = ?`;
    this.#database.run(sql, now, file, type, content, seq);
  }

  /** It could not be made: it is tried again at `until`, or given up for `null`. */
  failed(seq: number, problem: string, until: EpochMs | null, now: EpochMs): void {
    this.#database.run(
      `UPDATE report SET attempts = attempts + 1, problem = ?, state = ?, next_at = coalesce(?, next_at), ended_at = ?
       WHERE seq = ?`,
      ...[problem, until === null ? 'given-up' : 'due', until, until === null ? now : null, seq],
    );
  }

  /** The bytes of a made report; `null` when they have gone. */
  content(seq: number): MadeFile | null {
    const sql = `SELECT file, type, content FROM report WHERE seq = ? AND content IS NOT NULL`;
    // libsql gives a blob as an ArrayBuffer
    const row = this.#database.row<Omit<MadeFile, 'content'> & { content: ArrayBuffer }>(sql, seq);
    return row ? { ...row, content: Buffer.from(row.content) } : null;
  }

  lastMadeAt(name: string): EpochMs | null {
    const sql = `SELECT max(ended_at) AS at FROM report WHERE name = ? AND state = 'made'`;
    return this.#database.row<{ at: number | null }>(sql, name)?.at ?? null;
  }

  /** Why the latest one could not be made; `null` when it was, or was not tried yet. */
  problem(name: string): string | null {
    const sql = 'SELECT problem FROM report WHERE name = ? ORDER BY seq DESC LIMIT 1';
    return this.#database.row<{ problem: string | null }>(sql, name)?.problem ?? null;
  }

  countGivenUp(since: EpochMs): number {
    const sql = `SELECT count(*) AS lost FROM report WHERE state = 'given-up' AND ended_at >= ?`;
    return this.#database.row<{ lost: number }>(sql, since)?.lost ?? 0;
  }

  counts(): { readonly state: string; readonly count: number }[] {
    return this.#database.rows('SELECT state, count(*) AS count FROM report GROUP BY state');
  }

  /** Lets go of the bytes of reports that ended before `before` and that nobody waits for. */
  forgetContent(before: EpochMs): void {
    this.#database.run(
      `UPDATE report SET content = NULL WHERE content IS NOT NULL AND ended_at < ?
       AND seq NOT IN (SELECT report FROM delivery WHERE state = 'waiting' AND report IS NOT NULL)`,
      before,
    );
  }
}
