import { type ChainRow, isIntact, walkChain } from '../../../domain/slips/chain.ts';
import type { SlipVerdict } from '../../../domain/wire/slips-api.ts';
import type { Ledger } from '../ledger.ts';
import type { Sqlite } from '../sqlite.ts';
import { CHAIN_COLUMNS, contentOf, headOf, sha256Hex } from './slip-rows.ts';

const NOTHING = {
  ...{ yardName: null, number: null, version: null, latestVersion: null, issuedAt: null, plate: null },
  ...{ gross: null, tare: null, net: null, deduction: null, accepted: null, grades: [] },
};

/** Says of a SHA-256 on paper what became of the slip that it was made of. */
export class SlipVerdicts {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  verdictOf(sha256: string): SlipVerdict {
    const unknown: SlipVerdict = { ...NOTHING, verdict: 'unknown', sha256 };
    return this.#ledger.read((database) => verdictIn(database, sha256) ?? unknown, unknown);
  }
}

function verdictIn(database: Sqlite, sha256: string): SlipVerdict | null {
  const of = (condition: string, ...params: (string | number)[]) =>
    database.rows<ChainRow>(`SELECT ${CHAIN_COLUMNS} FROM slip_row r WHERE ${condition}`, ...params);
  const [slip] = of('r.sha256 = ?', sha256);
  if (!slip) {
    // the slip after it still names it: it was issued, and something else stands in its place
    return of('r.previous = ? LIMIT 1', sha256).length > 0 ? { ...NOTHING, verdict: 'altered', sha256 } : null;
  }
  const { yard, number, seq } = slip;
  const versions = of('r.yard = ? AND r.number = ? ORDER BY r.version', yard, number);
  const [before] = of('r.yard = ? AND r.seq < ? ORDER BY r.seq DESC LIMIT 1', yard, seq);
  const [after] = of('r.yard = ? AND r.seq > ? ORDER BY r.seq LIMIT 1', yard, seq);
  const latest = versions.at(-1) ?? slip;
  const content = contentOf(slip);
  const head = { ...NOTHING, sha256, number, version: slip.version, latestVersion: latest.version };
  if (content === null || isAltered(slip, { versions, before, after })) return { ...head, verdict: 'altered' };
  const { gross, tare, net, deduction, accepted, grades, plate, yardName } = content;
  return {
    ...{ ...head, yardName, issuedAt: headOf(slip).issuedAt, plate, gross, tare, net, deduction, accepted },
    grades: grades.map(({ grade, acceptedKg }) => ({ grade, acceptedKg })),
    verdict: latest.state === 'cancelled' ? 'cancelled' : latest.seq === seq ? 'genuine' : 'superseded',
  };
}

interface Neighbours {
  readonly versions: readonly ChainRow[];
  readonly before: ChainRow | undefined;
  readonly after: ChainRow | undefined;
}

/**
 * True when the slip's row is not what was issued, or the chain at it is broken. The part of the chain that concerns it
 * is walked: earlier versions of its number, the slip before it, itself and the slip after. A successor that is altered
 * itself is no witness.
 */
function isAltered(slip: ChainRow, { versions, before, after }: Neighbours): boolean {
  const earlier = versions.filter(({ seq }) => seq < slip.seq && seq !== before?.seq);
  const part = [...earlier, ...(before ? [before] : []), slip].sort((a, b) => a.seq - b.seq);
  const faults = [...walkChain(part, sha256Hex)];
  const isBrokenAfter = after !== undefined && isIntact(after, sha256Hex) && after.previous !== slip.sha256;
  return isBrokenAfter || faults.some(({ seq }) => seq === slip.seq);
}
