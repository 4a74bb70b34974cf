import type { RetryCode } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { DeviceAddress } from '../../domain/wire/mqtt-topics.ts';
import { NOWHERE, type WholeMessage } from '../messages.ts';
import type { Ledger } from './ledger.ts';

/** A wish of the office to try a dead letter again. */
export interface RetryWish {
  /** id of the command */
  readonly command: string;
  readonly letter: number;
  readonly by: string;
  readonly reason: string;
}

/** A dead letter as it can be tried again. */
export interface KeptLetter {
  readonly topic: string;
  readonly receivedAt: EpochMs;
  /** where it was counted */
  readonly address: DeviceAddress;
  readonly size: number;
  readonly whole: WholeMessage | null;
}

/** Whether a wish names a dead letter that there is. */
export function namesLetter(ledger: Ledger, body: string): boolean {
  const { deadLetter } = JSON.parse(body) as { deadLetter: number };
  return ledger.first('SELECT seq FROM dead_letter WHERE seq = ?', deadLetter) !== null;
}

/** Wishes that no row answers yet, in the order in which they came. */
export function waitingRetries(ledger: Ledger): RetryWish[] {
  return ledger.all<RetryWish>(
    `SELECT e.id AS command, json_extract(e.body, '$.deadLetter') AS letter, json_extract(e.body, '$.by') AS by,
       json_extract(e.body, '$.reason') AS reason
     FROM event e JOIN dead_letter d ON d.seq = json_extract(e.body, '$.deadLetter')
     WHERE e.yard IN (SELECT yard FROM yard) AND e.kind = 'retry' AND e.id NOT IN (SELECT command FROM retry_row)
     ORDER BY e.seq`,
  );
}

/** The letter as it was kept; `null` when there is none of this number. */
export function keptLetter(ledger: Ledger, seq: number): KeptLetter | null {
  const row = ledger.first<{
    topic: string;
    received_at: number;
    tenant: string | null;
    yard: string | null;
    area: string | null;
    device: string | null;
    size: number;
    // libsql gives a blob as a plain buffer
    payload: ArrayBuffer | null;
    properties: string | null;
  }>(
    'SELECT topic, received_at, tenant, yard, area, device, size, payload, properties FROM dead_letter WHERE seq = ?',
    seq,
  );
  if (!row) return null;
  const { tenant, yard, area, device, payload } = row;
  const isAddressed = tenant !== null && yard !== null && area !== null && device !== null;
  return {
    topic: row.topic,
    receivedAt: row.received_at,
    address: isAddressed ? { tenant, yard, area, device } : NOWHERE,
    size: row.size,
    whole:
      payload === null
        ? null
        : {
            payload: new Uint8Array(payload),
            properties: JSON.parse(row.properties ?? '{}') as WholeMessage['properties'],
          },
  };
}

/**
 * True once the letter's message stands in the ledger: trying again would only count it twice. One that then turned out
 * to contradict its ticket stands there too, and is counted as rejected by its standing.
 */
export function isSettled(ledger: Ledger, letter: number): boolean {
  const sql = `SELECT seq FROM retry_row WHERE dead_letter = ? AND (code IS NULL OR code = 'PLATE_CONTRADICTS_TICKET')`;
  return ledger.first(sql, letter) !== null;
}

/** Writes what came of a wish; no code: the message is booked. */
export function writeRetry(
  ledger: Ledger,
  { command, letter, by, reason }: RetryWish,
  at: EpochMs,
  came: { readonly code: string | RetryCode | null; readonly detail: string },
): void {
  ledger.run(
    'INSERT INTO retry_row (dead_letter, command, by, reason, at, code, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
    letter,
    command,
    by,
    reason,
    at,
    came.code,
    came.detail.slice(0, 500),
  );
}
