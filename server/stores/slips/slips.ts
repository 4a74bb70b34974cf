import { type ChainRow, isIntact } from '../../../domain/slips/chain.ts';
import type { SlipContent, SlipHead } from '../../../domain/wire/slips-api.ts';
import type { Ledger } from '../ledger.ts';
import { CHAIN_COLUMNS, contentOf, headOf, sha256Hex } from './slip-rows.ts';

/** A version of a slip with the heads of all its versions. */
export interface StoredSlip {
  readonly head: SlipHead;
  /** `null`: what lies in the ledger can no longer be read as a slip */
  readonly content: SlipContent | null;
  /** false: the content is not what the hash was made of */
  readonly intact: boolean;
  /** newest first */
  readonly versions: readonly SlipHead[];
  /** the visit has changed since, and the next version is on its way */
  readonly due: boolean;
}

/** Slips as the ledger keeps them; who may see one is decided by its visit. */
export class SlipStore {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** A version of a visit's slip, the latest when none is named; `null` when there is none. */
  find(visit: string, version?: number): StoredSlip | null {
    return this.#ledger.read<StoredSlip | null>((database) => {
      const sql = `SELECT ${CHAIN_COLUMNS} FROM slip_row r WHERE r.visit = ? ORDER BY r.version DESC`;
      const rows = database.rows<ChainRow>(sql, visit);
      const row = version === undefined ? rows[0] : rows.find((one) => one.version === version);
      if (!row) return null;
      return {
        head: headOf(row),
        content: contentOf(row),
        intact: isIntact(row, sha256Hex),
        versions: rows.map(headOf),
        due: database.row('SELECT 1 AS due FROM slip_due WHERE visit = ?', visit) !== undefined,
      };
    }, null);
  }
}
