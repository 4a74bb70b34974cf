import type { EpochMs } from '../../domain/units.ts';
import type { Ledger } from './ledger.ts';

/** A group of messages that are safe on disk and not booked yet. */
export interface SpooledGroup {
  readonly seq: number;
  readonly receivedAt: EpochMs;
  readonly messages: number;
  readonly body: Uint8Array;
}

const COLUMNS = 'seq, received_at AS receivedAt, messages, body';

/** Puts groups behind those that wait, in one transaction: on disk when this returns. Gives their numbers. */
export function spoolGroups(ledger: Ledger, groups: readonly Omit<SpooledGroup, 'seq'>[]): number[] {
  return ledger.transaction(() =>
    groups.map(
      ({ receivedAt, messages, body }) =>
        ledger.run(
          'INSERT INTO intake_group (received_at, messages, body) VALUES (?, ?, ?)',
          receivedAt,
          messages,
          body,
        ).lastInsertRowid,
    ),
  );
}

/** The group that waits longest after `seq`; null when there is none. */
export function nextGroup(ledger: Ledger, seq: number): SpooledGroup | null {
  const row = ledger.first<Omit<SpooledGroup, 'body'> & { readonly body: ArrayBuffer }>(
    `SELECT ${COLUMNS} FROM intake_group WHERE seq > ? ORDER BY seq LIMIT 1`,
    seq,
  );
  return row && { ...row, body: new Uint8Array(row.body) };
}

/** Takes a group out, in the transaction that books it. */
export function dropGroup(ledger: Ledger, seq: number): void {
  ledger.run('DELETE FROM intake_group WHERE seq = ?', seq);
}
