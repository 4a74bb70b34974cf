import { kstDay } from '../../domain/kst-time.ts';
import { numberPrefix, runningOf, slipNumber } from '../../domain/slips/slip-number.ts';
import { type EpochMs, HOUR_MS, type KstDay } from '../../domain/units.ts';
import type { Ledger } from './ledger.ts';

/** A visit must have been left alone for this long before its slip is issued by itself. */
export const SLIP_REST_MS = 60_000;

/** A version of a slip as its row says it. */
export interface SlipRow {
  readonly seq: number;
  readonly tenant: string;
  readonly yard: string;
  readonly visit: string;
  readonly number: string;
  readonly version: number;
  readonly state: 'issued' | 'cancelled';
  readonly cites: number | null;
  readonly visitRow: number;
  /** canonical JSON of a `SlipContent` */
  readonly content: string;
  readonly previous: string;
  readonly sha256: string;
  readonly by: string | null;
  readonly reason: string;
  readonly issuedAt: EpochMs;
}

const COLUMNS = `seq, tenant, yard, visit, number, version, state, cites, visit_row AS visitRow, content, previous, sha256,
  by, reason, issued_at AS issuedAt`;

/** Notes, in the transaction that changes a visit, that its slip may have to be issued or issued anew. */
export function markSlipDue(ledger: Ledger, yard: string, visit: string, since: EpochMs): void {
  ledger.run(
    `INSERT INTO slip_due (visit, yard, since) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET since = excluded.since WHERE since <> excluded.since`,
    visit,
    yard,
    since,
  );
}

/** A visit whose slip may have to be issued. */
export interface DueSlip {
  readonly visit: string;
  readonly yard: string;
}

/** Visits whose slip may be issued, the longest due first. */
export function slipsDue(ledger: Ledger, now: EpochMs, limit: number): DueSlip[] {
  const sql = 'SELECT visit, yard FROM slip_due WHERE since <= ? ORDER BY since LIMIT ?';
  return ledger.all(sql, now - SLIP_REST_MS, limit);
}

/** A visit's slip is as it should be. */
export function settleSlipDue(ledger: Ledger, visit: string): void {
  ledger.run('DELETE FROM slip_due WHERE visit = ?', visit);
}

/** The latest version of a visit's slip; null when it never had one. */
export function latestSlip(ledger: Ledger, visit: string): SlipRow | null {
  return ledger.first<SlipRow>(
    `SELECT ${COLUMNS} FROM slip_row WHERE seq = (SELECT slip_row FROM slip WHERE visit = ?)`,
    visit,
  );
}

/** Every version of a yard's slips in the order of its chain, a few at a time. */
export function* slipRows(ledger: Ledger, yard: string): Generator<SlipRow, void, undefined> {
  for (let after = 0; ; ) {
    const page = ledger.all<SlipRow>(
      `SELECT ${COLUMNS} FROM slip_row WHERE yard = ? AND seq > ? ORDER BY seq LIMIT 500`,
      yard,
      after,
    );
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

/** The SHA-256 at the end of a yard's chain; empty while it has none. */
export function endOfChain(ledger: Ledger, yard: string): string {
  const sql = 'SELECT sha256 FROM slip_row WHERE yard = ? ORDER BY seq DESC LIMIT 1';
  return ledger.first<{ sha256: string }>(sql, yard)?.sha256 ?? '';
}

/** More slips than any yard issues in a day: trucks are weighed one after the other. */
const MOST_IN_A_DAY = 5_000;

/**
 * The next number of a yard and KST day: above every one that was ever given, whatever became of it. Where slips may have
 * been handed out of which the ledger has lost the rows, the numbers of the day go on far above any of theirs.
 */
export function nextNumber(ledger: Ledger, yard: string, day: KstDay): string {
  const prefix = numberPrefix(day);
  const last = ledger.first<{ number: string }>(
    `SELECT number FROM slip_row WHERE yard = ?1 AND number >= ?2 AND number < ?3
     ORDER BY length(number) DESC, number DESC LIMIT 1`,
    yard,
    prefix,
    // the character after the dash
    prefix.replace('-', '.'),
  );
  return slipNumber(day, Math.max(last ? runningOf(last.number) : 0, lostNumbers(ledger, day)) + 1);
}

function lostNumbers(ledger: Ledger, day: KstDay): number {
  const lost = ledger.first<{ at: number; times: number }>('SELECT at, times FROM slip_numbers_lost');
  return lost && day <= kstDay(lost.at) ? lost.times * MOST_IN_A_DAY : 0;
}

/** Notes that the ledger has lost its end by now, and with it numbers of slips: none of them may be given again. */
export function markNumbersLost(ledger: Ledger, now: EpochMs): void {
  ledger.run(
    `INSERT INTO slip_numbers_lost (one, at, times) VALUES (1, ?, 1)
     ON CONFLICT DO UPDATE SET at = max(at, excluded.at), times = times + 1`,
    now,
  );
}

/** Writes a version and makes it the latest of its visit. @returns its seq */
export function writeSlip(ledger: Ledger, row: Omit<SlipRow, 'seq'>): number {
  const { lastInsertRowid: seq } = ledger.run(
    `INSERT INTO slip_row (tenant, yard, visit, number, version, state, cites, visit_row, content, previous, sha256, by,
       reason, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[row.tenant, row.yard, row.visit, row.number, row.version, row.state, row.cites, row.visitRow, row.content],
    ...[row.previous, row.sha256, row.by, row.reason, row.issuedAt],
  );
  ledger.run(
    `INSERT INTO slip (visit, yard, number, version, state, sha256, slip_row) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (visit) DO UPDATE SET version = excluded.version, state = excluded.state, sha256 = excluded.sha256,
       slip_row = excluded.slip_row`,
    ...[row.visit, row.yard, row.number, row.version, row.state, row.sha256, seq],
  );
  return seq;
}

/** Makes the latest slip of every visit of a yard anew from the rows of record. */
export function restoreSlips(ledger: Ledger, yard: string): void {
  ledger.run(
    `INSERT OR IGNORE INTO slip (visit, yard, number, version, state, sha256, slip_row)
     SELECT visit, yard, number, version, state, sha256, seq FROM slip_row r
     WHERE yard = ? AND version = (SELECT max(version) FROM slip_row x WHERE x.visit = r.visit)`,
    yard,
  );
}

/** Visits that closed this long before the first slip of a ledger are of a time without slips. */
const FIRST_SLIP_WAITED_MS = HOUR_MS;

/**
 * Makes the slips due of a yard anew, once its visits are settled: closed visits that have none, or a row that is younger
 * than the one their slip tells of, and issued slips of visits that are closed no more. Some turn out to say already what
 * there is to say; a visit of before there were slips gets one when somebody asks for it.
 */
export function restoreSlipsDue(ledger: Ledger, yard: string, now: EpochMs): void {
  ledger.run('DELETE FROM slip_due WHERE yard = ?', yard);
  const first = ledger.first<{ at: number | null }>('SELECT min(issued_at) AS at FROM slip_row')?.at ?? null;
  ledger.run(
    `INSERT INTO slip_due (visit, yard, since)
     SELECT v.id, v.yard, r.recorded_at FROM visit v JOIN visit_row r ON r.seq = v.visit_row
       LEFT JOIN slip s ON s.visit = v.id LEFT JOIN slip_row l ON l.seq = s.slip_row
     WHERE v.yard = ?1 AND v.status = 'closed'
       AND CASE WHEN l.seq IS NULL THEN r.recorded_at >= ?2 ELSE l.visit_row < v.visit_row OR l.state = 'cancelled' END
     UNION ALL
     SELECT s.visit, s.yard, ?3 FROM slip s LEFT JOIN visit v ON v.id = s.visit
     WHERE s.yard = ?1 AND s.state = 'issued' AND coalesce(v.status, '') <> 'closed'`,
    yard,
    first === null ? 0 : first - FIRST_SLIP_WAITED_MS,
    now - SLIP_REST_MS,
  );
}
