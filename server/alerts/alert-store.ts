import { ALERT_RULES, type AlertCode, type Cause, subjectOf } from '../../domain/alerting.ts';
import { formatKst } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Alert } from '../../domain/wire/http-api.ts';
import type { Sqlite, SqlValue } from '../stores/sqlite.ts';

export type TellingWord = 'raised' | 'resolved';

/** Something the webhook has to be told. */
export interface Telling {
  readonly seq: number;
  readonly word: TellingWord;
  /** how often it was tried */
  readonly attempts: number;
  readonly alert: Alert;
}

export interface OpenAlert {
  readonly id: number;
  readonly subject: string;
  readonly code: AlertCode;
  readonly count: number | null;
  readonly isSeen: boolean;
}

interface AlertRow {
  readonly id: number;
  readonly code: AlertCode;
  readonly level: Alert['level'];
  readonly yard: string | null;
  readonly device: string | null;
  readonly params: string;
  readonly raised_at: number;
  readonly seen_at: number | null;
  readonly seen_by: string | null;
  readonly resolved_at: number | null;
}

/** Whose alerts are meant: those of the yards, and always those of the whole system. `null`: of every yard. */
export type AlertScope = readonly string[] | null;

export interface AlertQuestion {
  readonly scope: AlertScope;
  readonly yard?: string | undefined;
  readonly state?: 'open' | 'resolved' | undefined;
  readonly limit: number;
}

const COLUMNS = 'a.id, a.code, a.level, a.yard, a.device, a.params, a.raised_at, a.seen_at, a.seen_by, a.resolved_at';

/** Alerts with their life: raised, seen by someone, resolved. */
export class AlertStore {
  readonly #database: Sqlite;
  /** true: there is a webhook, so every change of an alert's life is to be told */
  readonly #isTold: boolean;

  constructor(database: Sqlite, isTold: boolean) {
    this.#database = database;
    this.#isTold = isTold;
    // what a webhook was owed that is no longer set would be old news to the next one
    if (!isTold) database.run('DELETE FROM telling');
  }

  /** Every open alert, keyed by its subject. */
  open(): Map<string, OpenAlert> {
    type Row = { id: number; subject: string; code: AlertCode; count: number | null; seen: number };
    const rows = this.#database.rows<Row>(
      `SELECT id, subject, code, json_extract(params, '$.count') AS count, seen_at IS NOT NULL AS seen
       FROM alert WHERE resolved_at IS NULL`,
    );
    return new Map(rows.map(({ seen, ...row }) => [row.subject, { ...row, isSeen: seen === 1 }]));
  }

  raise(cause: Cause, now: EpochMs): void {
    const { code, yard, device, params } = cause;
    this.#database.transaction(() => {
      this.#database.run(
        'INSERT INTO alert (subject, code, level, yard, device, params, raised_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[subjectOf(cause), code, ALERT_RULES[code].level, yard, device, JSON.stringify(params), now],
      );
      this.#tell('raised', 'last_insert_rowid()', [], now);
    });
  }

  /** The cause goes on, with another count. */
  recount(id: number, params: Cause['params']): void {
    this.#database.run('UPDATE alert SET params = ? WHERE id = ?', JSON.stringify(params), id);
  }

  resolve(id: number, now: EpochMs): void {
    this.#database.transaction(() => {
      this.#database.run('UPDATE alert SET resolved_at = ? WHERE id = ?', now, id);
      this.#tell('resolved', '?', [id], now);
    });
  }

  /** Notes who saw it first; `null` when there is no such alert. Whoever sees it later changes nothing. */
  see(id: number, by: string, now: EpochMs): Alert | null {
    this.#database.run('UPDATE alert SET seen_at = ?, seen_by = ? WHERE id = ? AND seen_at IS NULL', now, by, id);
    return this.find(id);
  }

  find(id: number): Alert | null {
    const row = this.#database.row<AlertRow>(`SELECT ${COLUMNS} FROM alert a WHERE a.id = ?`, id);
    return row ? alertOf(row) : null;
  }

  /** Open alerts first, alarms before warnings, and the newest first among equals. */
  list({ scope, yard, state, limit }: AlertQuestion): Alert[] {
    const conditions: string[] = [];
    const params: SqlValue[] = [];
    if (scope !== null) {
      conditions.push('(a.yard IS NULL OR a.yard IN (SELECT value FROM json_each(?)))');
      params.push(JSON.stringify(scope));
    }
    if (yard !== undefined) {
      conditions.push('a.yard = ?');
      params.push(yard);
    }
    if (state !== undefined) conditions.push(`a.resolved_at IS ${state === 'open' ? '' : 'NOT '}NULL`);
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const sql = `SELECT ${COLUMNS} FROM alert a ${where}
      ORDER BY a.resolved_at IS NOT NULL, CASE WHEN a.resolved_at IS NULL THEN a.level END, a.raised_at DESC, a.id DESC
      LIMIT ?`;
    return this.#database.rows<AlertRow>(sql, ...params, limit).map(alertOf);
  }

  /** How many alerts are open in a scope. */
  countOpen(scope: AlertScope): number {
    const within = scope === null ? '' : 'AND (yard IS NULL OR yard IN (SELECT value FROM json_each(?)))';
    const sql = `SELECT count(*) AS open FROM alert WHERE resolved_at IS NULL ${within}`;
    return this.#database.row<{ open: number }>(sql, ...(scope === null ? [] : [JSON.stringify(scope)]))?.open ?? 0;
  }

  /** How many alerts are open, by level. */
  countOpenByLevel(): Record<Alert['level'], number> {
    const sql = 'SELECT level, count(*) AS open FROM alert WHERE resolved_at IS NULL GROUP BY level';
    const rows = this.#database.rows<{ level: Alert['level']; open: number }>(sql);
    return { alarm: 0, warning: 0, ...Object.fromEntries(rows.map(({ level, open }) => [level, open])) };
  }

  /** What has to be told next; of one alert never the end before the beginning. */
  nextTelling(now: EpochMs): Telling | null {
    type Row = AlertRow & { seq: number; word: TellingWord; attempts: number };
    const row = this.#database.row<Row>(
      `SELECT t.seq, t.word, t.attempts, ${COLUMNS} FROM telling t JOIN alert a ON a.id = t.alert
       WHERE t.due_at <= ? AND NOT EXISTS (SELECT 1 FROM telling b WHERE b.alert = t.alert AND b.seq < t.seq)
       ORDER BY t.seq LIMIT 1`,
      now,
    );
    return row ? { seq: row.seq, word: row.word, attempts: row.attempts, alert: alertOf(row) } : null;
  }

  /** It was told, or is given up. */
  dropTelling(seq: number): void {
    this.#database.run('DELETE FROM telling WHERE seq = ?', seq);
  }

  delayTelling(seq: number, until: EpochMs): void {
    this.#database.run('UPDATE telling SET attempts = attempts + 1, due_at = ? WHERE seq = ?', until, seq);
  }

  close(): void {
    this.#database.close();
  }

  #tell(word: TellingWord, alert: string, params: SqlValue[], now: EpochMs): void {
    if (!this.#isTold) return;
    this.#database.run(`INSERT INTO telling (alert, word, due_at) VALUES (${alert}, ?, ?)`, ...params, word, now);
  }
}

function alertOf(row: AlertRow): Alert {
  const time = (at: number | null) => (at === null ? null : formatKst(at));
  return {
    id: row.id,
    code: row.code,
    level: row.level,
    yard: row.yard,
    device: row.device,
    params: JSON.parse(row.params) as Alert['params'],
    raisedAt: formatKst(row.raised_at),
    seenAt: time(row.seen_at),
    seenBy: row.seen_by,
    resolvedAt: time(row.resolved_at),
  };
}
