import type { EpochMs } from '../../domain/units.ts';
import type { Ledger } from './ledger.ts';
import { markNumbersLost } from './slips.ts';

/** Facts numbered beyond what was told, so that a number is never used twice even where the last ones were not retained. */
const HEADROOM = 10_000;

export interface LostRows {
  readonly yard: string;
  /** facts that were told and that the ledger does not know of */
  readonly facts: number;
  /** messages that were received then and are in it no more; 0 when they came again */
  readonly messages: number;
}

/**
 * Compares the ledger with what was told of it last. A ledger that has fallen behind its own word has lost its end; its
 * facts go on above the told numbers, since a number never repeats or goes back (edge contract, facts), and so do the
 * numbers of its slips.
 */
export function findLostRows(
  ledger: Ledger,
  told: ReadonlyMap<string, { readonly seq: number; readonly received: number }>,
  now: EpochMs,
): LostRows[] {
  const lost: LostRows[] = [];
  ledger.transaction(() => {
    for (const [yard, { seq, received }] of told) {
      const known = ledger.first<{ fact_seq: number }>('SELECT fact_seq FROM yard WHERE yard = ?', yard)?.fact_seq ?? 0;
      if (seq <= known) continue;
      // what is safe and not booked yet was told of as received too
      const sum = ledger.first<{ n: number | null }>(
        `SELECT sum(written + rejected) + (SELECT coalesce(sum(messages), 0) FROM intake_group) AS n
         FROM account WHERE yard = ?`,
        yard,
      );
      lost.push({ yard, facts: seq - known, messages: Math.max(0, received - (sum?.n ?? 0)) });
      ledger.run('UPDATE yard SET fact_seq = ? WHERE yard = ?', seq + HEADROOM, yard);
    }
    if (lost.length > 0) markNumbersLost(ledger, now);
  });
  return lost;
}
