import { kstDay } from '../../../domain/kst-time.ts';
import { type ChainRow, isIntact } from '../../../domain/slips/chain.ts';
import { numberPrefix } from '../../../domain/slips/slip-number.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { SlipLine } from '../../../domain/wire/slips-api.ts';
import type { RowScope } from '../../accounts/authorization.ts';
import type { Ledger } from '../ledger.ts';
import { type SqlTerm, scopeTerms } from '../row-scope.ts';
import { CHAIN_COLUMNS, contentOf, headOf, sha256Hex } from './slip-rows.ts';

export interface SlipQuestion {
  readonly scope: RowScope;
  readonly yard?: string | undefined;
  readonly partner?: string | undefined;
  readonly visit?: string | undefined;
  /** span of the days of the numbers, the end not included */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  readonly limit: number;
  readonly after: SlipPosition | null;
}

/** Where a page ended: the slip that was last on it. */
export interface SlipPosition {
  readonly number: string;
  readonly yard: string;
}

/** A visit that re-pairing dissolved stands in no table: then its slip says whose it was. */
const OWNER = {
  yard: 's.yard',
  direction: `CASE WHEN v.id IS NULL THEN r.content ->> '$.direction' ELSE v.direction END`,
  partner: `CASE WHEN v.id IS NULL THEN r.content ->> '$.partner' ELSE v.partner END`,
};

/** The latest version of every slip of a scope, page by page, newest number first. */
export class SlipList {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  list(question: SlipQuestion): { slips: SlipLine[]; next: SlipPosition | null } {
    const { limit } = question;
    const terms = termsOf(question);
    const where = terms.length === 0 ? '' : `WHERE ${terms.map(({ sql }) => sql).join(' AND ')}`;
    // the page is chosen by its keys first: contents are read of those alone that are shown
    const chosen = `SELECT s.visit, s.number, s.yard, s.slip_row
      FROM slip s LEFT JOIN slip_row r ON r.seq = s.slip_row LEFT JOIN visit v ON v.id = s.visit
      ${where} ORDER BY s.number DESC, s.yard DESC LIMIT ?`;
    const sql = `SELECT ${CHAIN_COLUMNS}, json_extract(v.body, '$.closedAt') AS closedAt, (
        SELECT d.state FROM dispute_row o JOIN dispute d ON d.dispute = o.dispute
        WHERE o.visit = s.visit AND o.step = 'open' ORDER BY o.seq DESC LIMIT 1) AS dispute
      FROM (${chosen}) s JOIN slip_row r ON r.seq = s.slip_row LEFT JOIN visit v ON v.id = s.visit
      ORDER BY s.number DESC, s.yard DESC`;
    const params = [...terms.flatMap((term) => term.params), limit + 1];
    const rows = this.#ledger.read((database) => database.rows<LineRow>(sql, ...params), []);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      slips: page.map(lineOf),
      next: rows.length > limit && last ? { number: last.number, yard: last.yard } : null,
    };
  }
}

type LineRow = ChainRow & { readonly closedAt: string | null; readonly dispute: string | null };

function termsOf({ scope, yard, partner, visit, from, to, after }: SlipQuestion): SqlTerm[] {
  const terms = scopeTerms(scope, OWNER);
  const term = (sql: string, ...params: SqlTerm['params']) => terms.push({ sql, params });
  if (yard !== undefined) term('s.yard = ?', yard);
  if (partner !== undefined) term(`${OWNER.partner} = ?`, partner);
  if (visit !== undefined) term('s.visit = ?', visit);
  // numbers sort as their days do
  if (from !== null) term('s.number >= ?', numberPrefix(kstDay(from)));
  if (to !== null) term('s.number < ?', `${numberPrefix(kstDay(to - 1))}:`);
  if (after) term('(s.number, s.yard) < (?, ?)', after.number, after.yard);
  return terms;
}

function lineOf({ closedAt, dispute, ...row }: LineRow): SlipLine {
  const content = contentOf(row);
  return {
    ...headOf(row),
    plate: content?.plate ?? '',
    ticket: content?.ticket ?? null,
    partner: content?.partner ?? null,
    direction: content?.direction ?? null,
    closedAt: closedAt ?? content?.weighings.find(({ role }) => role === 'second')?.at ?? null,
    net: content?.net ?? 0,
    deduction: content?.deduction ?? 0,
    accepted: content?.accepted ?? 0,
    grades: (content?.grades ?? []).map(({ grade, acceptedKg }) => ({ grade, acceptedKg })),
    dispute,
    intact: content !== null && isIntact(row, sha256Hex),
  };
}
