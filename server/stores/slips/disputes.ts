import { formatKst } from '../../../domain/kst-time.ts';
import type { DisputeStanding } from '../../../domain/slips/dispute.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { DisputeStep, DisputeVerdict } from '../../../domain/wire/edge-messages.ts';
import type { Dispute, DisputeDetail } from '../../../domain/wire/slips-api.ts';
import type { RowScope } from '../../accounts/authorization.ts';
import type { Ledger } from '../ledger.ts';
import { type SqlTerm, scopeTerms } from '../row-scope.ts';
import type { Sqlite } from '../sqlite.ts';

export interface DisputeQuestion {
  readonly scope: RowScope;
  readonly yard?: string | undefined;
  readonly visit?: string | undefined;
  readonly partner?: string | undefined;
  readonly state?: Dispute['state'] | undefined;
}

/** What is asked of every dispute: its yard's name and the instant by which it is overdue. */
interface Facts {
  readonly nameOf: (yard: string) => string;
  readonly now: EpochMs;
}

interface DisputeRow {
  readonly dispute: string;
  readonly tenant: string;
  readonly yard: string;
  readonly visit: string;
  readonly partner: string;
  readonly slip: string;
  readonly slip_version: number;
  readonly latest_version: number | null;
  readonly subject: string;
  readonly state: DisputeStanding['state'];
  readonly verdict: DisputeVerdict | null;
  readonly opened_at: EpochMs;
  readonly deadline: EpochMs;
  readonly ended_at: EpochMs | null;
}

interface StepRow {
  readonly step: DisputeStep;
  readonly party: 'partner' | 'yard';
  readonly by: string;
  readonly at: EpochMs;
  readonly text: string;
  readonly photos: string;
  readonly verdict: DisputeVerdict | null;
}

/** A dispute with what its next step is judged by. */
export interface FoundDispute {
  readonly detail: DisputeDetail;
  readonly tenant: string;
  readonly standing: DisputeStanding;
}

const MOST = 500;
/** A dispute is its visit's, so whoever sees the visit sees it; of a dissolved visit only its partner is known. */
const OWNER = { yard: 'd.yard', direction: 'v.direction', partner: 'd.partner' };
const SELECT = `SELECT d.*, s.version AS latest_version FROM dispute d
  LEFT JOIN slip s ON s.visit = d.visit LEFT JOIN visit v ON v.id = d.visit`;

/** Disputes (이의제기) as the ledger tells them. */
export class DisputeStore {
  readonly #ledger: Ledger;
  readonly #nameOf: Facts['nameOf'];

  constructor(ledger: Ledger, nameOf: Facts['nameOf']) {
    this.#ledger = ledger;
    this.#nameOf = nameOf;
  }

  /** Open ones first, the nearest deadline first; then the newest. At most 500. */
  list(question: DisputeQuestion, now: EpochMs): Dispute[] {
    const terms = termsOf(question);
    const where = terms.length === 0 ? '' : `WHERE ${terms.map(({ sql }) => sql).join(' AND ')}`;
    const sql = `${SELECT} ${where}
      ORDER BY d.state <> 'open', CASE WHEN d.state = 'open' THEN d.deadline END, d.opened_at DESC, d.dispute LIMIT ${MOST}`;
    const params = terms.flatMap((term) => term.params);
    const facts = { nameOf: this.#nameOf, now };
    return this.#ledger
      .read((database) => database.rows<DisputeRow>(sql, ...params), [])
      .map((row) => shown(row, facts));
  }

  /** A dispute of a scope with every step; `null` for one that is not there or not the scope's. */
  find(dispute: string, scope: RowScope, now: EpochMs): FoundDispute | null {
    const terms = scopeTerms(scope, OWNER);
    const where = ['d.dispute = ?', ...terms.map(({ sql }) => sql)].join(' AND ');
    return this.#ledger.read<FoundDispute | null>((database) => {
      const params = terms.flatMap((term) => term.params);
      const row = database.row<DisputeRow>(`${SELECT} WHERE ${where}`, dispute, ...params);
      if (!row) return null;
      const { tenant, state, verdict, opened_at: openedAt, deadline, ended_at: endedAt } = row;
      const detail = { ...shown(row, { nameOf: this.#nameOf, now }), steps: stepsOf(database, dispute) };
      return { detail, tenant, standing: { state, verdict, openedAt, deadline, endedAt } };
    }, null);
  }

  /** Disputes of these visits, any of whose steps came with the photo. */
  naming(photo: string, visits: readonly string[]): string[] {
    const sql = `SELECT DISTINCT r.dispute FROM dispute_row r, json_each(r.photos) p
      WHERE r.visit IN (SELECT value FROM json_each(?)) AND p.value = ?`;
    return this.#ledger
      .read((database) => database.rows<{ dispute: string }>(sql, JSON.stringify(visits), photo), [])
      .map(({ dispute }) => dispute);
  }
}

function termsOf({ scope, yard, visit, partner, state }: DisputeQuestion): SqlTerm[] {
  const terms = scopeTerms(scope, OWNER);
  const asked = { 'd.yard': yard, 'd.visit': visit, 'd.partner': partner, 'd.state': state };
  for (const [column, value] of Object.entries(asked)) {
    if (value !== undefined) terms.push({ sql: `${column} = ?`, params: [value] });
  }
  return terms;
}

function shown(row: DisputeRow, { nameOf, now }: Facts): Dispute {
  return {
    id: row.dispute,
    yard: row.yard,
    yardName: nameOf(row.yard),
    visit: row.visit,
    partner: row.partner,
    slip: row.slip,
    slipVersion: row.slip_version,
    latestVersion: row.latest_version ?? row.slip_version,
    subject: JSON.parse(row.subject) as Dispute['subject'],
    state: row.state,
    verdict: row.verdict,
    openedAt: formatKst(row.opened_at),
    deadline: formatKst(row.deadline),
    overdue: row.state === 'open' && now > row.deadline,
    endedAt: row.ended_at === null ? null : formatKst(row.ended_at),
  };
}

function stepsOf(database: Sqlite, dispute: string): DisputeDetail['steps'] {
  const sql = 'SELECT step, party, by, at, text, photos, verdict FROM dispute_row WHERE dispute = ? ORDER BY seq';
  return database.rows<StepRow>(sql, dispute).map(({ at, photos, ...step }) => ({
    ...step,
    at: formatKst(at),
    photos: JSON.parse(photos) as string[],
  }));
}
