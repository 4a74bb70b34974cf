import { kstDay } from '../../domain/kst-time.ts';
import type { EpochMs, KstDay } from '../../domain/units.ts';
import type { PortalOutcome, UsageAct, UsageEnd } from '../../domain/wire/usage-log-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import type { Answer } from './portal.ts';

export interface WaitingRecord {
  readonly seq: number;
  readonly at: EpochMs;
  readonly day: KstDay;
  readonly act: UsageAct;
  readonly user: string;
  readonly address: string;
  readonly bytes: number;
}

export interface HeardAnswer extends Answer {
  readonly at: EpochMs;
  readonly isTest: boolean;
}

const WAITS = 'NOT EXISTS (SELECT 1 FROM usage_end e WHERE e.record = r.seq)';
const TRIES_AGAIN: readonly PortalOutcome[] = ['away'];

/** What waits for the portal and what it was told; rows only ever join. */
export class Outbox {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /**
   * The record of a day that is sent next: by the order of acts, the older first. One that the portal did not answer
   * clearly steps behind the others, so that it cannot cost them their day.
   */
  next(day: KstDay): WaitingRecord | null {
    const sql = `SELECT r.seq, r.at, r.day, r.act, r.user, r.address, r.bytes FROM usage_record r
      WHERE r.day = ? AND ${WAITS}
      ORDER BY (SELECT count(*) FROM portal_request q JOIN portal_answer a ON a.request = q.seq
                WHERE q.record = r.seq AND a.outcome IN ('unclear', 'tested')), r.rank, r.seq LIMIT 1`;
    return this.#database.row<WaitingRecord>(sql, day) ?? null;
  }

  /**
   * Ends every record of an earlier day that still waits: the portal takes the same day only. Its code is the portal's
   * last answer to it, else what stopped its day, else `otherwise`.
   */
  expireBefore(day: KstDay, now: EpochMs, otherwise: string): number {
    return this.#database.run(
      `INSERT INTO usage_end (record, day, state, code, at)
       SELECT r.seq, r.day, 'expired', coalesce(
         (SELECT a.code FROM portal_request q JOIN portal_answer a ON a.request = q.seq
          WHERE q.record = r.seq ORDER BY q.seq DESC LIMIT 1),
         (SELECT a.code FROM portal_request q JOIN portal_answer a ON a.request = q.seq
          WHERE q.day = r.day AND a.outcome = 'stopped' LIMIT 1), ?), ?
       FROM usage_record r WHERE r.day < ? AND ${WAITS}`,
      ...[otherwise, now, day],
    );
  }

  /** Notes a request before it leaves and returns its number. `record`: `null` for a test. */
  begin(record: number | null, now: EpochMs): number {
    return this.#database.transaction(() => {
      const sql = 'INSERT INTO portal_request (record, at, day) VALUES (?, ?, ?)';
      this.#database.run(sql, record, now, kstDay(now));
      return this.#database.row<{ seq: number }>('SELECT last_insert_rowid() AS seq')?.seq ?? 0;
    });
  }

  /** Notes what came of a request. `nextAt`: `null` for a test. */
  answer(request: number, { outcome, code, words }: Answer, now: EpochMs, nextAt: EpochMs | null): void {
    const sql = 'INSERT INTO portal_answer (request, at, outcome, code, words, next_at) VALUES (?, ?, ?, ?, ?, ?)';
    this.#database.run(sql, request, now, outcome, code, words, nextAt);
  }

  /** Ends a record as the portal's answer says. */
  end({ seq, day }: WaitingRecord, state: UsageEnd, code: string, now: EpochMs): void {
    const sql = 'INSERT INTO usage_end (record, day, state, code, at) VALUES (?, ?, ?, ?, ?)';
    this.#database.run(sql, seq, day, state, code, now);
  }

  /** All of `work` is on disk together, or none of it. */
  together(work: () => void): void {
    this.#database.transaction(work);
  }

  /** Before this no record is sent. A request that was cut off counts as one that the portal may have stored. */
  nextAt(sendEveryMs: number): EpochMs {
    const sql = `SELECT q.at, a.next_at FROM portal_request q LEFT JOIN portal_answer a ON a.request = q.seq
      WHERE q.record IS NOT NULL ORDER BY q.seq DESC LIMIT 1`;
    const last = this.#database.row<{ at: EpochMs; next_at: EpochMs | null }>(sql);
    return last === undefined ? 0 : (last.next_at ?? last.at + sendEveryMs);
  }

  /** How many requests in a row found no portal, up to `atMost`. */
  failuresInARow(atMost: number): number {
    const sql = 'SELECT outcome FROM portal_answer WHERE next_at IS NOT NULL ORDER BY request DESC LIMIT ?';
    const outcomes = this.#database.rows<{ outcome: PortalOutcome }>(sql, atMost).map(({ outcome }) => outcome);
    const other = outcomes.findIndex((outcome) => !TRIES_AGAIN.includes(outcome));
    return other === -1 ? outcomes.length : other;
  }

  lastTestAt(): EpochMs | null {
    const sql = 'SELECT at FROM portal_request WHERE record IS NULL ORDER BY seq DESC LIMIT 1';
    return this.#database.row<{ at: EpochMs }>(sql)?.at ?? null;
  }

  lastAnswer(): HeardAnswer | null {
    type Row = Omit<HeardAnswer, 'isTest'> & { readonly test: number };
    const row = this.#database.row<Row>(
      `SELECT a.at, a.outcome, a.code, a.words, q.record IS NULL AS test
       FROM portal_answer a JOIN portal_request q ON q.seq = a.request ORDER BY a.request DESC LIMIT 1`,
    );
    if (!row) return null;
    const { test, ...answer } = row;
    return { ...answer, isTest: test === 1 };
  }

  /** The portal's code that ended sending for a day, or `null`. */
  stopCode(day: KstDay): string | null {
    const sql = `SELECT a.code FROM portal_request q JOIN portal_answer a ON a.request = q.seq
      WHERE q.day = ? AND a.outcome = 'stopped' LIMIT 1`;
    return this.#database.row<{ code: string }>(sql, day)?.code ?? null;
  }

  requests(day: KstDay): number {
    return this.#count('SELECT count(*) AS count FROM portal_request WHERE day = ?', day);
  }

  waiting(day: KstDay): number {
    return this.#count(`SELECT count(*) AS count FROM usage_record r WHERE r.day = ? AND ${WAITS}`, day);
  }

  ended(state: UsageEnd, day: KstDay): number {
    return this.#count('SELECT count(*) AS count FROM usage_end WHERE state = ? AND day = ?', state, day);
  }

  expiredInAll(): number {
    return this.#count("SELECT count(*) AS count FROM usage_end WHERE state = 'expired'");
  }

  /** The last day of which anything ended so. */
  lastDay(state: UsageEnd): KstDay | null {
    const sql = 'SELECT max(day) AS day FROM usage_end WHERE state = ?';
    return this.#database.row<{ day: KstDay | null }>(sql, state)?.day ?? null;
  }

  /** The day of the first record. */
  firstDay(): KstDay | null {
    return this.#database.row<{ day: KstDay | null }>('SELECT min(day) AS day FROM usage_record')?.day ?? null;
  }

  lastStoredAt(): EpochMs | null {
    const day = this.lastDay('stored');
    if (day === null) return null;
    const sql = "SELECT max(at) AS at FROM usage_end WHERE state = 'stored' AND day = ?";
    return this.#database.row<{ at: EpochMs | null }>(sql, day)?.at ?? null;
  }

  /** Every record of the days, with what became of it; `state` is `waiting` without an end. */
  history(from: KstDay, to: KstDay): (WaitingRecord & { readonly state: string; readonly code: string })[] {
    return this.#database.rows(
      `SELECT r.seq, r.at, r.day, r.act, r.user, r.address, r.bytes,
         coalesce(e.state, 'waiting') AS state, coalesce(e.code, '') AS code
       FROM usage_record r LEFT JOIN usage_end e ON e.record = r.seq WHERE r.day >= ? AND r.day <= ?
       ORDER BY r.at, r.seq`,
      ...[from, to],
    );
  }

  #count(sql: string, ...params: string[]): number {
    return this.#database.row<{ count: number }>(sql, ...params)?.count ?? 0;
  }
}
