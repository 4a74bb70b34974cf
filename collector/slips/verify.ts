import { type ChainFaultCode, walkChain } from '../../domain/slips/chain.ts';
import type { SlipContent } from '../../domain/wire/slips-api.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type SlipRow, slipRows } from '../ledger/slips.ts';
import { sha256Of } from './slip-book.ts';

/**
 * What else can be wrong with slips than what the chain shows: a slip says other kilograms than the visit row it names;
 * that row is another visit's or not there; the latest version of a visit is not the one that the ledger goes by, as when
 * the end of the chain was cut off; a slip holds though its visit has other kilograms by now and no new version is due.
 */
export type SlipFaultCode = ChainFaultCode | 'VISIT_DIFFERS' | 'VISIT_ROW_WRONG' | 'LATEST_DIFFERS' | 'BEHIND_VISIT';

export interface SlipFault {
  /** null: the row is not there */
  readonly seq: number | null;
  readonly number: string;
  readonly version: number;
  readonly code: SlipFaultCode;
}

/** What the walk along a yard's chain found. */
export interface VerifiedYard {
  readonly yard: string;
  readonly slips: number;
  readonly versions: number;
  /** slips whose latest version is crossed out */
  readonly cancelled: number;
  readonly first: string | null;
  readonly last: string | null;
  /** SHA-256 at the end of the chain; empty: there is none */
  readonly end: string;
  readonly faults: readonly SlipFault[];
}

/**
 * Walks a yard's whole chain, holds every version against the visit row that it tells of, and those that hold against
 * their visits as they are now; all at one instant, so that it can be done beside a running collector.
 */
export function verifyYard(ledger: Ledger, yard: string): VerifiedYard {
  return ledger.snapshot(() => walk(ledger, yard));
}

function walk(ledger: Ledger, yard: string): VerifiedYard {
  const faults: SlipFault[] = [];
  const latest = new Map<string, SlipRow>();
  let [versions, first, last, end] = [0, null as string | null, null as string | null, ''];
  function* seen(): Generator<SlipRow, void, undefined> {
    for (const row of slipRows(ledger, yard)) {
      versions += 1;
      first ??= row.number;
      if (row.version === 1) last = row.number;
      end = row.sha256;
      latest.set(row.visit, { ...row, content: '' });
      const code = faultOfVisit(ledger, row);
      if (code) faults.push({ seq: row.seq, number: row.number, version: row.version, code });
      yield row;
    }
  }
  for (const fault of walkChain(seen(), sha256Of)) faults.push(fault);
  faults.push(...faultsOfLatest(ledger, yard, latest), ...behindVisits(ledger, yard));
  const standing = [...latest.values()];
  const cancelled = standing.filter(({ state }) => state === 'cancelled').length;
  return { yard, slips: standing.length, versions, cancelled, first, last, end, faults };
}

/** The kilograms of a version against those of its visit row. */
function faultOfVisit(ledger: Ledger, { visit, visitRow, content }: SlipRow): SlipFaultCode | null {
  const row = ledger.first<{ visit: string; body: string }>(
    'SELECT visit, body FROM visit_row WHERE seq = ?',
    visitRow,
  );
  if (row?.visit !== visit) return 'VISIT_ROW_WRONG';
  return isSameTo(content, row.body) ? null : 'VISIT_DIFFERS';
}

/** Slips that hold and are not due, of visits that are closed no more or have other kilograms. */
function behindVisits(ledger: Ledger, yard: string): SlipFault[] {
  const rows = ledger.all<{ seq: number; number: string; version: number; content: string; body: string | null }>(
    `SELECT r.seq, r.number, r.version, r.content, CASE v.status WHEN 'closed' THEN v.body END AS body
     FROM slip s JOIN slip_row r ON r.seq = s.slip_row LEFT JOIN visit v ON v.id = s.visit
     WHERE s.yard = ? AND s.state = 'issued' AND NOT EXISTS (SELECT 1 FROM slip_due d WHERE d.visit = s.visit)
     ORDER BY r.seq`,
    yard,
  );
  return rows
    .filter(({ content, body }) => body === null || !isSameTo(content, body))
    .map(({ seq, number, version }) => ({ seq, number, version, code: 'BEHIND_VISIT' }));
}

/** True when a slip and a visit have the same kilograms; what cannot be read has none. */
function isSameTo(content: string, body: string): boolean {
  const said = kilogramsIn(content);
  return said !== null && said === kilogramsIn(body);
}

function kilogramsIn(text: string): string | null {
  try {
    const { gross, tare, net, accepted } = (JSON.parse(text) ?? {}) as Partial<SlipContent>;
    return JSON.stringify([gross, tare, net, accepted]);
  } catch {
    // what cannot be read tells no kilograms
    return null;
  }
}

/** What the ledger goes by as the latest slip of each visit, against the chain. */
function faultsOfLatest(ledger: Ledger, yard: string, latest: ReadonlyMap<string, SlipRow>): SlipFault[] {
  const placed = ledger.all<{ visit: string; number: string; version: number; sha256: string; seq: number }>(
    'SELECT visit, number, version, sha256, slip_row AS seq FROM slip WHERE yard = ? ORDER BY number',
    yard,
  );
  const known = new Set(placed.map(({ visit }) => visit));
  const differing = placed.filter(({ visit, version, sha256, seq }) => {
    const row = latest.get(visit);
    return row?.seq !== seq || row.sha256 !== sha256 || row.version !== version;
  });
  const unplaced = [...latest.values()].filter(({ visit }) => !known.has(visit));
  return [...differing, ...unplaced].map(({ seq, number, version, visit }) => ({
    ...{ seq: latest.has(visit) ? seq : null, number, version, code: 'LATEST_DIFFERS' as const },
  }));
}

/** Every yard that has slips, or a slip that its chain has lost. */
export function yardsWithSlips(ledger: Ledger): string[] {
  const sql = 'SELECT yard FROM slip_row UNION SELECT yard FROM slip ORDER BY yard';
  return ledger.all<{ yard: string }>(sql).map(({ yard }) => yard);
}
